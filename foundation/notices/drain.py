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
from datetime import time as clock_time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foundation.notices import planning
from foundation.notices.clock import database_now
from foundation.notices.errors import Away, Refused
from foundation.notices.letters import Letter
from foundation.notices.models import DueMark, Notice
from foundation.notices.models.mark import mark
from foundation.notices.posting import Post
from foundation.notices.querysets import NoticeQuerySet
from foundation.tenancy.context import enter
from foundation.tenancy.settings import setting

BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """One notice in our hands. Without a letter it is settled already."""

    pk: uuid.UUID
    owner: uuid.UUID
    attempts: int
    letter: Letter | None


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
        waiting = Notice.objects.ready(channels).order_by("try_at", "id")
        notice = waiting.select_for_update(skip_locked=True).first()
        if notice is None:
            return None
        claim = Claim(notice.pk, uuid.uuid4(), notice.attempts + 1, _settle(notice))
        if claim.letter:
            Notice.objects.filter(pk=notice.pk).lease(claim.owner, settings.NOTICE_LEASE_SECONDS)
        return claim


def _settle(notice: Notice) -> Letter | None:
    """The letter to send; or None when the notice needs none, and its outcome is written down here."""
    row = Notice.objects.filter(pk=notice.pk)
    try:
        with transaction.atomic():
            if not planning.is_wanted(notice):
                row.cancel()
                return None
            letter = None if notice.channel == Notice.Channel.IN_APP else notice.letter()
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
    elif morning := _morning(notice, database_now()):
        _wait(row, morning)
    else:
        return letter
    return None


def _morning(notice: Notice, now: datetime) -> datetime | None:
    """When a text message may disturb: None for now. An answer to what the reader just did may come at any hour."""
    if notice.channel != Notice.Channel.SMS or notice.what.at_once:
        return None
    local, opens = timezone.localtime(now), setting("sms_from_hour")
    if opens <= local.hour < setting("sms_until_hour"):
        return None
    day = local.date() + timedelta(days=local.hour >= opens)
    return timezone.make_aware(datetime.combine(day, clock_time(opens)))


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
        words = str(error)
        _outcome(municipality, claim, lambda row: row.failed(Notice.Failure.REFUSED, words))
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
        write(Notice.objects.held(claim.pk, claim.owner))


def _retry(row: NoticeQuerySet, claim: Claim, words: str) -> None:
    if claim.attempts > len(BACKOFF):
        row.failed(Notice.Failure.GAVE_UP, words)
        return
    pause = BACKOFF[claim.attempts - 1] * random.uniform(0.9, 1.1)
    _wait(row, database_now() + pause, words)


def _tidy(municipality: uuid.UUID) -> None:
    """Take away the marks of what is done. They are read before the notices: a mark seen now has its notice seen then."""
    with enter(municipality):
        seen = list(DueMark.objects.due_in(municipality).values_list("pk", flat=True))
        if not Notice.objects.due().exists():
            DueMark.objects.filter(pk__in=seen).delete()
