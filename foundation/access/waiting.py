"""What waits and is no step of the wheel, of several rooms in one question.

A room has its kinds: rows of one shape, and what a row of each kind says. `volunteers.told` has most of them.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import DateTimeField, F, JSONField, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from foundation.access.members import Member
from foundation.pages.waiting import Waiting
from foundation.tenancy.prepared import prepared


class Row(NamedTuple):
    """One of any kind. What a kind has nothing of is empty."""

    what: str  # the kind, unlike those of every other room
    pk: uuid.UUID | None
    about: uuid.UUID | None  # the volunteer, the board, the course
    name: str
    other: uuid.UUID | None  # a second one: whose it is
    other_name: str
    place: uuid.UUID | None
    since: datetime
    due: datetime | None
    text: str
    told: dict[str, Any] | None


Say = Callable[[list[Row], Member, datetime], Iterable[Waiting]]


class Kinds(NamedTuple):
    """Of one room: `rows(member, now, today, *given)`, and by kind what its rows say, all of a kind together."""

    rows: Callable[..., Iterable[QuerySet]]
    say: dict[str, Say]
    given: tuple[Any, ...] = ()


_NOBODY, _NEVER = Cast(None, UUIDField()), Cast(None, DateTimeField())
_UNLESS_SAID = {
    "pk": F("pk"),
    "about": _NOBODY,
    "name": Value(""),
    "other": _NOBODY,
    "other_name": Value(""),
    "place": _NOBODY,
    "due": _NEVER,
    "text": Value(""),
    "told": Cast(None, JSONField()),
}
_TEXTS = ("what", "name", "other_name", "text")  # of whatever length and origin


def kind(rows: QuerySet, what: Any, **columns: Any) -> QuerySet:
    """These rows in the shape of all: `what` and what else there is of `Row`'s columns, as expressions; names are fields."""
    given = {"what": Value(what) if isinstance(what, str) else what, **columns}
    told = {name: F(one) if isinstance(one, str) else one for name, one in (_UNLESS_SAID | given).items()}
    told |= {name: Cast(told[name], TextField()) for name in _TEXTS}
    named = {f"_{name}": told[name] for name in Row._fields}
    return rows.order_by().annotate(**named).values_list(*named)


def each(say: Callable[[Row, Member, datetime], Waiting]) -> Say:
    """A kind of which every row stands for itself."""
    return lambda rows, member, now: [say(row, member, now) for row in rows]


def asked(rooms: Sequence[Kinds], member: Member, now: datetime) -> list[Waiting]:
    """One question, whatever the number of rooms, kinds and rows."""
    questions = [(room.rows, *room.given) for room in rooms]
    say = {what: one for room in rooms for what, one in room.say.items()}
    found: dict[str, list[Row]] = {}
    for row in map(Row._make, _asked(member, now, timezone.localdate(now), *questions)):
        found.setdefault(row.what, []).append(row)
    return [one for what, rows in found.items() for one in say[what](rows, member, now)]


@prepared
def _asked(member: Member, now: datetime, today: date, *rooms: tuple[Any, ...]) -> QuerySet:
    kinds = chain.from_iterable(rows(member, now, today, *given) for rows, *given in rooms)
    return next(kinds).union(*kinds, all=True)
