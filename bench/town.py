"""A municipality full of people, made by set-based SQL: as many rows as we like in seconds."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.conf import settings
from django.db import connections, models
from django.utils import timezone

from coordination.founding import found
from courses.models import Course, CourseSession
from foundation.access.grants import refresh_grants
from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.events.models import Participation
from foundation.people.models import Person, Qualification, Sector, User, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import BEGAN, session_of
from volunteers.boards.models import Scheme, SchemeMember, Slot
from volunteers.boards.models.scheme import Round
from volunteers.models import Activity, ActivityType, CareStep, Conversation, Enquiry, Volunteer
from volunteers.recurrence import weekly

FIRST_NAMES = [
    "Anne",
    "Kari",
    "Ingrid",
    "Solveig",
    "Marit",
    "Oddvar",
    "Gunnar",
    "Per",
    "Ahmed",
    "Fatima",
    "Áilu",
    "Máret",
    "Torgeir",
    "Endre",
    "Berit",
    "Rolf",
]
LAST_NAMES = [
    "Hansen",
    "Johansen",
    "Olsen",
    "Larsen",
    "Nygård",
    "Haugen",
    "Moen",
    "Berg",
    "Lie",
    "Dahl",
    "Sæther",
    "Bakken",
    "Aune",
    "Solheim",
    "Hætta",
    "Utsi",
]
HISTORY = ("recruitment", "interested", "first_meeting", "first_assignment", "follow_up")

#: Every hundredth: what each volunteer is in the midst of. The rest are well under way.
SOURCE = """
CREATE TEMP TABLE seeding ON COMMIT DROP AS
SELECT n, {key} AS person, {key} AS volunteer, (%(places)s::uuid[])[n %% %(count)s + 1] AS workplace,
       (%(first)s::text[])[n * 7 %% 16 + 1] || ' ' || (%(last)s::text[])[n * 5 / 3 %% 16 + 1] AS name,
       (n / %(count)s) %% 25 AS kind, now() - (n * 37 %% 1000) * interval '1 day' - interval '10 days' AS since,
       (n * 13 %% 9 - 2) * interval '1 day' AS due
