"""The list of volunteers: search and choices, all in the address, so that every figure can lead to its list."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.moments import day
from foundation.tenancy.prepared import Pages, prepared
from volunteers.circle import near
from volunteers.models import CareStep, Step, Volunteer
from volunteers.narrowing import ADJECTIVES, ORDERS, narrowed, ordered

GOING_WELL = "going_well"
PAGE = 25


@dataclass(frozen=True)
class Row:
    volunteer: Volunteer
    step: CareStep | None
    state: str
    text: str


def chosen(
    member: Member, given: Mapping[str, Any], now: datetime, action: str = "volunteers.list"
) -> QuerySet[Volunteer]:
    """`status`, `step`, `late`, `workplace`, `q`, and what `narrowing` knows; what nobody knows is left out."""
    rows = _by_choice(*_choices(member, given, now, action))
    if text := str(given.get("q", "")).strip():
        rows = rows.named(text)
    return narrowed(rows, {name: str(given.get(name, "")) for name in ADJECTIVES}, now)


def pages(member: Member, given: Mapping[str, Any], now: datetime) -> QuerySet[Volunteer] | Pages:
    """The same for a `Paginator`. Without words of one's own it is a question that is prepared."""
    if any(given.get(name) for name in ("q", *ADJECTIVES)):
        return chosen(member, given, now)
    return Pages(_by_choice, *_choices(member, given, now, "volunteers.list"))


def _choices(member: Member, given: Mapping[str, Any], now: datetime, action: str) -> tuple[Any, ...]:
    """What is chosen among what we know; nothing else."""
    status, step, order = (str(given.get(name, "")) for name in ("status", "step", "order"))
    where = _uuid(given.get("workplace", ""))
    step = step if step in (*Step.values, GOING_WELL) else ""
    order = order if order in ORDERS else ""
    return (
        member,
        action,
        status if status in STATUSES else "",
        step,
        bool(given.get("late")),
        where,
        order,
        now,
        timezone.localdate(now),
    )


def _by_choice(
    member: Member,
    action: str,
    status: str,
    step: str,
    late: bool,
    workplace: uuid.UUID | None,
    order: str,
    now: datetime,
    today: date,
) -> QuerySet[Volunteer]:
    rows = visible(member, action, Volunteer).with_people().with_pause(today)
    rows = _step(_status(rows, status), step, late, now)
    return ordered(rows.filter(workplace=workplace) if workplace else rows, order)


def with_steps(found: Iterable[Volunteer]) -> list[Volunteer]:
    """Each with its `open_steps`, the one whose day comes first before the others."""
    rows, steps = list(found), defaultdict(list)
    for one in _open_steps([volunteer.pk for volunteer in rows]):
        steps[one.volunteer_id].append(one)
    for volunteer in rows:
        volunteer.open_steps = steps[volunteer.pk]
    return rows


@prepared
def _open_steps(volunteers: list[uuid.UUID]) -> QuerySet[CareStep]:
    steps = CareStep.objects.open().filter(volunteer__any_of=volunteers)
    return steps.order_by("due_at", "opened_at", "id")


STATUSES = ("active", "new", "paused", "closed")


def _status(rows: QuerySet, status: str) -> QuerySet:
    match status:
        case "active":
            return rows.active()
        case "new":
            return rows.ongoing().filter(started_on=None)
        case "paused":
            return rows.ongoing().filter(paused=True)
        case "closed":
            return rows.filter(closed_on__isnull=False)
    return rows.ongoing()


def _step(rows: QuerySet, code: str, late: bool, now: datetime) -> QuerySet:
    steps = CareStep.objects.open().filter(volunteer=OuterRef("pk"))
    if code == GOING_WELL:
        return rows.active().filter(~Exists(steps))
    if code in Step.values:
        steps = steps.filter(code=code)
    elif not late:
        return rows
    return rows.filter(Exists(steps.overdue(now) if late else steps))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def row(volunteer: Volunteer, now: datetime) -> Row:
    """Where the volunteer stands, in a word or two."""
    if volunteer.is_closed:
        text = f"{volunteer.get_closed_as_display()}, {day(volunteer.closed_on, 'plain')}"
        return Row(volunteer, None, "done", text[0].upper() + text[1:])
    if volunteer.paused:
        return Row(volunteer, None, "pause", _("Pause"))
    step = next(iter(volunteer.open_steps), None)
    if step is None:
        return Row(volunteer, None, "done", _("Going well"))
    return Row(volunteer, step, *_stands(step, now))


def _stands(step: CareStep, now: datetime) -> tuple[str, str]:
    name = str(step.get_code_display())
    if step.is_late(now):
        words = {"step": name, "day": day(step.due_at, "plain")}
        return "late", _("%(step)s: past the time, %(day)s") % words
    if step.is_past_due(now):
        return "next", _("%(step)s: remains") % {"step": name}
    if step.planned_at:
        return "planned", f"{name}: {near(step.planned_at)}"
    if step.due_at:
        return "next", _("%(step)s: by %(day)s") % {"step": name, "day": near(step.due_at)}
    return "later", name
