"""What the overview shows of this room: figures per workplace, each with the list behind it."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Workplace
from foundation.tenancy.prepared import prepared
from volunteers.models import CareStep, Enquiry, Step, Volunteer
from volunteers.models.step import late
from volunteers.told import late_by_place

RECENT = timedelta(days=90)
ALL = uuid.UUID(int=0)


GOING_WELL = "going_well"


@dataclass(frozen=True)
class Figures:
    active: int = 0
    unanswered: int = 0
    late_enquiries: int = 0
    late_calls: int = 0
    late_told: int = 0  # what somebody told, and letters somebody asked for
    reply: timedelta | None = None  # what an answer usually takes here

    @property
    def late(self) -> int:
        return self.late_enquiries + self.late_calls + self.late_told


def by_workplace(member: Member, now: datetime) -> dict[uuid.UUID | None, Figures]:
    """Four queries, whatever the number of workplaces and volunteers. None: no place is chosen yet; `ALL` tells the usual reply of all."""
    active = dict(_active(member))
    waiting = {row.pop("volunteer__workplace"): row for row in _waiting(member, now)}
    replies, told = reply_times(member, now), late_by_place(member, now)
    return {
        workplace: Figures(
            active=active.get(workplace, 0),
            late_told=told[workplace],
            reply=replies.get(workplace),
            **waiting.get(workplace, {}),
        )
        for workplace in {*active, *waiting, *replies, *told}
    }


@prepared
def _active(member: Member) -> QuerySet:
    volunteers = visible(member, "volunteers.see", Volunteer).active().order_by()
    return volunteers.values_list("workplace").annotate(n=Count("pk"))


@prepared
def _waiting(member: Member, now: datetime) -> QuerySet:
    steps = visible(member, "volunteers.see", CareStep).open().of_ongoing().order_by()
    enquiry, call = Q(code=Step.INTERESTED), Q(code=Step.FOLLOW_UP)
    return (
        steps.filter(enquiry | call)
        .values("volunteer__workplace")
        .annotate(
            unanswered=Count("pk", enquiry),
            late_enquiries=Count("pk", enquiry & late(now)),
            late_calls=Count("pk", call & late(now)),
        )
    )


def on_the_wheel(member: Member) -> list[tuple[str, int]]:
    """(step, how many stand there): each ongoing volunteer counts once, at the earliest open step. One query."""
    counts: Counter[str] = sum(standing(member).values(), Counter())
    return [(code, counts[code]) for code in [*Step.values, GOING_WELL]]


def standing(member: Member) -> dict[uuid.UUID | None, Counter[str]]:
    """Workplace -> step -> how many stand there; None: no place is chosen yet."""
    found: dict[uuid.UUID | None, Counter[str]] = {}
    for workplace, code, started_on in _earliest(member):
        if code or started_on:
            found.setdefault(workplace, Counter())[code or GOING_WELL] += 1
    return found


@prepared
def _earliest(member: Member) -> QuerySet:
    steps = CareStep.objects.open().filter(volunteer=OuterRef("pk")).order_by("opened_at", "id")
    rows = visible(member, "volunteers.see", Volunteer).ongoing().order_by()
    rows = rows.annotate(earliest=Subquery(steps.values("code")[:1]))
    return rows.values_list("workplace", "earliest", "started_on")


@dataclass(frozen=True)
class PlaceRow:
    """A place, or (None) those who have not chosen one: how many stand at each step, with the list behind it."""

    workplace: Workplace | None
    cells: list[tuple[str, str, int]]  # step, its title, how many

    @property
    def bars(self) -> list[dict[str, Any]]:
        """As `parts/bar.html` reads them; each figure leads to its list."""
        here = str(self.workplace.pk) if self.workplace else "none"
        to = f"{reverse('volunteers')}?workplace={here}&step="
        return [{"label": title, "value": count, "url": to + code} for code, title, count in self.cells]


def by_place(member: Member) -> list[PlaceRow]:
    """Two queries, whatever the number of places and volunteers (VOL-01)."""
    counts = standing(member)
    titles = {code: label for code, label in Step.choices if code != Step.RECRUITMENT}
    titles |= {GOING_WELL: _("Well under way")}
    places: list[Workplace | None] = [*Workplace.objects.filter(pk__in=[pk for pk in counts if pk])]
    if None in counts:
        places.append(None)
    return [
        PlaceRow(
            place,
            [(code, str(title), counts[place.pk if place else None][code]) for code, title in titles.items()],
        )
        for place in places
    ]


def reply_times(member: Member, now: datetime) -> dict[uuid.UUID | None, timedelta]:
    """Workplace -> the median from enquiry to first answer in the last 90 days; one query. `ALL` is all of them together."""
    return {place: usual for place, usual in _reply_times(member, now, ALL) if usual is not None}


@prepared
def _reply_times(member: Member, now: datetime, everywhere: uuid.UUID) -> QuerySet:
    answered = visible(member, "volunteers.see", Enquiry).filter(answered_at__gte=now - RECENT).order_by()
    usual = Median(F("answered_at") - F("received_at"))
    together = answered.values(place=Value(everywhere, UUIDField())).annotate(usual=usual)
    each = answered.values(place=F("volunteer__workplace")).annotate(usual=usual)
    return each.values_list("place", "usual").union(together.values_list("place", "usual"), all=True)


class Median(Aggregate):
    """PostgreSQL's: what half of them are below."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()