FROM generate_series(1, %(people)s) n
"""
NEW, MEETING, CLOSED, CALL, TRAINING = (
    "kind = 0",
    "kind = 1",
    "kind BETWEEN 2 AND 5",
    "kind IN (6, 7)",
    "kind = 8",
)
STARTED = "kind > 1"


ASKERS = 4000


@dataclass
class Town:
    municipality: Municipality
    places: list[Workplace]
    coordinator: Person
    contact: Person
    sessions: dict[str, str] = field(default_factory=dict)  # who -> the key of a session
    volunteer: uuid.UUID | None = None  # one of the contact's
    seat: uuid.UUID | None = None  # a course session with room for all
    board: uuid.UUID | None = None
    turn: uuid.UUID | None = None  # on that board, with room for all
    askers: list[str] = field(default_factory=list)  # sessions of volunteers without a seat

    @property
    def host(self) -> str:
        return f"{self.municipality.slug}.{settings.BASE_DOMAIN}"


def build(slug: str, people: int, places: int) -> None:
    """Found it, appoint those who answer, and fill it."""
    municipality = found(f"{slug.capitalize()} kommune", slug, slug.capitalize())
    with enter(municipality):
        sector = Sector.objects.create(name="Helse og omsorg")
        rows = [
            Workplace(
                name=f"{slug.capitalize()} {number}. sykehjem", short_name=f"Hus {number}", sector=sector
            )
            for number in range(1, places + 1)
        ]
        workplaces = Workplace.objects.bulk_create(rows)
        for place in workplaces:
            _staff(slug, place, "volunteer_contact")
        coordinator = _staff(slug, None, "network_coordinator")
        _menu(workplaces)
        _courses(coordinator)
        _board(workplaces[0])
    with filling(municipality) as fill:
        _people(fill, municipality, workplaces, people)
        _past_course(fill)


def reopened(slug: str) -> Town:
    """The town as it stands, with people who have just logged in."""
    municipality = Municipality.objects.get(slug=slug)
    with enter(municipality):
        places = list(Workplace.objects.order_by("pk"))
        roles = Appointment.objects.select_related("person__user")
        coordinator = roles.get(role="network_coordinator").person
        contact = roles.get(role="volunteer_contact", workplace=places[0]).person
        town = Town(municipality, places, coordinator, contact)
        _open_doors(town)
    return town


def _staff(slug: str, place: Workplace | None, role: str) -> Person:
    name = f"{role} {place.short if place else slug}"
    address = f"{role}.{place.short.replace(' ', '') if place else 'all'}@{slug}.example".lower()
    person = Person.objects.create(name=name, email=address, user=User.objects.create_user(address))
    scope = {"workplace": place} if place else {}
    Appointment(person=person, role=role, position_percent=50, starts_on=BEGAN, **scope).appoint(by=None)
    refresh_grants(person)
    return person


def _menu(workplaces: list[Workplace]) -> None:
    kinds = list(ActivityType.objects.filter(is_statutory=False)[:6])
    Activity.objects.bulk_create(
        Activity(activity_type=kind, workplace=place, title=kind.name, text=kind.public_text)
        for place in workplaces
        for kind in kinds[:3]
    )


class Filler:
    """`fill(Model, "kind = 1", column="SQL expression")`: a row for each row of the source; the rest are the model's defaults."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.key = "uuidv7()" if cursor.db.pg_version >= 180_000 else "gen_random_uuid()"

    def __call__(self, model: type[models.Model], where: str, source: str = "seeding", **said: str) -> None:
        columns, values = dict(said), []
        for one in model._meta.concrete_fields:
            if one.column in said:
                continue
            if one.primary_key:
                columns[one.column] = self.key
            elif one.column == "municipality_id":
                columns[one.column] = "current_setting('app.municipality_id')::uuid"
            elif not one.null:
                columns[one.column] = "%s"
                given = one.get_db_prep_save(one.get_default(), self.cursor.db)
                values.append(json.dumps(given.obj) if hasattr(given, "obj") else given)
        names, expressions = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
        sql = f"INSERT INTO {model._meta.db_table} ({names}) SELECT {expressions} FROM {source} WHERE {where}"
        self.cursor.execute(sql, values)


@contextmanager
def filling(town: Municipality) -> Iterator[Filler]:
    """As the owner, who may make a table for the while; the wall stands before the owner too."""
    with enter(town, using="owner"), connections["owner"].cursor() as cursor:
        yield Filler(cursor)


def _people(fill: Filler, municipality: Municipality, places: list[Workplace], people: int) -> None:
    names = {"first": FIRST_NAMES, "last": LAST_NAMES}
    at = {"places": [place.pk for place in places], "count": len(places), "people": people}
    fill.cursor.execute(SOURCE.format(key=fill.key), names | at)
    fill.cursor.execute("ANALYZE seeding")
    address = f"'v' || n || '@{municipality.slug}.example'"
    phone = "'+4790' || lpad(n::text, 6, '0')"
    fill(Person, "true", id="person", name="name", email=address, phone=phone)
    fill(
        Volunteer,
        "true",
        id="volunteer",
        person_id="person",
        workplace_id="workplace",
        registered_at="since",
        started_on=f"CASE WHEN {STARTED} THEN since::date + 7 END",
        closed_on=f"CASE WHEN {CLOSED} THEN since::date + 9 END",
        closed_as=f"CASE WHEN {CLOSED} THEN 'ended' ELSE '' END",
    )
    _wheel(fill)
    fill(
        Enquiry,
        "true",
        volunteer_id="volunteer",
        name="name",
        email=address,
        due_at="since + interval '3 days'",
        consent_at="since",
        received_at="since",
        submission="gen_random_uuid()",
        answered_at=f"CASE WHEN {NEW} THEN NULL ELSE since + interval '1 day' END",
    )
    fill(Conversation, STARTED, volunteer_id="volunteer", kind="'first'", held_at="since + interval '4 days'")
    log = {"verb": "'enquiry.registered'", "object_type": "'volunteers.volunteer'", "object_id": "volunteer"}
    for days in (0, 1, 4):
        at = f"since + {days} * interval '1 day'"
        fill(Entry, "true", at=at, about_id="person", actor_name="'Marit'", object_name="name", **log)


