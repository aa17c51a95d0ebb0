"""What is written about turns: the event does most of it; what goes to the unit and to those who swap is ours.

Nobody is ever written to about what they did not take.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.models import Appointment
from foundation.access.roles import answering
from foundation.events.kinds import NAMES, Words, describe
from foundation.events.links import secret_of
from foundation.events.models import Event, Participation
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person, Workplace
from volunteers.boards.models import SchemeMember, Slot, Swap
from volunteers.boards.models.slot import EVENT

OF_THE_UNIT = ("workplace_manager", "volunteer_contact", "deputy_contact", "employee")
TIME_TO_ANSWER = timedelta(hours=24)


def offered_until(event: Event, at: datetime) -> datetime:
    """A day, and never past the cut-off."""
    return min(at + TIME_TO_ANSWER, event.slot.cutoff_at)


def fields(event: Event, person: Person) -> dict[str, Any]:
    host = answering(event.workplace, timezone.localdate()) or person
    activity = {"name": str(event), "short_name": event.slot.scheme.name.lower()}
    return {"volunteer": person, "host": host, "contact": host, "activity": activity}


def url_of(event: Event, person: Person) -> str:
    """Their own turn, whether they log in or not."""
    mine = event.participations.filter(person=person).order_by("-signed_up_at", "-id").first()
    return reverse("turn", args=[secret_of(mine)])


def who_else(events: list[Event]) -> dict[uuid.UUID, str]:
    """What the unit does, and what nobody has taken yet."""
    rows = Slot.objects.filter(event__in=[one.pk for one in events]).select_related("event", "scheme__unit")
    return {slot.event_id: said for slot in rows if (said := _said(slot))}


def _said(slot: Slot) -> str:
    if slot.units_share:
        return _("%(unit)s does it") % {"unit": slot.scheme.unit.short}
    return "" if slot.event.is_full else _("not taken yet")


def describe_events() -> None:
    """Called when the house starts."""
    describe(
        EVENT,
        Words(
            promoted="slot_offered_first",
            moved="slot_moved",
            cancelled="slot_called_off",
            reminder="day_before",
            fields=fields,
            url=url_of,
            offered_until=offered_until,
            is_assignment=True,
            in_week=NAMES,
            beside=who_else,
            page=lambda event: event.slot.get_absolute_url(),
            element="volunteer_contacts",
        ),
    )


def staff_of(unit: Workplace, on: Any) -> list[Person]:
    """Who works at the unit, each once."""
    held = Appointment.objects.current(on).filter(workplace=unit, role__in=OF_THE_UNIT)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk"))


def _of_slot(slot: Slot, person: Person) -> dict[str, Any]:
    event = slot.event
    ours = {"day": event.starts_at, "time": event.starts_at, "place": event.place}
    ours |= {"workplace": event.workplace, "fallback": {"name": slot.scheme.unit.name}}
    return fields(event, person) | ours


def fell(slot: Slot, at: datetime) -> None:
    """Untaken at the cut-off, or given back after it: the unit has it now."""
    _tell_unit(slot, "slot_goes_to_unit", f"{slot.units_share} {at.isoformat()}")


def moved(slot: Slot) -> None:
    if slot.units_share:
        _tell_unit(slot, "slot_moved_for_unit", str(slot.event.sequence))


def cancelled(slot: Slot) -> None:
    if slot.units_share:
        _tell_unit(slot, "slot_called_off_for_unit", str(slot.event.sequence))


def _tell_unit(slot: Slot, kind: str, what: str) -> None:
    for person in staff_of(slot.scheme.unit, timezone.localdate()):
        key = occasion(kind, slot.pk, what)
        notify(person, kind, _of_slot(slot, person), reverse("slot", args=[slot.pk]), key=key, about=slot)


def put_up(slot: Slot, taken: Participation, by: Any) -> None:
    """Somebody else wrote them up: they hear of it."""
    person = taken.person
    if by is not None and by.person.pk != person.pk:
        key = occasion("sign_up_confirmed", taken.pk, taken.signed_up_at)
        notify(
            person,
            "sign_up_confirmed",
            _of_slot(slot, person),
            url_of(slot.event, person),
            key=key,
            about=slot.event,
        )


def free_again(slot: Slot, by_whom: Person | None = None) -> None:
    """Those who have asked to hear, when there is a place and nobody waits. It is fine not to."""
    event = slot.event
    event.refresh_from_db()
    if event.is_full or slot.fell_at:
        return
    for member in _who_asked(slot, by_whom):
        person = member.person
        event.invite(person, by=None)
        key = occasion("slot_offered", slot.pk, event.sequence, timezone.localdate())
        notify(
            person,
            "slot_offered",
            _of_slot(slot, person),
            url_of(event, person),
            key=key,
            about=event,
            expires_at=slot.cutoff_at,
        )


def _who_asked(slot: Slot, but: Person | None) -> Iterable[SchemeMember]:
    there = Participation.objects.filter(event=slot.event_id)
    rows = slot.scheme.members.current().filter(wants_asking=True).with_people()
    rows = rows.exclude(volunteer__person__in=there.values("person"))
    return rows.exclude(volunteer__person=but) if but else rows


def swap_asked(swap: Swap) -> None:
    slot = swap.slot
    asked = [swap.asked] if swap.asked else _colleagues(swap)
    for person in asked:
        told = _of_slot(slot, person) | {"colleague": swap.giver}
        key = occasion("swap", swap.pk, person.pk)
        notify(person, "swap_asked", told, reverse("swap", args=[swap.pk]), key=key, about=slot.event)


def _colleagues(swap: Swap) -> list[Person]:
    rows = swap.slot.scheme.members.current().with_people().exclude(volunteer__person=swap.giver)
    return [member.person for member in rows]


def swap_confirmed(swap: Swap) -> None:
    """Both, and whoever answers for the place."""
    slot = swap.slot
    contact = answering(slot.event.workplace, timezone.localdate())
    for person in filter(None, {swap.giver, swap.taker}):
        told = _of_slot(slot, person) | {"colleague": swap.giver, "taker": swap.taker}
        url = reverse("my_turns")
        notify(
            person,
            "swap_confirmed",
            told,
            url,
            key=occasion("swap confirmed", swap.pk, person.pk),
            about=slot.event,
        )
    if contact:
        told = _of_slot(slot, contact) | {"colleague": swap.giver, "taker": swap.taker}
        key = occasion("swap told", swap.pk)
        notify(contact, "swap_told", told, reverse("slot", args=[slot.pk]), key=key, about=slot.event)
