"""Dinner delivery at Hagebyen: three routes on weekdays, answered by noon the day before; Hagebyen does what is left."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from foundation.access.models import Appointment
from foundation.documents.seeding import seed_templates
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import BEGAN, Cast
from tests.volunteers.moments import oslo
from volunteers.activity_types import seed_activity_types
from volunteers.boards.models import Scheme, SchemeMember, Slot
from volunteers.boards.models.scheme import Round
from volunteers.models import Activity, ActivityType, Volunteer
from volunteers.recurrence import weekly

MONDAY = oslo(2026, 11, 23, 9)
WEEKDAYS = range(5)
ROUNDS = (
    Round("Nord", time(15), 75),
    Round("Sentrum", time(15, 15), 75),
    Round("Sør", time(17), 75),
)
MakeScheme = Callable[..., Scheme]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """23 November 2026 at nine, a week of the designs."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    """Inside Elvebyen, in English, so that sentences are compared as the source has them."""
    for town in (cast.elvebyen, cast.fjordvik):
        seed_templates(town)
    with enter(cast.elvebyen), translation.override("en"):
        yield cast


def drivers(cast: Cast, *keys: str, at: str = "hagebyen") -> list[Volunteer]:
    """Volunteers who have begun at the place."""
    began = timezone.localdate() - timedelta(days=200)
    return [
        Volunteer.objects.create(person=cast.all[key], workplace=cast.all[at], started_on=began)
        for key in keys
    ]


def make_scheme(
    cast: Cast, rounds: tuple[Round, ...] = ROUNDS, at: str = "hagebyen", **other: object
) -> Scheme:
    if not ActivityType.objects.exists():
        seed_activity_types(cast.elvebyen)
    kind = ActivityType.objects.get(code="dinner_delivery")
    activity = Activity.objects.create(activity_type=kind, workplace=cast.all[at], title="Middagskjøring")
    usual = {"name": "Middagskjøring", "rule": weekly(WEEKDAYS), "unit": cast.hagebyen, "asks_ready": False}
    made = Scheme(activity=activity, **(usual | other))
    made.plan(rounds, by=cast.jonas)
    return made


@pytest.fixture
def scheme(here: Cast) -> Scheme:
    """Ingrid, Gunnar and Solveig drive; Jonas is the contact, and Line works there."""
    drivers(here, "ingrid", "gunnar", "solveig")
    line = Person.objects.create(name="Line Hovde", email="line@elvebyen.example")
    here.all["line"] = line
    Appointment(person=line, role="employee", workplace=here.hagebyen, starts_on=BEGAN).appoint(by=None)
    return make_scheme(here)


def slot_on(scheme: Scheme, day: int, route: str = "Nord") -> Slot:
    """The day of November, or after the thirtieth of December."""
    on = (MONDAY + timedelta(days=day - 23)).date()
    return scheme.slots.with_events().get(on=on, route__name=route, is_withdrawn=False)


def member(scheme: Scheme, cast: Cast, key: str) -> SchemeMember:
    volunteer = Volunteer.objects.with_people().get(person=cast.all[key], closed_on=None)
    return SchemeMember.join(scheme, volunteer, by=cast.all[key])


def take(slot: Slot, cast: Cast, key: str, **more: object) -> None:
    slot.take(member(slot.scheme, cast, key), by=cast.all[key], **more)


def doers(slot: Slot) -> list[str]:
    """Who does it, and the unit once for each place of its share."""
    slot = Slot.objects.with_events().get(pk=slot.pk)
    named = slot.event.participations.signed_up().order_by("signed_up_at", "id")
    names = list(named.values_list("person__name", flat=True))
    return names + [slot.scheme.unit.short] * slot.units_share
