"""Slots are made some weeks ahead, filled by standing agreements, and follow when the scheme changes. Each is safe to ask again."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from foundation.events.models import Event, Participation
from foundation.people.models import Person
from volunteers.boards.models import Away, Route, Scheme, SchemeMember, Slot, Standing
from volunteers.boards.models.slot import EVENT, hold
from volunteers.models.pause import Pause


def make_slots(scheme: Scheme, now: datetime) -> int:
    """In the transaction that is open, with the scheme locked. Returns how many were made."""
    today = timezone.localdate(now)
    last = today + timedelta(weeks=scheme.weeks_ahead)
    there = scheme.slots.between(today, last).filter(is_withdrawn=False)
    known = set(there.values_list("route", "on"))
    made = []
    for day in scheme.days(max(today, scheme.starts_on), last):
        for route in scheme.routes.filter(is_open=True):
            if (route.pk, day) not in known and scheme.cutoff_of(day) > now:
                made.append(_slot(scheme, route, day))
    fill(scheme, now)
    return len(made)


def _slot(scheme: Scheme, route: Route, day: date) -> Slot:
    starts_at, ends_at = route.times_on(day)
    event = Event.objects.create(
        kind=EVENT,
        title=f"{scheme.name}, {route.name}",
        workplace=scheme.workplace,
        starts_at=starts_at,
        ends_at=ends_at,
        place=scheme.workplace.name,
        department_id=scheme.activity.department_id,
        responsible_id=scheme.activity.receiver_id,
        capacity=route.places_wanted,
    )
    return Slot.objects.create(
        scheme=scheme,
        route=route,
        event=event,
        on=day,
        cutoff_at=scheme.cutoff_of(day),
        wanted=route.places_wanted,
    )


@transaction.atomic
def fill(scheme: Scheme, now: datetime, again: tuple[date, date] | None = None) -> None:
    """Whoever has agreed to come every time has a place, unless they gave it back, are away, or have a break.

    `again`: days of which somebody is back, so what they gave back then is theirs once more.
    """
    today = timezone.localdate(now)
    agreed = list(Standing.objects.running(today).with_people().filter(member__scheme=scheme))
    if not agreed:
        return
    people = [one.person.pk for one in agreed]
    hold(*(one.person for one in agreed))
    rows = scheme.slots.open_to_all().filter(cutoff_at__gt=now).with_events().order_by("pk")
    settled = rows.exclude(on__range=again) if again else rows
    known = set(
        settled.filter(event__participations__person__in=people).values_list(
            "pk", "event__participations__person"
        )
    )
    absent = _absent(agreed, today)
    slots = list(rows)
    for one in agreed:
        for slot in slots:
            if slot.route_id == one.route_id and (slot.pk, one.person.pk) not in known:
                _seat(one, slot, absent, now)


def _seat(agreed: Standing, slot: Slot, absent: Any, now: datetime) -> None:
    away = any(first <= slot.on <= last for first, last in absent[agreed.member_id])
    if away or not agreed.recurrence.days(slot.on, slot.on):
        return
    try:
        slot.take(agreed.member, by=None, at=now)
    except ValidationError:
        return  # taken by somebody else, or no longer ready: nobody is asked for a reason


def _absent(agreed: list[Standing], today: date) -> dict[Any, list[tuple[date, date]]]:
    """Days away, and the volunteers' own breaks. Two queries."""
    found = defaultdict(list)
    members = {one.member_id: one.member for one in agreed}
    for away in Away.objects.filter(member__in=members, last__gte=today):
        found[away.member_id].append((away.first, away.last))
    volunteers = {member.volunteer_id: pk for pk, member in members.items()}
    for pause in Pause.objects.current(today).filter(volunteer__in=volunteers):
        found[volunteers[pause.volunteer_id]].append((pause.starts_on, pause.until or date.max))
    return found


def resting(today: date) -> list[tuple[SchemeMember, Pause]]:
    """Whoever takes part and has a break now. Two queries."""
    members = SchemeMember.objects.current().with_people()
    pauses = {one.volunteer_id: one for one in Pause.objects.current(today)}
    rows = members.filter(volunteer__in=pauses)
    return [(member, pauses[member.volunteer_id]) for member in rows]


def rest(member: SchemeMember, pause: Pause, now: datetime) -> None:
    """What a standing agreement took inside the break goes back; what somebody has ticked themself, they keep."""
    until = pause.until or date.max
    mine = member.scheme.slots.coming(now).between(pause.starts_on, until).of_person(member.person)
    taken = mine.filter(event__participations__person=member.person, event__participations__by=None)
    for slot in taken.distinct().order_by("pk"):
        slot.rest(member.person, at=now)


def back(now: datetime) -> list[tuple[Slot, Person]]:
    """Turns that a break gave back, of whoever has none any more on that day. Two queries."""
    rows = Participation.objects.resting().filter(
        event__kind=EVENT, event__starts_at__gt=now, event__cancelled_at=None
    )
    rests = Pause.objects.filter(
        Q(until=None) | Q(until__gte=OuterRef("event__slot__on")),
        volunteer__boards__scheme=OuterRef("event__slot__scheme"),
        volunteer__person=OuterRef("person"),
        starts_on__lte=OuterRef("event__slot__on"),
        ended_at=None,
    )
    found = rows.exclude(Exists(rests)).select_related("event__slot", "person").order_by("event__slot__pk")
    return [(one.event.slot, one.person) for one in found]


def keep_up(scheme: Scheme, by: Any, now: datetime, moved: Collection[Any] = ()) -> None:
    """The rule, a route or the calendar has changed: what has not begun is moved or called off, and those concerned are told."""
    today = timezone.localdate(now)
    slots = list(scheme.slots.held().filter(event__starts_at__gt=now).with_events().order_by("pk"))
    if not slots:
        return
    wanted = set(scheme.days(today, max(slot.on for slot in slots)))
    for slot in slots:
        if slot.on not in wanted or not slot.route.is_open:
            slot.cancel(by=by, at=now, withdrawn=True)
        elif slot.route_id in moved:
            _follow(slot, by, now)
        _answer_by(slot)


def _follow(slot: Slot, by: Any, now: datetime) -> None:
    """The route runs at another time, or with more or fewer people. A slot that was moved by itself goes back."""
    starts_at, ends_at = slot.route.times_on(slot.on)
    if (slot.event.starts_at, slot.event.ends_at) != (starts_at, ends_at):
        slot.move(starts_at, ends_at, by=by, at=now)
    if slot.fell_at is None and slot.wanted != slot.route.places_wanted:
        slot.resize(slot.route.places_wanted, by=by, at=now)


def _answer_by(slot: Slot) -> None:
    cutoff = slot.scheme.cutoff_of(timezone.localdate(slot.event.starts_at))
    Slot.objects.filter(pk=slot.pk, fell_at=None).exclude(cutoff_at=cutoff).update(cutoff_at=cutoff)
