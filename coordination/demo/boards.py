"""Dinner delivery of the demonstration: four weeks that were driven, the week that runs, and some ticks ahead (ASG-07, ASG-08)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.people.models import Person
from volunteers.boards.models import Away, Scheme, SchemeMember, Slot, Standing, Swap
from volunteers.boards.models.scheme import Round
from volunteers.models import Activity, ActivityType, Volunteer
from volunteers.recurrence import on_the_wall, week_of, weekly

GOOD_TO_KNOW = {
    "nb": "Hver runde tar rundt en time, med 6–8 stopp. Bilen står klar på Hagebyen, og Jonas gir deg nøkkelen.",
    "nn": "Runden tek halvannan time, med fem stopp. Maten står pakka i kjøkkenet, og Sivert gir deg lista.",
}
NAMES = (
    "mandag måndag monday",
    "tirsdag tysdag tuesday",
    "onsdag wednesday",
    "torsdag thursday",
    "fredag friday",
)
PAST_WEEKS = 4


def tell(row: dict[str, Any], town: Town, days: Days) -> None:
    told = row["scheme"]
    activity = _activity(told, town)
    monday = week_of(days.today + timedelta(days=2 * (days.today.weekday() > 4)))[0]
    began = on_the_wall(monday - timedelta(weeks=PAST_WEEKS, days=10), time(9))
    scheme = _plan(told, town, activity, began)
    members = {member.person.name: member for member in _members(row, scheme, town, began.date())}
    _agreed(told, scheme, members, began)
    for week in range(PAST_WEEKS + 2):
        scheme.extend(at=began + timedelta(weeks=week))
    _drive(scheme, told, members, monday, days.now)
    _wishes(scheme, list(members.values()), monday, days.now)


def _plan(told: dict[str, Any], town: Town, activity: Activity, began: datetime) -> Scheme:
    before, _kl, clock = told["cutoff"].partition(" kl. ")
    scheme = Scheme(
        activity=activity,
        name=told["name"],
        text=GOOD_TO_KNOW[town.language],
        mode=told["mode"],
        asks_ready=told["mode"] == "board",  # on a roster the contact has chosen them
        rule=weekly(weekday(name) for name in told["weekdays"]),
        starts_on=began.date(),
        cutoff_days=1 if before == "dagen før" else 0,
        cutoff_clock=time(int(clock)),
        unit=activity.workplace,
        rests_on_holidays=True,
    )
    rounds = [Round(one["name"], _clock(one["time"]), told["minutes"]) for one in told["routes"]]
    scheme.plan(rounds, by=_contact(activity, town), at=began)
    return scheme


def _activity(told: dict[str, Any], town: Town) -> Activity:
    """As it stands in the menu; offered now when nobody has wished for it yet."""
    place, kind = town.places[told["at"]], ActivityType.objects.get(code=told["type"])
    found = Activity.objects.filter(workplace=place, activity_type=kind).first()
    if found is None:
        found = Activity(workplace=place, activity_type=kind, title=kind.name)
        found.offer(by=_contact(found, town))
    effort = {"weekly_minutes": 90, "commitment": Activity.Commitment.SOMETIMES, "is_low_threshold": True}
    for name, value in effort.items():
        setattr(found, name, value)
    found.change(_contact(found, town), effort)
    return found


def _contact(activity: Activity, town: Town) -> Person:
    row = next(one for one in town.told["workplaces"] if town.places[one["key"]] == activity.workplace)
    return town.people[row["contact"]]


def weekday(name: str) -> int:
    return next(number for number, names in enumerate(NAMES) if name in names.split())


def _clock(text: str) -> time:
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


def _members(row: dict[str, Any], scheme: Scheme, town: Town, on: date) -> Iterator[SchemeMember]:
    """Everybody who drives, from this place and others; a roster is shared by those of the place."""
    told = row["scheme"]
    drivers = [one["name"] for one in row["volunteers"] if told["type"] in one["types"]]
    drivers += [name for routes in told["week_48"].values() for name in routes.values() if name]
    here = Q(person__name__in=drivers) | Q(workplace=scheme.workplace if scheme.is_roster else None)
    rows = Volunteer.objects.active().with_people().filter(here, started_on__lt=on)
    for volunteer in rows.order_by("person__name"):
        yield SchemeMember.join(scheme, volunteer, by=volunteer.person, on=on)


def _agreed(told: dict[str, Any], scheme: Scheme, members: dict[str, SchemeMember], at: datetime) -> None:
    """Whoever has the same route more than once in the week that is told, or has it in a roster, has a standing agreement."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for day, routes in told["week_48"].items():
        for route, name in routes.items():
            if name in members:
                wanted.setdefault((name, route), []).append(weekday(day))
    for (name, route), weekdays in wanted.items():
        if len(weekdays) > 1 or scheme.is_roster:
            _try(
                Standing.agree,
                members[name],
                scheme.routes.get(name=route),
                weekly(weekdays),
                members[name].person,
                at=at,
            )


