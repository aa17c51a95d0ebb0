"""Gatherings of the demonstration: the summer party that was, Christmas to come, coffee every quarter; thanks that were sent."""

from datetime import date, datetime, time, timedelta
from typing import Any

from coordination.demo.days import Days
from coordination.demo.town import Town
from courses.models import CourseSession
from foundation.access.roles import answering, coordinator
from foundation.people.models import Person, Workplace
from volunteers.forms.dates import moment
from volunteers.models import CareStep, Gathering, Gift, Step, Thanks, ThemeWish, Volunteer
from volunteers.models.gathering import Plan, Rhythm

WORDS = {
    "nb": {"coffee": "Kaffe for frivillige", "flowers": "En blomst"},
    "nn": {"coffee": "Kaffi for frivillige", "flowers": "Ein blome"},
}


def tell(row: dict[str, Any], town: Town, days: Days) -> None:
    for told in row["gatherings"]:
        if told.get("kind") != "forum":
            _gathering(told, town, days)
    for number, place in enumerate(town.places.values()):
        if number % 3 == 0:
            _coffee(place, town, days)
    _to_the_course(days)
    for told in row["volunteers"]:
        for day, kind, text in told["events"]:
            if kind == "thanks":
                _thanks(town.people[told["name"]], text, days.past(day))


def _gathering(told: dict[str, Any], town: Town, days: Days) -> None:
    day = told[True] if True in told else told["on"]
    start = days.at(day, time(18))
    by = coordinator(days.today)
    is_theme = "ema" in told["title"]
    plan = Plan(
        kind="theme" if is_theme else "party",
        title=told["title"],
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        workplace=town.places[told["at"]] if is_theme else None,
        place=town.places[told["at"]].name,
        description=told["text"],
        themes=("ethics", "roles") if is_theme else (),
    )
    made = Gathering.plan(plan, by=by, at=min(start - timedelta(days=40), days.now))[0]
    if made.is_past:
        _held(made, by, WORDS[town.language]["flowers"])
    else:
        made.invite(by=by)
        _answers(made)
    if is_theme and (guest := made.event.participations.select_related("person").first()):
        text = {
            "nb": "Hva gjør jeg når noen vil gi meg penger?",
            "nn": "Kva gjer eg når nokon vil gi meg pengar?",
        }
        ThemeWish.objects.create(
            gathering=made, text=text[town.language], themes=["ethics"], person=guest.person
        )


def _guests(made: Gathering) -> list[Person]:
    """Those who had begun by then, by name."""
    began = made.guests().filter(started_on__lte=made.event.starts_at.date())
    return [one.person for one in began.order_by("person__name")]


def _held(made: Gathering, by: Person, flowers: str) -> None:
    came = [person for number, person in enumerate(_guests(made)) if number % 3 != 2]
    made.note_who_came(came, by=by, at=made.event.ends_at)
    for volunteer in Volunteer.objects.active().filter(person__in=came[:3]):
        Gift.give(volunteer, str(made), flowers, made.event.starts_at.date(), by=by)


def _answers(made: Gathering) -> None:
    """Some have said yes, one has said no, the rest have not answered yet."""
    for number, person in enumerate(_guests(made)):
        if number % 2 == 0:
            made.reply(person, True, by=person, note="nøtter" if number == 4 else "")
        elif number == 1:
            made.reply(person, False, by=person)


def _coffee(place: Workplace, town: Town, days: Days) -> None:
    """A table that stands there every quarter; those of the past year were held."""
    by = answering(place, days.today)
    for ahead in (-270, -180, -90):
        _table(place, town, days, days.today + timedelta(days=ahead), by)
    _table(place, town, days, days.today + timedelta(days=9), by, rhythm=Rhythm.QUARTER)
    _table(place, town, days, days.today - timedelta(days=4), by, written=False)


def _to_the_course(days: Days) -> None:
    """Two of those who lack the introduction are asked to come to the next one."""
    course = CourseSession.objects.to_invite_to(days.now).first()
    lacking = CareStep.objects.open().of_ongoing().filter(code=Step.TRAINING).with_people()
    for step in lacking.order_by("opened_at", "id")[:2]:
        if course and (by := step.owner(days.today)):
            course.invite(step.volunteer.person, by=by)


def _table(
    place: Workplace,
    town: Town,
    days: Days,
    on: date,
    by: Person,
    rhythm: str = Rhythm.ONCE,
    written: bool = True,
) -> None:
    start = moment(on, time(13))
    plan = Plan(
        kind="coffee",
        title=WORDS[town.language]["coffee"],
        starts_at=start,
        ends_at=start + timedelta(hours=1, minutes=30),
        workplace=place,
        place=place.name,
    )
    made = Gathering.plan(plan, by=by, rhythm=rhythm, at=min(start - timedelta(days=20), days.now))[0]
    if made.is_past and written:
        made.note_who_came(_guests(made)[:6], by=by, at=made.event.ends_at)
    elif made.is_past:
        for guest in _guests(made)[:5]:
            made.reply(guest, True, by=guest, at=start - timedelta(days=3))


def _thanks(person: Person, text: str, at: datetime) -> None:
    volunteer = (
        Volunteer.objects.ongoing().filter(person=person).select_related("person", "workplace").first()
    )
    if volunteer:
        Thanks.give(volunteer, text, by=volunteer.contact(at.date()), at=at)
