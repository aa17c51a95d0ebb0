"""The drain: sends what is due in one municipality, one notice at a time, and never inside a transaction.

Claim (a short transaction), send, write down the outcome (another). Killed before sending, the lease runs out and
somebody else sends; killed between sending and writing it down, it is sent twice: the only way to a double.
"""

import logging
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from foundation.notices import planning
from foundation.notices.choices import way_of
from foundation.notices.clock import database_now
from foundation.notices.errors import Away, NoSuchAddress, Refused
from foundation.notices.gathering import MOST, alone_with, gather
from foundation.notices.hours import next_gathering, quiet_until
from foundation.notices.letters import Letter
from foundation.notices.models import Choice, DueMark, Notice
from foundation.notices.models.mark import mark
from foundation.notices.posting import Post
from foundation.notices.querysets import NoticeQuerySet
from foundation.notices.recipients import channels_by
from foundation.tenancy.context import enter

BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """One notice in our hands, or those that go in one mail. Without a letter it is settled already."""

    pks: tuple[uuid.UUID, ...]
    owner: uuid.UUID
    attempts: int
    letter: Letter | None

    @property
    def address(self) -> str:
        """Of a mail: where it was not taken."""
        return self.letter.to if self.letter and self.letter.channel == Notice.Channel.EMAIL else ""


def drain(municipality: uuid.UUID, seconds: float = 40.0) -> int:
    """Send what is due, until nothing is or the time is up. Returns how many were handled."""
    until, handled = time.monotonic() + seconds, 0
    with enter(municipality):
        Notice.objects.too_late().expire()
    with Post() as post:
        while time.monotonic() < until and (claim := _claim(municipality, post.channels)):
            if claim.letter:
                _deliver(municipality, claim, post)
            handled += 1
    _tidy(municipality)
    return handled


def _claim(municipality: uuid.UUID, channels: list[str]) -> Claim | None:
    """Take the oldest notice that is free, ask once more whether it is wanted, and write the letter."""
    with enter(municipality):
        ready = Notice.objects.ready(channels).order_by("try_at", "id")
        notice = ready.select_for_update(skip_locked=True).first()
        if notice is None:
            return None
        if notice.gathered and not alone_with(notice.person_id):
            return Claim((), uuid.uuid4(), 0, None)  # let go at once: the other one waits for this row
        written = [(notice, _settle(notice))]
        if written[0][1] and notice.gathered:
            others = ready.goes_with(notice).select_for_update()[: MOST - 1]
            written += [(other, letter) for other in others if (letter := _settle(other))]
        claim = _taken(written)
        if claim.letter:
            Notice.objects.filter(pk__in=claim.pks).lease(claim.owner, settings.NOTICE_LEASE_SECONDS)
        return claim


def _taken(written: list[tuple[Notice, Letter | None]]) -> Claim:
    notices, letters = [notice for notice, _letter in written], [letter for _notice, letter in written]
    letter = gather(notices, letters) if letters[0] else None
    attempts = max(notice.attempts for notice in notices) + 1
    return Claim(tuple(notice.pk for notice in notices), uuid.uuid4(), attempts, letter)


def _settle(notice: Notice) -> Letter | None:
    """The letter to send; or None when the notice needs none, and its outcome is written down here."""
    row = Notice.objects.filter(pk=notice.pk)
    try:
        with transaction.atomic():
            if not planning.is_wanted(notice):
                row.cancel()
                return None
            if not _as_chosen(notice):
                return None
            letter = notice.letter() if notice.is_outward else None
    except Exception:  # one notice must not stop the others
        _log.exception("the notice %s (%s) could not be written", notice.pk, notice.kind)
        row.failed(Notice.Failure.BROKEN)
        return None
    if letter is None:
        row.sent(keep=True)
    elif not letter.to:
        row.failed(Notice.Failure.NO_ADDRESS)
    elif notice.attempts > len(BACKOFF):  # whoever took it died each time
        row.failed(Notice.Failure.GAVE_UP, notice.detail)
    elif morning := quiet_until(notice, database_now()):
        _wait(row, morning)
    elif morning := _gathering(notice, letter, database_now()):
        if row.gather(morning):
            mark([morning])
    else:
        return letter
    return None


def _as_chosen(notice: Notice) -> bool:
    """By the way that its reader has chosen by now. False when it has gone that way already."""
    way = way_of(notice.person, notice.what) if notice.person else ""
    if not way or not notice.is_outward:
        return True
    by = channels_by(notice.person, notice.what, way)
    if not by or by[0] == notice.channel:
        return True
    Notice.objects.filter(pk=notice.pk).reroute(notice, by[0])
    return notice.channel == by[0]


def _gathering(notice: Notice, letter: Letter, now: datetime) -> datetime | None:
    """When it goes out with the others: None for by itself, now. What would come too late is not kept for the morning."""
    if notice.gathered or letter.channel != Notice.Channel.EMAIL or letter.attachments or not notice.person:
        return None
    if way_of(notice.person, notice.what) != Choice.Way.DAILY:
        return None
    at = next_gathering(now)
    return at if at < notice.expires_at else None


def _wait(row: NoticeQuerySet, until: datetime, detail: str = "") -> None:
    """The mark and the row have the same moment: a mark that came first would be tidied away too early."""
    if row.again(until, detail):
        mark([until])


def _deliver(municipality: uuid.UUID, claim: Claim, post: Post) -> None:
    """Send, outside any transaction; then write down what came of it, if the notice is still ours."""
    try:
        provider_id = post.send(claim.letter)
    except Away:
        _outcome(municipality, claim, lambda row: row.let_go())
    except Refused as error:
        words, unknown = str(error), isinstance(error, NoSuchAddress)
        failure = Notice.Failure.NO_SUCH if unknown else Notice.Failure.REFUSED
        _outcome(municipality, claim, lambda row: row.failed(failure, words, claim.address))
    except (
        Exception
    ) as error:  # asked to come back, cut off midway, or a fault of ours: the next attempt may do
        words = f"{type(error).__name__}: {error}"
        _log.warning("a %s was not taken: %s", claim.letter.channel, type(error).__name__)
        _outcome(municipality, claim, lambda row: _retry(row, claim, words))
    else:
        _outcome(municipality, claim, lambda row: row.sent(provider_id))


def _outcome(municipality: uuid.UUID, claim: Claim, write: Callable[[NoticeQuerySet], object]) -> None:
    with enter(municipality):
        write(Notice.objects.held(claim.pks, claim.owner))


def _retry(row: NoticeQuerySet, claim: Claim, words: str) -> None:
    if claim.attempts > len(BACKOFF):
        row.failed(Notice.Failure.GAVE_UP, words, claim.address)
        return
    pause = BACKOFF[claim.attempts - 1] * random.uniform(0.9, 1.1)
    _wait(row, database_now() + pause, words)


def _tidy(municipality: uuid.UUID) -> None:
    """Take away the marks of what is done. They are read before the notices: a mark seen now has its notice seen then."""
    with enter(municipality):
        seen = list(DueMark.objects.due_in(municipality).values_list("pk", flat=True))
        if not Notice.objects.due().exists():
            DueMark.objects.filter(pk__in=seen).delete()
