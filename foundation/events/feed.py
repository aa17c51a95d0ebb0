"""A person's own events, or those of a place, as a calendar that a phone subscribes to. Whoever has the address may read it, so only its hash is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.access.links import Link, LinkGone, make_link, open_link
from foundation.access.models import Appointment
from foundation.audit.models import record
from foundation.events.kinds import of_the_week, unused
from foundation.events.models import Event
from foundation.people.models import Person, Workplace

PURPOSE = "calendar"
YEARS = 10  # nobody looks after an address in a phone; it is closed when the person says so
BACK = timedelta(days=60)
_ALSO: list[Callable[[Person], Q]] = []


def also(mine: Callable[[Person], Q]) -> None:
    """A room's events that are a person's own although they have no place there."""
    _ALSO.append(mine)


def events_of(person: Person, now: datetime) -> list[Event]:
    mine = Q(pk__in=Event.objects.of(person).values("pk"))
    for room in _ALSO:
        mine |= room(person)
    found = Event.objects.held().filter(mine, ends_at__gt=now - BACK).exclude(kind__in=unused())
    return list(found.order_by("starts_at", "id"))


def events_at(place: Workplace, now: datetime) -> list[Event]:
    """What stands in the week of a place, with nobody's name."""
    found = Event.objects.held().filter(workplace=place, kind__in=of_the_week(), ends_at__gt=now - BACK)
    return list(found.order_by("starts_at", "id"))


def _open(person: Person, place: Workplace | None) -> QuerySet[Link]:
    """A person's own, or the one of a place, whoever made it."""
    kept = Link.objects.filter(purpose=PURPOSE, used_at=None)
    return kept.filter(about_id=place.pk) if place else kept.filter(person=person, about_id=None)


def address_of(person: Person, place: Workplace | None = None) -> Link | None:
    """The one that is open now: when it was made, and nothing that would let us write it again."""
    return _open(person, place).order_by("-made_at").first()


@transaction.atomic
def make_address(person: Person, by: Any, place: Workplace | None = None) -> str:
    """The secret of a new address. A former one is closed in the same breath."""
    _close(person, place)
    secret = make_link(PURPOSE, person, about=place, days=YEARS * 365)
    record(by, "calendar.made", place or person, about=None if place else person)
    return secret


@transaction.atomic
def close_address(person: Person, by: Any, place: Workplace | None = None) -> bool:
    closed = _close(person, place)
    if closed:
        record(by, "calendar.withdrawn", place or person, about=None if place else person)
    return closed


def _close(person: Person, place: Workplace | None) -> bool:
    whose = Workplace.objects.filter(pk=place.pk) if place else Person.objects.filter(pk=person.pk)
    whose.select_for_update().get()  # two windows: one address
    return bool(_open(person, place).update(used_at=timezone.now()))


def read_by(secret: str, now: datetime) -> tuple[Person, list[Event]]:
    """Whose calendar it is, and what is in it. `LinkGone` when the address is unknown or closed, or the log-in is."""
    link = open_link(secret, PURPOSE)
    person = link.person
    if person.user and not person.user.is_active:
        raise LinkGone("used")
    if link.about_id is None:
        return person, events_of(person, now)
    place = Workplace.objects.filter(pk=link.about_id, closed_on=None).first()
    if place is None or not _works_at(person, place, now):
        raise LinkGone("used")
    return person, events_at(place, now)


def _works_at(person: Person, place: Workplace, now: datetime) -> bool:
    """Whoever made the address of a place still answers there, or for all places; when they leave, somebody makes a new one."""
    held = Appointment.objects.current(timezone.localdate(now)).of(person)
    return held.filter(Q(workplace=place) | Q(role="network_coordinator")).exists()
