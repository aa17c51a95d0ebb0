"""The whole demonstration: towns, activities, volunteers, courses and log-ins."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from coordination.demo import (
    beginnings,
    belonging,
    boards,
    counted,
    grey_zones,
    happenings,
    needs,
    offers,
    persons,
    possible_tasks,
    wishes,
)
from coordination.demo.courses import Courses
from coordination.demo.days import Days
from coordination.demo.lists import Lists
from coordination.demo.pictures import put_pictures
from coordination.demo.story import Story, give_log_in
from coordination.demo.talks import Talks
from coordination.demo.town import PASSWORD, SECRET, Town
from coordination.founding import bring_texts, found
from courses.models import Course, CourseSession
from foundation.access.members import role_word
from foundation.access.models import Appointment
from foundation.notices.outbox import silent
from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.words import Word, choose_word, word
from volunteers.models import Activity, ActivityType, Volunteer

TEXTS = Path(__file__).resolve().parent.parent / "texts" / "demo.yaml"
TERM_SETS = {"drammen": "drammen", "tonsberg": "tonsberg", "verdighetsenteret": "verdighetsenteret"}
SETTINGS = {
    "reply_days": "reply_days",
    "followup_days": "followup_days",
    "recommended_pct_contact": "recommended_pct_contact",
    "recommended_pct_coordinator": "recommended_pct_coordinator",
}
LAST_COURSE = date(2026, 9, 22)  # the newest introduction course that was held, in the story's calendar
COLORS = ("brand1", "brand2")


def tell() -> int:
    """Make the municipalities that are not there yet, each whole or not at all. Nothing is sent about the past."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    days, made = Days(told["anchor"]), 0
    for row, color in zip(told["municipalities"], COLORS, strict=True):
        if there := Municipality.objects.filter(slug=row["key"]).first():
            bring_texts(there)
            continue
        with transaction.atomic(), silent(), translation.override(row["language"]):
            _municipality(row | {"profiles": told["profiles"][row["key"]]}, days, color)
        with translation.override(row["language"]):
            persons.agree_on_talks(row)
        made += 1
    return made


def _municipality(row: dict[str, Any], days: Days, color: str) -> None:
    chosen = {ours: row["settings"][theirs] for ours, theirs in SETTINGS.items()}
    chosen["term_set"] = TERM_SETS.get(row["variant"], "drammen")
    municipality = found(
        name=row["name"],
        slug=row["key"],
        place=row["place"],
        settings=chosen,
        default_language=row["language"],
        about=row.get("about", ""),
        color=color,
        is_demo=True,
    )
    with enter(municipality):
        _own_words(row)
        town = Town(row, days)
        town.build()
        _activities(row, town)
        for volunteer in sorted(row["volunteers"], key=lambda one: str(one.get("since", ""))):
            Story(volunteer, town, days).tell()
        Talks(row, town, days).tell()
        _courses(row, town, days)
        beginnings.tell(row, town, days)
        belonging.tell(row, town, days)
        boards.tell(row, town, days)
        counted.tell(row, days)
        wishes.tell(town, days)
        offers.tell(town, days)
        grey_zones.tell(town, days)
        needs.tell(town, days)
        possible_tasks.tell(town, days)
        happenings.tell(town, days)
        Lists(town, days).tell()
        _volunteers_log_in()


def _own_words(row: dict[str, Any]) -> None:
    """What the town calls some things, in its own language."""
    for code, forms in row.get("words", {}).items():
        choose_word(code, row["language"], Word(*forms))


def _activities(row: dict[str, Any], town: Town) -> None:
    """The activity menu: what the story says is on, and what the volunteers do at each place."""
    types = {kind.code: kind for kind in ActivityType.objects.publishable()}
    wanted: dict[tuple[str, str], dict[str, Any]] = {}
    for activity in row["activities"]:
        wanted[activity["at"], activity["type"]] = {
            "title": activity["title"],
            "time_text": activity["when"],
            "in_languages": {"en": activity["english"]},
        }
    for volunteer in row["volunteers"]:
        for code in volunteer["types"]:
            times = {"times": volunteer["when"]}
            wanted.setdefault((volunteer["at"], code), times)
    for (place, code), fields in wanted.items():
        if code in types:
            Activity.objects.create(
                activity_type=types[code],
                workplace=town.places[place],
                title=fields.get("title") or types[code].name,
                time_text=fields.get("time_text", ""),
                in_languages=fields.get("in_languages", {}),
                times=[
                    time_ for time_ in fields.get("times", []) if time_.startswith(("weekday", "weekend"))
                ],
            )


