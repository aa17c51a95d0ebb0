"""Who comes, when, to what and where: from the events of a place. Names and times, nothing more (ASG-05, PRI-05).

One week in three forms: a list, the ward's screen, and a sheet for the wall. What a kind of event is called here, and who comes
beside those who have a place, the rooms say themselves in `foundation.events.kinds`.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.roles import answering_at
from foundation.events.kinds import NAMES, of_the_week, words_of
from foundation.events.models import Event, Participation
from foundation.pages.templatetags.samspill import and_list
from foundation.people.models import Department, Person, Workplace
from volunteers.models import Conversation, FirstAssignment, Profile

MARKED = ("happening", "board_slot")  # first times and gatherings have a page of their own for it
MOST_NAMES = 8  # so many are named; of more it is said how many


@dataclass
class Visit:
    event: Event
    who: list[str]
    companion: str = ""
    beside: str = ""  # a group, a unit, or that nobody has taken it
    number: int = 0
    limits: list[tuple[str, str]] = field(
        default_factory=list
    )  # name and words, of those who let them be seen

    @property
    def name(self) -> str:
        return self.who[0] if self.who else ""

    @property
    def is_first(self) -> bool:
        return self.event.kind == "first_assignment"

    @property
    def has_page(self) -> bool:
        return words_of(self.event.kind).page is not None

    @property
    def may_be_marked(self) -> bool:
        return self.event.kind in MARKED and self.who != [] and self.event.starts_at <= timezone.now()

    @property
    def people(self) -> str:
        return self._said(self.who)

    @property
    def first_names(self) -> str:
        return self._said([name.partition(" ")[0] for name in self.who])

    @property
    def in_number(self) -> str:
        count = ngettext("one comes", "%(count)s come", self.number) % {"count": self.number}
        return ", ".join(filter(None, (count if self.number else "", self.beside)))

    def _said(self, names: list[str]) -> str:
        rest = len(names) - MOST_NAMES
        if rest > 0:
            told = {"names": ", ".join(names[:MOST_NAMES]), "rest": rest}
            named = _("%(names)s and %(rest)s more") % told
        else:
            named = and_list(names)
        return ", ".join(filter(None, (named, self.beside))) if self.who else self.in_number


@dataclass
class Day:
    """One day at one place."""

    on: date
    visits: list[Visit] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        return self.on == timezone.localdate()

    @property
    def is_past(self) -> bool:
        return self.on < timezone.localdate()


@dataclass
class Place:
    workplace: Workplace
    contact: Person | None
    days: list[Day]

    @property
    def shown(self) -> list[Day]:
        """Today always, else the first day; of the others those on which somebody comes."""
        always = next((day for day in self.days if day.is_today), self.days[0])
        return [day for day in self.days if day is always or day.visits]

    @property
    def visits(self) -> list[Visit]:
        return [visit for day in self.days for visit in day.visits]

    @property
    def today(self) -> Day | None:
        return next((day for day in self.days if day.is_today), None)

    @property
    def later(self) -> list[Day]:
        return [day for day in self.days if day.visits and not day.is_today and not day.is_past]


def places_for(member: Member, first: date, days: int) -> list[Place]:
    """Each place where the member may see who comes, day by day. Days without visits are there too."""
    workplaces = visible(member, "visits.see", Workplace).filter(closed_on=None)
    return shown_at(list(workplaces), member, first, days)


def shown_at(
    workplaces: list[Workplace],
    member: Member,
    first: date,
    days: int,
    department: Department | None = None,
    is_chosen: bool = False,
) -> list[Place]:
    """The same for places that the member is known to see: all of them, or some that are chosen."""
    events = visible(member, "visits.see", Event).held().filter(kind__in=of_the_week())
    if is_chosen:
        events = events.filter(workplace__in=[one.pk for one in workplaces])
    if department:  # what is for the whole place is for this department too
        events = events.filter(Q(department=department) | Q(department=None))
    coming = visits_of(
        events.filter(starts_at__gte=midnight(first), starts_at__lt=midnight(first + timedelta(days=days)))
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


def midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def _days(first: date, count: int, visits: list[Visit]) -> Iterable[Day]:
    for number in range(count):
        on = first + timedelta(days=number)
        yield Day(on, [visit for visit in visits if timezone.localdate(visit.event.starts_at) == on])


def visits_of(events: Any) -> dict[uuid.UUID, list[Visit]]:
    """By workplace, in order of time. Three queries, and one for each kind that says who comes beside."""
    within = ("department", "responsible", "happening_time__happening__partner")
    rows = list(events.select_related(*within).order_by("starts_at", "id"))
    seats = _seats(events)
    held = FirstAssignment.objects.with_people().filter(event__in=events.order_by().values("pk"))
    firsts, beside = {first.event_id: first for first in held}, _beside(rows)
    found: dict[uuid.UUID, list[Visit]] = {}
    for event in rows:
        first, there = firsts.get(event.pk), seats.get(event.pk, [])
        visit = Visit(event, [name for name, _limits in there], number=len(there))
        visit.beside = beside.get(event.pk, "")
        visit.limits = [(name, limits) for name, limits in there if limits]
        if first:
            visit.who, visit.number, visit.companion = [first.volunteer.name], 1, first.companion.name
        if of_the_week()[event.kind].in_week != NAMES:
            visit.who = []
        found.setdefault(event.workplace_id, []).append(visit)
    return found


def _beside(rows: list[Event]) -> dict[uuid.UUID, str]:
    """What each kind says itself."""
    said: dict[uuid.UUID, str] = {}
    for kind, words in of_the_week().items():
        if of_kind := [event for event in rows if event.kind == kind]:
            said |= words.beside(of_kind)
    return said


def _seats(events: QuerySet[Event]) -> dict[uuid.UUID, list[tuple[str, str]]]:
    """Who has a place, and what they would rather not: told at the place where they come, only of whoever lets it be seen (VOL-18)."""
    shared = Profile.objects.filter(
        limits_shared=True,
        volunteer__person=OuterRef("person"),
        volunteer__workplace=OuterRef("event__workplace"),
        volunteer__closed_on=None,
    )
    places = Participation.objects.signed_up().filter(event__in=events.order_by().values("pk"))
    told = Subquery(shared.values("own_limits")[:1])
    seats: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for event, name, limits in places.annotate(told=told).values_list("event", "person__name", "told"):
        seats.setdefault(event, []).append((name, limits or ""))
    return seats


def unheard(member: Member, today: date) -> list[FirstAssignment]:
    """First times of late that nobody in the department has said anything about yet (VOL-43)."""
    said = Conversation.objects.filter(volunteer=OuterRef("volunteer"), kind=Conversation.Kind.FOLLOW_UP)
    said = said.exclude(feedback="", held_at=None)
    lately = visible(member, "volunteers.give_feedback", FirstAssignment).filter(
        held_at__isnull=False,
        event__starts_at__gte=midnight(today - timedelta(days=14)),
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