def _drive(
    scheme: Scheme, told: dict[str, Any], members: dict[str, SchemeMember], monday: date, now: datetime
) -> None:
    """Slot by slot in the order of the days: ticked in time, settled at the cut-off, driven, and ticked as done."""
    drivers = cycle(members.values())
    staff = cycle([None, *_staff(scheme)])
    for number, slot in enumerate(scheme.slots.with_events().order_by("on", "route__number")):
        if slot.on >= monday:
            name = _told(told, slot) if slot.on < monday + timedelta(days=7) else ""
            driver = members.get(name)
        else:
            driver = next(drivers) if number % 7 not in (2, 5) else None
        if slot.on >= monday + timedelta(days=7) and number % 4 == 0:
            driver = next(drivers)
        if driver:
            ticked = min(slot.cutoff_at - timedelta(days=2, hours=number % 9), now - timedelta(hours=1))
            _try(slot.take, driver, driver.person, at=ticked)
        _settle(slot, next(staff), now)


def _wishes(scheme: Scheme, members: list[SchemeMember], monday: date, now: datetime) -> None:
    """Two want to hear when something becomes free; whoever has an agreement is away a week; a colleague is asked to swap."""
    for member in members[:2]:
        member.ask_me(True, by=member.person)
    for agreed in Standing.objects.filter(member__scheme=scheme).with_people()[:1]:
        mine = scheme.slots.coming(now).of_person(agreed.person).with_events().order_by("on")
        if scheme.is_roster and (slot := mine.filter(on__gte=monday + timedelta(days=7)).first()):
            _try(Swap.ask, slot, agreed.person, by=agreed.person)
        else:
            first = monday + timedelta(days=21)
            _try(Away.tell, agreed.member, first, first + timedelta(days=6), by=agreed.person)


def _settle(slot: Slot, employee: Person | None, now: datetime) -> None:
    if slot.cutoff_at > now:
        return
    slot.settle(at=slot.cutoff_at)
    slot.refresh_from_db()
    if slot.units_share and employee:
        _try(slot.cover, employee, employee, at=slot.cutoff_at + timedelta(hours=1))
    if slot.event.ends_at > now:
        return
    for seat in slot.event.participations.signed_up().select_related("person"):
        slot.event.mark(seat.person, True, by=seat.person, at=slot.event.ends_at)
    slot.refresh_from_db()
    if slot.units_share:
        slot.note_done(by=next(iter(_staff(slot.scheme))), at=slot.event.ends_at)


def _staff(scheme: Scheme) -> list[Person]:
    from volunteers.boards.telling import staff_of

    return staff_of(scheme.unit, timezone.localdate())


def _told(told: dict[str, Any], slot: Slot) -> str:
    days = {weekday(name): routes for name, routes in told["week_48"].items()}
    return (days.get(slot.on.weekday(), {}).get(slot.route.name)) or ""


def _try(verb: Any, *given: Any, **more: Any) -> None:
    """Somebody else has it, or they are somewhere else at that time: then they do not."""
    try:
        verb(*given, **more)
    except ValidationError:
        return