def _courses(row: dict[str, Any], town: Town, days: Days) -> None:
    """Sessions: those that were held give certificates to who came, those to come have people on the list."""
    took = [(day, code, one["name"]) for one in row["volunteers"] for day, code in _took(one)]
    going = [
        (day, one["name"])
        for one in row["volunteers"]
        for day, kind, _t in one["events"]
        if kind == "course_planned"
    ]
    coordinator = next(one["key"] for one in row["staff"] if one["role"] == "network_coordinator")
    leader = town.people[coordinator]
    put_pictures(leader, by_a_river=town.language == "nb")
    courses = {course.code: course for course in Course.objects.all()}
    for day, code in sorted({(day, code) for day, code, _name in took}):
        people = [town.people[name] for one, held, name in took if (one, held) == (day, code)]
        _held(courses[code], days.past(day, time(17, 30)), leader, people)
    for session in row["sessions"]:
        told = session[True] if True in session else session["on"]
        if days.at(told) <= days.now:
            continue
        coming = Course.objects.filter(code=session["course"]).first()
        if coming is None:
            continue
        planned = _coming(coming, session, told, town, days, leader)
        for name in [name for one, name in going if one == told]:
            planned.enrol(town.people[name], by=town.people[name])
    Courses(town, days, leader).tell()


def _took(volunteer: dict[str, Any]) -> list[tuple[date, str]]:
    """The courses that were taken, as told; who began long ago took the introduction some weeks after the first time."""
    told = [(day, _course_in(text)) for day, kind, text in volunteer["events"] if kind == "course"]
    first = next((day for day, kind, _text in volunteer["events"] if kind == "first"), None)
    if first and first < LAST_COURSE - timedelta(days=60) and "introduction" not in dict(map(reversed, told)):
        spring = date(first.year, 5, 6) if first.month < 5 else date(first.year, 11, 6)
        told.append((min(spring, LAST_COURSE), "introduction"))
    return told


def _course_in(text: str) -> str:
    return "dementia_communication" if "emens" in text else "introduction"


def _coming(
    course: Course, session: dict, told: Any, town: Town, days: Days, leader: Person
) -> CourseSession:
    start, end = (_clock(part) for part in session["time"].removeprefix("kl. ").split("–"))
    return CourseSession.plan(
        course,
        starts_at=days.at(told, start),
        ends_at=days.at(told, end),
        place=session["place"],
        capacity=session["capacity"],
        leader=town.people.get(session.get("leader"), leader),
        open_to_all=course.kind == Course.Kind.INTRO,
        by=leader,
    )


def _clock(text: str) -> time:
    hour, _dot, minute = text.strip().partition(".")
    return time(int(hour), int(minute or 0))


def _held(course: Course, starts_at: datetime, leader: Person, people: list[Person]) -> None:
    before = starts_at - timedelta(days=10)
    session = CourseSession.plan(
        course,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.minutes),
        place="Biblioteket",
        capacity=24,
        leader=leader,
        by=leader,
        at=before,
    )
    for person in people:
        session.event.sign_up(person, by=person, at=before)
        session.event.mark(person, True, by=leader, at=session.event.ends_at)
    session.cover(list(course.topics.all()), by=leader)
    session.close(by=leader, at=session.event.ends_at)


def _volunteers_log_in() -> None:
    """Every volunteer who has started, but the oldest: some never log in, and are full volunteers all the same."""
    active = Volunteer.objects.active().select_related("person").order_by("person__birth_year")
    for volunteer in list(active)[8:]:
        if volunteer.person.user_id is None and volunteer.person.email:
            give_log_in(volunteer.person)


def log_ins() -> list[dict[str, Any]]:
    """Everybody of the demo who can log in: staff with a password and a second factor, volunteers by a code."""
    rows = []
    for municipality in Municipality.objects.filter(is_demo=True).order_by("created_at"):
        with enter(municipality), translation.override(municipality.default_language):
            rows += [*_staff(municipality), *_volunteers(municipality)]
    return rows


def _staff(municipality: Municipality) -> list[dict[str, Any]]:
    rows = []
    current = Appointment.objects.current(timezone.localdate()).filter(person__user__isnull=False)
    for appointment in current.select_related("person__user", "workplace", "partner"):
        place = appointment.workplace or appointment.partner
        role = role_word(appointment.role).capitalize()
        text = f"{role}, {getattr(place, 'short', place)}" if place else role
        rows.append(_row(municipality, appointment.person, text, PASSWORD, SECRET))
    return rows


def _volunteers(municipality: Municipality) -> list[dict[str, Any]]:
    people = Person.objects.filter(user__isnull=False, appointments=None).order_by("created_at")[:6]
    return [_row(municipality, person, word("volunteer").capitalize(), "", "") for person in people]


def _row(municipality: Municipality, person: Person, role: str, password: str, secret: str) -> dict[str, Any]:
    return {
        "municipality": municipality.name,
        "url": municipality.url(),
        "role": role,
        "name": person.name,
        "email": person.email,
        "password": password,
        "totp_secret": secret,
    }


def write_down() -> int:
    """For the mailbox page, which shows the codes of now. Written anew each time: the addresses carry the port."""
    rows, file = log_ins(), settings.DEMO_LOGINS
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(rows)