def _wheel(fill: Filler) -> None:
    """What is done, and what is open now: two in twenty-five are late."""
    for number, code in enumerate(HISTORY):
        done = f"since + {number} * interval '2 days'"
        where = STARTED if number > 1 else "true" if number == 0 else f"NOT ({NEW})"
        fill(
            CareStep,
            where,
            volunteer_id="volunteer",
            code=f"'{code}'",
            opened_at="since",
            done_at=done,
            done_by_name="'Marit'",
        )
    opened = {"opened_at": "now() - interval '3 days'", "due_at": "now() + due"}
    for where, code in (
        (NEW, "interested"),
        (MEETING, "first_meeting"),
        (CALL, "follow_up"),
        (TRAINING, "training"),
    ):
        fill(CareStep, where, volunteer_id="volunteer", code=f"'{code}'", **opened)


def _courses(coordinator: Person) -> None:
    course, now = Course.objects.first(), timezone.now()
    for days in (-200, -20, 14, 30, 60):
        starts = now + timedelta(days=days)
        ends = starts + timedelta(hours=2)
        CourseSession.plan(course, starts, ends, "Rådhuset", 1_000_000, coordinator, by=None)


def _board(place: Workplace) -> None:
    """One turn a day, with room for all."""
    activity = Activity.objects.create(
        activity_type=ActivityType.objects.publishable().first(), workplace=place, title="Middagskjøring"
    )
    every_day = {"rule": weekly(range(7)), "weeks_ahead": 26, "asks_ready": False}
    scheme = Scheme(activity=activity, name="Middagskjøring", unit=place, **every_day)
    scheme.plan([Round("Nord", time(15), places=30_000)], by=None)


def _past_course(fill: Filler) -> None:
    """A third have taken it."""
    past = "(SELECT id FROM events_event WHERE kind = 'course_session' ORDER BY starts_at LIMIT 1)"
    some = "volunteers_volunteer WHERE started_on IS NOT NULL AND hashtext(id::text) %% 3 = 0"
    people = f"(SELECT DISTINCT person_id FROM {some}) those"
    fill(
        Participation,
        "true",
        people,
        person_id="person_id",
        event_id=past,
        state="'signed_up'",
        attended="true",
    )
    taken = {"code": "'introduction'", "title": "'Introduksjonskurs'", "granted_on": "current_date - 20"}
    fill(Qualification, "true", people, person_id="person_id", **taken)


def _open_doors(town: Town) -> None:
    """Sessions: as if they had logged in, staff with their second factor. A seat is asked for by those who have none."""
    for who in ("coordinator", "contact"):
        town.sessions[who] = session_of(getattr(town, who), second_factor=True)
    mine = Volunteer.objects.active().filter(workplace=town.places[0])
    town.volunteer = mine.order_by("person__name", "pk").values_list("pk", flat=True)[0]
    session = CourseSession.objects.order_by("-event__starts_at")[0]
    town.seat = session.pk
    turn = Slot.objects.order_by("-on")[0]
    seated = Participation.objects.filter(event__in=[session.event_id, turn.event_id])
    askers = Person.objects.filter(volunteering__closed_on=None, appointments=None)
    asking = list(
        askers.exclude(pk__in=seated.values("person")).select_related("user").order_by("pk")[:ASKERS]
    )
    for person in asking:
        if person.user is None:
            person.user = User.objects.create_user(person.email)
            person.save(update_fields=["user"])
        town.askers.append(session_of(person))
    _take_part(town, turn, asking)


def _take_part(town: Town, turn: Slot, asking: list[Person]) -> None:
    """Whoever asks is on the board already, so that what is measured is the tick."""
    town.board, town.turn = turn.scheme_id, turn.pk
    known = SchemeMember.objects.filter(scheme=turn.scheme_id).values("volunteer")
    there = Volunteer.objects.ongoing().filter(person__in=asking).exclude(pk__in=known)
    one_each = {volunteer.person_id: volunteer for volunteer in there}
    SchemeMember.objects.bulk_create(
        SchemeMember(scheme_id=turn.scheme_id, volunteer=volunteer) for volunteer in one_each.values()
    )
