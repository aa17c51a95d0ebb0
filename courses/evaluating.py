"""What people say after a session, and before it: nameless, on the foundation's surveys (CRS-09, CRS-22)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from courses.models import CourseSession
from courses.shipped import courses, reflections
from courses.telling import fields
from foundation.access.links import make_link
from foundation.audit.models import record
from foundation.documents.issuing import language_of
from foundation.events.telling import fields_of
from foundation.notices.outbox import notify, occasion
from foundation.people.belonging import Group
from foundation.people.models import Person
from foundation.surveys.models import Asking, Kind, Survey

EVALUATION = "course_evaluation"
REFLECTION = {Group.VOLUNTEER: "reflection_volunteer", Group.EMPLOYEE: "reflection_employee"}
LINK = "survey"
OPEN_FOR = 21  # days after the course
BEST = gettext_noop("Which topics did you get most out of?")


def evaluation_of(session: CourseSession) -> Survey:
    """Did it hit the need, did you become safer, what was missing, and which topics were best."""
    told = next((one for one in courses() if one["code"] == session.course.code), courses()[0])
    language = language_of(None)
    askings = [_asking(one, language) for one in told["evaluation"]]
    topics = tuple(part.title for part in session.parts())
    if topics:
        with translation.override(language):
            askings.insert(2, Asking("topics", Kind.CHOICES, _(BEST), topics))
    closes_on = timezone.localdate(session.event.ends_at) + timedelta(days=OPEN_FOR)
    return Survey.open(EVALUATION, session.pk, session.course.title, askings, closes_on)


def reflection_of(session: CourseSession, group: str) -> Survey:
    """First time at the workplace, or receiving a volunteer for the first time."""
    form = reflections()[group]
    language = language_of(None)
    askings = [Asking(one["code"], Kind.TEXT, one["text"][language]) for one in form["questions"]]
    closes_on = timezone.localdate(session.event.ends_at)
    return Survey.open(REFLECTION[Group(group)], session.pk, form["title"][language], askings, closes_on)


def _asking(given: dict[str, Any], language: str) -> Asking:
    return Asking(given["code"], given["kind"], given["text"][language])


def ask_those_who_came(session: CourseSession, people: Iterable[Person]) -> None:
    survey = evaluation_of(session)
    for person in people if survey.is_open(timezone.localdate()) else ():
        _ask(survey, session, person, "course_evaluation")


def send_reflections(session: CourseSession, by: Any) -> int:
    """To everybody with a seat who has not been asked yet, the form of their group. Returns how many."""
    asked = 0
    for seat in session.taken_seats():
        survey = reflection_of(session, seat.group or Group.VOLUNTEER)
        asked += _ask(survey, session, seat.person, "course_reflection", sender=by)
    record(by, "course_session.reflections_sent", session, changes={"asked": asked})
    return asked


def _ask(survey: Survey, session: CourseSession, person: Person, kind: str, sender: Any = None) -> bool:
    if not survey.ask(person):
        return False
    told = (
        fields_of(session.event, person)
        | fields(session.event, person)
        | ({"sender": sender.person} if sender else {})
    )
    days = max(1, (survey.closes_on - timezone.localdate()).days + 1)
    url = reverse("survey_answer", args=[make_link(LINK, person, about=survey, days=days)])
    notify(person, kind, told, url=url, key=occasion(kind, survey.pk, person.pk), about=session.event)
    return True


def sentences() -> Iterable[dict[str, str]]:
    """Every sentence of ours that a survey keeps a copy of."""
    for course in courses():
        yield from (one["text"] for one in course["evaluation"])
    for form in reflections().values():
        yield form["title"]
        yield from (one["text"] for one in form["questions"])
