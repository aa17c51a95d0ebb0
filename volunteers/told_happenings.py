"""What is written about what happens at a place: the event does most of it; who steps in, who cannot, and that it has ended is ours."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.roles import answering
from foundation.events.kinds import NAMES, Words, describe
from foundation.events.links import secret_of
from foundation.events.models import Event, Participation
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person
from volunteers.models.happening import EVENT, Happening
from volunteers.models.happening_time import HappeningTime


def host_of(event: Event) -> Person | None:
    """Whoever is responsible for it, else who answers at the place."""
    return event.responsible or answering(event.workplace, timezone.localdate())


def fields(event: Event, person: Person) -> dict[str, Any]:
    host = host_of(event) or person
    activity = {"name": str(event), "short_name": str(event).lower()}
    return {"volunteer": person, "host": host, "contact": host, "activity": activity}


def url_of(event: Event, person: Person) -> str:
    """Their own place, whether they log in or not."""
    mine = event.participations.filter(person=person).order_by("-signed_up_at", "-id").first()
    return reverse("happening_place", args=[secret_of(mine)])


def who_else(events: list[Event]) -> dict[Any, str]:
    """The group that comes, and what is not covered."""
    times = [(event, getattr(event, "happening_time", None)) for event in events]
    return {event.pk: said for event, time in times if time and (said := _said(time, event))}


def _said(time: HappeningTime, event: Event) -> str:
    time.event = event  # read already
    if time.visiting:
        return time.visiting
    return "" if time.is_covered else _("not covered yet")


def describe_events() -> None:
    """Called when the house starts."""
    describe(
        EVENT,
        Words(
            moved="slot_moved",
            cancelled="slot_called_off",
            reminder="day_before",
            fields=fields,
            url=url_of,
            is_assignment=True,
            in_week=NAMES,
            beside=who_else,
            page=lambda event: event.happening_time.get_absolute_url(),
            element="volunteer_contacts",
        ),
    )


def _of(event: Event, person: Person) -> dict[str, Any]:
    ours = {"day": event.starts_at, "time": event.starts_at, "place": event.place}
    return fields(event, person) | ours | {"workplace": event.workplace}


def put_up(seats: Iterable[Participation], by: Any) -> None:
    """Somebody else wrote them up: they hear of the first time, and are reminded of the others."""
    for seat in seats:
        if by is not None and by.person.pk != seat.person_id:
            _tell(seat, "sign_up_confirmed", seat.signed_up_at)


def offered(time: HappeningTime, asked: Participation) -> None:
    _tell(asked, "happening_offered", timezone.localdate(), expires_at=time.event.starts_at)


def _tell(seat: Participation, kind: str, when: Any, expires_at: datetime | None = None) -> None:
    event, person = seat.event, seat.person
    key = occasion(kind, seat.pk, when)
    url = url_of(event, person)
    notify(person, kind, _of(event, person), url, key=key, about=event, expires_at=expires_at)


def cannot_come(time: HappeningTime, person: Person, by: Any, asked: int) -> None:
    """Whoever is responsible hears it; the volunteer gets a thanks for telling, when it was they who told."""
    event, host = time.event, host_of(time.event)
    if host and (by is None or host.pk != by.person.pk):
        kind = "cannot_come_to_department" if asked else "cannot_come_nobody_asked"
        told = _of(event, host) | {"volunteer": person}
        key = occasion("cannot come", event.pk, person.pk, timezone.now())
        notify(host, kind, told, time.get_absolute_url(), key=key, about=time)
    if by is not None and by.person.pk == person.pk:
        key = occasion("cannot come received", event.pk, person.pk, timezone.now())
        notify(person, "cannot_come_received", _of(event, person), key=key, about=time)


def ended(happening: Happening, people: Iterable[Person]) -> None:
    for person in people:
        told = {"volunteer": person, "activity": {"name": happening.title}}
        told |= {"workplace": happening.workplace}
        key = occasion("happening ended", happening.pk, person.pk)
        notify(person, "happening_ended", told, key=key, about=happening)
