"""A person's own events as a calendar that a phone subscribes to. Whoever has the address may read it, so only its hash is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.access.links import Link, LinkGone, make_link, open_link
from foundation.audit.models import record
from foundation.events.kinds import unused
from foundation.events.models import Event
from foundation.people.models import Person

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


def address_of(person: Person) -> Link | None:
    """The one that is open now: when it was made, and nothing that would let us write it again."""
    return Link.objects.filter(purpose=PURPOSE, person=person, used_at=None).order_by("-made_at").first()


@transaction.atomic
def make_address(person: Person, by: Any) -> str:
    """The secret of a new address. A former one is closed in the same breath."""
    _close(person)
    secret = make_link(PURPOSE, person, days=YEARS * 365)
    record(by, "calendar.made", person, about=person)
    return secret


@transaction.atomic
def close_address(person: Person, by: Any) -> bool:
    closed = _close(person)
    if closed:
        record(by, "calendar.withdrawn", person, about=person)
    return closed


def _close(person: Person) -> bool:
    Person.objects.select_for_update().get(pk=person.pk)  # two windows: one address
    return bool(
        Link.objects.filter(purpose=PURPOSE, person=person, used_at=None).update(used_at=timezone.now())
    )


def reader_of(secret: str) -> Person:
    """Whose calendar it is. `LinkGone` when the address is unknown or closed, or the log-in is."""
    person = open_link(secret, PURPOSE).person
    if person.user and not person.user.is_active:
        raise LinkGone("used")
    return person
