"""Who was here between two days (for when something that is catching has been in the house). Read of many: each in their own log."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.models import read_each
from foundation.events.kinds import of_the_week
from foundation.events.models import Event, Participation
from foundation.pages.moments import as_date, span
from foundation.pages.numbers import national
from foundation.pages.sheets import sheet
from foundation.people.models import Department, Person, Workplace
from volunteers.visits import midnight


@dataclass
class Present:
    """One person, with the times they were here."""

    person: Person
    events: list[Event] = field(default_factory=list)


@dataclass
class Group:
    """Who came as a group: whom to ring instead of everybody in it."""

    event: Event
    name: str
    contact: str
    phone: str


@dataclass
class Presence:
    workplace: Workplace
    first: date
    last: date
    people: list[Present]
    groups: list[Group]

    def log(self, by: Any, what: str) -> None:
        """Written before it is shown."""
        people = [one.person for one in self.people]
        read_each(by, [self.workplace] * len(people), people, what=what)

    def workbook(self) -> bytes:
        head = [_("Name"), _("Phone"), _("E-mail"), _("Day"), _("When"), _("What")]
        return sheet(str(self.workplace), head, self._rows())

    def _rows(self) -> Iterator[list[Any]]:
        for one in self.people:
            for event in one.events:
                told = [one.person.name, national(one.person.phone), one.person.email]
                yield [*told, *_when(event)]
        for group in self.groups:
            yield [f"{group.name} {group.contact}".strip(), national(group.phone), "", *_when(group.event)]


def _when(event: Event) -> list[Any]:
    return [as_date(event.starts_at), span(event.starts_at, event.ends_at), str(event)]


def presence(workplace: Workplace, department: Department | None, first: date, last: date) -> Presence:
    """Who had a place at what was held, and is not known to have stayed away. Two queries."""
    events = _held(workplace, department, midnight(first), midnight(last + timedelta(days=1)))
    rows = Participation.objects.signed_up().filter(event__in=events.values("pk")).exclude(attended=False)
    found: dict[uuid.UUID, Present] = {}
    for seat in rows.select_related("event", "person").order_by("person__name", "event__starts_at", "id"):
        found.setdefault(seat.person_id, Present(seat.person)).events.append(seat.event)
    return Presence(workplace, first, last, list(found.values()), list(_groups(events)))


def _held(workplace: Workplace, department: Department | None, start: datetime, end: datetime) -> Any:
    end = min(end, timezone.now())  # what has begun
    events = Event.objects.held().filter(
        kind__in=of_the_week(), workplace=workplace, starts_at__lt=end, ends_at__gt=start
    )
    if department:  # who was in the whole house was in this department too
        events = events.filter(Q(department=department) | Q(department=None))
    return events.order_by()


def _groups(events: Any) -> Iterator[Group]:
    visited = events.filter(happening_time__isnull=False).order_by("starts_at", "id")
    for event in visited.select_related("happening_time__happening__partner"):
        if name := event.happening_time.visiting:
            partner = event.happening_time.happening.partner
            yield Group(
                event, name, partner.contact_name if partner else "", partner.phone if partner else ""
            )
