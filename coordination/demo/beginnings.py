"""The start of the demonstration's volunteers and contacts: buddies, lists that were gone through, whoever is told, functions."""

from datetime import timedelta
from typing import Any

from coordination.demo.days import Days
from coordination.demo.town import Town
from coordination.functions import wording
from coordination.models import FunctionDescription
from foundation.access.models import Appointment
from foundation.access.roles import answering, coordinator, watch
from foundation.tenancy.settings import choose
from volunteers.checklists import points
from volunteers.companions import staff_of
from volunteers.models import (
    ArrivalNotice,
    Buddy,
    FirstAssignment,
    PointWording,
    RefereeCheck,
    StepDefinition,
    Volunteer,
)
from volunteers.models.checklist import sign_off, tick
from volunteers.welcome import issue_welcome

LATELY = timedelta(days=120)


def tell(row: dict[str, Any], town: Town, days: Days) -> None:
    _leaders(row, town)
    for volunteer in Volunteer.objects.ongoing().with_people().filter(workplace__isnull=False):
        if _is_new(volunteer, days):
            _prepared(volunteer, row, town, days)
    if row["settings"]["references"] == "asked":
        choose("before_references", "required")
    _functions(town, days)
    _own_points(town, days)


def _is_new(volunteer: Volunteer, days: Days) -> bool:
    """Begun of late, or about to begin."""
    first = volunteer.first_assignments.filter(cancelled_at=None).first()
    return bool(first and first.event.starts_at > days.now - LATELY)


def _leaders(row: dict[str, Any], town: Town) -> None:
    """Whoever likes to be a buddy leads a group."""
    for told in row["volunteers"]:
        volunteer = Volunteer.objects.active().filter(person=town.people[told["name"]]).first()
        if volunteer and "buddy" in told["tags"]:
            volunteer.lead_group(True, by=volunteer.contact(town.days.today))


def _prepared(volunteer: Volunteer, row: dict[str, Any], town: Town, days: Days) -> None:
    contact = volunteer.contact(days.today)
    first = volunteer.first_assignments.filter(cancelled_at=None).with_people().first()
    before = min(first.event.starts_at - timedelta(days=3), days.now - timedelta(hours=1))
    lists = ("dilemmas", "practical") if first.is_planned else ("dilemmas", "practical", "first_day")
    for name in lists:
        read = points(name)
        at = first.event.ends_at if name == "first_day" else before
        tick(volunteer, name, read, {point.code for point in read}, by=contact, at=at)
        sign_off(volunteer, name, read, by=contact, at=at)
    if row["settings"]["references"] == "asked":
        referee = RefereeCheck.add(volunteer, "Borghild Strand", "", by=contact, at=before)
        referee.conclude("go_on", before.date(), by=contact, at=before)
    _told(first, days)
    if first.is_planned:
        issue_welcome(volunteer, by=contact, at=before)
    _buddy(volunteer, row, town)


def _told(first: FirstAssignment, days: Days) -> None:
    """Who works there is told; the first of them has read it."""
    contact = answering(first.volunteer.workplace, days.today)
    people = [person for person in staff_of(first.volunteer, days.today) if person != contact]
    at = min(first.event.starts_at - timedelta(days=2), days.now - timedelta(minutes=50))
    notice = ArrivalNotice.send(first, "", people, by=contact, at=at)
    if reading := notice.readings.select_related("person", "notice__first__volunteer__person").first():
        reading.confirm(by=reading.person, at=at + timedelta(minutes=30))


def _buddy(volunteer: Volunteer, row: dict[str, Any], town: Town) -> None:
    told = next(one for one in row["volunteers"] if one["name"] == volunteer.name)
    here = Volunteer.objects.active().filter(workplace=volunteer.workplace).exclude(pk=volunteer.pk)
    named = here.filter(person__name=told.get("buddy", "")).first()
    chosen = named or here.filter(is_group_leader=True).order_by("person__name").first()
    first = volunteer.first_assignments.filter(cancelled_at=None).with_people().first()
    if chosen:
        Buddy.name(volunteer, chosen, first.event.starts_at.date(), by=volunteer.contact(town.days.today))


def _functions(town: Town, days: Days) -> None:
    """Half of the contacts have one that both acknowledged; of the rest some wait for the manager, some have none."""
    contacts = (
        Appointment.objects.contacts().current(days.today).select_related("person", "workplace", "deputy")
    )
    for number, appointment in enumerate(contacts.order_by("workplace__name", "id")):
        here = watch(appointment.workplace, days.today)
        if number % 4 == 3 or here.manager is None:
            continue
        at = days.now - timedelta(days=200 + 9 * number)
        made = FunctionDescription.make(appointment, wording(), by=here.manager.person, at=at)
        made.document.sign("contact", appointment.person, "login", by=appointment.person, at=at)
        if number % 4 != 2:
            manager = here.manager.person
            made.document.sign("leader", manager, "login", by=manager, at=at + timedelta(days=2))


def _own_points(town: Town, days: Days) -> None:
    """One place has a checklist of its own, and one rule is in the municipality's words."""
    place = next(iter(town.places.values()))
    words = {
        "nb": (
            "Møt på hovedinngangen\nHils på i resepsjonen\nVis garderoben",
            "Gaver",
            "Kaffe og kake, ja takk. Alt annet takker du nei til.",
        ),
        "nn": (
            "Møt ved hovudinngangen\nHels på i resepsjonen\nVis garderoben",
            "Gåver",
            "Kaffi og kake, ja takk. Alt anna takkar du nei til.",
        ),
    }
    checklist, title, text = words[town.language]
    by = coordinator(days.today)
    StepDefinition.write("first_assignment", "", checklist, by=by, workplace=place)
    PointWording.write("dilemmas", "gifts", title, text, True, by=by)
