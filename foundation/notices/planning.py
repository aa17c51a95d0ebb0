"""Reminders: what ought to be reminded of is a pure function of the data, asked again and again.

A lost tick, a moved clock or a restored backup heals itself: the next round makes what is missing and takes back what
is no longer so. Rooms write their planners in `reminders.py`.
"""

import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, models

from foundation.notices import outbox
from foundation.notices.clock import database_now
from foundation.notices.fields import MissingField
from foundation.notices.kinds import kind as kind_of
from foundation.notices.models import Notice
from foundation.notices.models.mark import DueMark, mark
from foundation.notices.promises import Promise
from foundation.tenancy.context import enter

HORIZON = timedelta(hours=48)
TURNS = 10  # each municipality is planned at every tenth tick: three chances in fifteen minutes
_log = logging.getLogger(__name__)


Planner = Callable[[datetime], Iterable[Promise]]
Wanted = Callable[[Notice], bool]
PLANNERS: dict[str, Planner] = {}
WANTED: dict[str, Wanted] = {}


def planner(plan: Planner) -> Planner:
    """`plan(now)` yields every reminder due from some hours ago until `now + HORIZON`, in the entered municipality.

    What it does not yield is taken back while it is not yet due; after that `still_wanted` has the word.
    """
    PLANNERS[f"{plan.__module__}.{plan.__qualname__}"[-120:]] = plan
    return plan


def still_wanted(*kinds: str) -> Callable[[Wanted], Wanted]:
    """Asked in the last moment before sending a notice of these kinds."""

    def register(wanted: Wanted) -> Wanted:
        for kind in kinds:
            WANTED[kind_of(kind).key] = wanted
        return wanted

    return register


def is_wanted(notice: Notice) -> bool:
    return WANTED[notice.kind](notice) if notice.kind in WANTED else True


def plan(municipality: uuid.UUID, now: datetime | None = None) -> None:
    """One round in one municipality: a short transaction for each planner, and none stops the others."""
    for name, ask in PLANNERS.items():
        try:
            with enter(municipality):
                if _mine(municipality, name):
                    _reconcile(name, ask, now or database_now())
        except Exception:
            _log.exception("the planner %s failed", name)
    _heal(municipality)


def _mine(municipality: uuid.UUID, name: str) -> bool:
    """False when another worker is at it: it will do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{municipality}{name}"])
        return cursor.fetchone()[0]


def _reconcile(name: str, ask: Planner, now: datetime) -> None:
    wanted = [
        draft for promise in ask(now) if promise.due_at <= now + HORIZON for draft in _drafts(name, promise)
    ]
    in_time = [draft for draft in wanted if draft.expires_at > now]
    kept = Notice.objects.keep(in_time) if in_time else []
    outbox.announce(kept, now)
    ahead = Notice.objects.pending().filter(planned_by=name, due_at__gt=now)
    ahead.exclude(pk__in=[notice.pk for notice in kept]).cancel()


def _drafts(name: str, promise: Promise) -> list[Notice]:
    try:
        return outbox.drafts_of(promise, promise.due_at, planned_by=name)
    except MissingField:
        _log.exception("%s promised what cannot be written", name)
        return []


def _heal(municipality: uuid.UUID) -> None:
    """A mark for whatever waits without one, as after a restored backup."""
    with enter(municipality):
        first = Notice.objects.pending().aggregate(first=models.Min("try_at"))["first"]
        if first and not DueMark.objects.filter(municipality_id=municipality, due_at__lte=first).exists():
            mark([first])


def whose_turn(municipalities: Sequence[uuid.UUID], now: datetime) -> list[uuid.UUID]:
    """A tenth of them at each tick of thirty seconds, by their id: no state to lose."""
    turn = int(now.timestamp() // 30) % TURNS
    return [municipality for municipality in municipalities if municipality.int % TURNS == turn]
