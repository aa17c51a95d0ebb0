"""Who comes, when, to what and where: from the events of a place. Names and times, nothing more (PRI-05)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.roles import answering_at
from foundation.events.models import Event, Participation
from foundation.people.models import Person, Workplace
from volunteers.models import Conversation, FirstAssignment

KINDS = ("first_assignment", "activity", "board_slot")


@dataclass
class Visit:
    event: Event
    who: list[str]
    companion: str = ""
    limits: list[tuple[str, str]] = field(
        default_factory=list
    )  # name and words, of those who let them be seen

    @property
    def name(self) -> str:
        return self.who[0] if self.who else ""

    @property
    def is_first(self) -> bool:
        return self.event.kind == "first_assignment"


@dataclass
class Day:
    """One day at one place."""

    on: date
    visits: list[Visit] = field(default_factory=list)


@dataclass
class Place:
    workplace: Workplace
    contact: Person | None
    days: list[Day]

    @property
    def shown(self) -> list[Day]:
        """The first day always; of the others those on which somebody comes."""
        return [day for number, day in enumerate(self.days) if number == 0 or day.visits]


def places_for(member: Member, first: date, days: int) -> list[Place]:
    """Each place where the member may see who comes, day by day. Days without visits are there too."""
    workplaces = visible(member, "visits.see", Workplace).filter(closed_on=None)
    events = (
        visible(member, "visits.see", Event)
        .held()
        .filter(kind__in=KINDS, workplace__in=workplaces.order_by().values("pk"))
    )
    coming = visits_of(
        events.filter(starts_at__gte=_midnight(first), starts_at__lt=_midnight(first + timedelta(days=days)))
    )
    answers = answering_at(workplaces, member.today)
    return [
        Place(
            workplace,
            answers[workplace.pk],
            list(_days(first, days, coming.get(workplace.pk, []))),
        )
        for workplace in workplaces
    ]


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def _days(first: date, count: int, visits: list[Visit]) -> Iterable[Day]:
    for number in range(count):
        on = first + timedelta(days=number)
        yield Day(on, [visit for visit in visits if timezone.localdate(visit.event.starts_at) == on])


def visits_of(events: Any) -> dict[uuid.UUID, list[Visit]]:
    """By workplace, in order of time. Three queries."""
    rows = list(events.order_by("starts_at", "id"))
    names = _names(events.exclude(kind="first_assignment"))
    within = FirstAssignment.objects.with_people().filter(event__in=events.order_by().values("pk"))
    firsts = {first.event_id: first for first in within}
    limits = _limits(events)
    found: dict[uuid.UUID, list[Visit]] = {}
    for event in rows:
        first = firsts.get(event.pk)
        visit = (
            Visit(event, [first.volunteer.name], first.companion.name)
            if first
            else Visit(event, names.get(event.pk, []))
        )
        visit.limits = limits.get(event.pk, [])
        found.setdefault(event.workplace_id, []).append(visit)
    return found


def _names(events: QuerySet[Event]) -> dict[uuid.UUID, list[str]]:
    places = (
        Participation.objects.signed_up()
        .filter(event__in=events.order_by().values("pk"))
        .select_related("person")
    )
    names: dict[uuid.UUID, list[str]] = {}
    for place in places:
        names.setdefault(place.event_id, []).append(place.person.name)
    return names


def _limits(events: QuerySet[Event]) -> dict[uuid.UUID, list[tuple[str, str]]]:
    """What each would rather not, told at the place where they come; only of whoever has said that it may be seen (VOL-18)."""
    theirs = "person__volunteering__profile__own_limits"
    told = Participation.objects.signed_up().filter(
        event__in=events.order_by().values("pk"),
        person__volunteering__workplace=F("event__workplace"),
        person__volunteering__closed_on=None,
        person__volunteering__profile__limits_shared=True,
    )
    limits: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for event, name, text in told.exclude(**{theirs: ""}).values_list("event", "person__name", theirs):
        limits.setdefault(event, []).append((name, text))
    return limits


def unheard(member: Member, today: date) -> list[FirstAssignment]:
    """First times of late that nobody in the department has said anything about yet (VOL-43)."""
    said = Conversation.objects.filter(volunteer=OuterRef("volunteer"), kind=Conversation.Kind.FOLLOW_UP)
    said = said.exclude(feedback="", held_at=None)
    lately = visible(member, "volunteers.give_feedback", FirstAssignment).filter(
        held_at__isnull=False,
        event__starts_at__gte=_midnight(today - timedelta(days=14)),
        volunteer__closed_on=None,
    )
    return list(lately.filter(~Exists(said)).with_people().order_by("-event__starts_at"))


def joined(member: Member, now: datetime) -> list[Conversation]:
    """First meetings ahead in which the member takes part, beside the contact (VOL-25)."""
    mine = Q(responsible=member.person.pk) | Q(participants__person=member.person.pk)
    agreed = Conversation.objects.ahead().filter(
        mine, event__cancelled_at=None, event__ends_at__gt=now, volunteer__closed_on=None
    )
    return list(agreed.select_related("event", "volunteer__person").order_by("event__starts_at").distinct())
