"""What people say after a session, and before it: nameless, on the foundation's surveys (CRS-09, CRS-22)."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
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
from foundation.pages.shipped import said_title
from foundation.people.belonging import Group
from foundation.people.models import Person
from foundation.surveys.models import Answer, Asking, Kind, Survey
from foundation.surveys.results import choices, published

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


def quotes_of(course_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Answer]]:
    """course -> what is shown of what people said, the newest first. Two queries."""
    wanted = list(course_ids)
    rows = CourseSession.objects.filter(course__in=wanted).values_list("pk", "course")
    course_of = dict(rows)
    found: dict[uuid.UUID, list[Answer]] = {pk: [] for pk in wanted}
    for answer in published(EVALUATION, course_of):
        found[course_of[answer.question.survey.about_id]].append(answer)
    return found


@dataclass(frozen=True)
class Liked:
    """A topic over time: session by session, how many of those who answered got most out of it."""

    title: str
    rows: list[tuple[CourseSession, int, int]]  # the newest first: chose it, answered

    @property
    def chosen(self) -> int:
        return sum(chosen for _session, chosen, _n in self.rows)

    @property
    def answered(self) -> int:
        return sum(n for _session, _chosen, n in self.rows)

    def __str__(self) -> str:
        return said_title(self.title)


def liked_topics(surveys: dict[uuid.UUID, Survey], sessions: Iterable[CourseSession]) -> list[Liked]:
    """What people got most out of, the most liked first; only sessions where enough answered. One query."""
    told, found = choices(list(surveys.values()), "topics"), {}
    for session in sessions:
        survey = surveys.get(session.pk)
        n, tally = told.get(survey.pk, (0, Counter())) if survey else (0, Counter())
        for title, chosen in tally.items():
            found.setdefault(title, []).append((session, chosen, n))
    liked = [Liked(title, rows) for title, rows in found.items()]
    return sorted(liked, key=lambda one: (-one.chosen / one.answered, one.title))


def topic_by_year(titles: Iterable[str]) -> list[tuple[int, int, int]]:
    """One topic in every course: year, how many chose it, how many answered. Two queries."""
    told = Survey.objects.filter(kind=EVALUATION, questions__code="topics")
    asked = Q()
    for title in titles:
        asked |= Q(questions__options__contains=[title])
    surveys = {one.pk: one.about_id for one in told.filter(asked)} if asked else {}
    held = dict(
        CourseSession.objects.filter(pk__in=surveys.values()).values_list("pk", "event__starts_at__year")
    )
    years: dict[int, tuple[int, int]] = {}
    for survey, (n, tally) in choices(surveys, "topics").items():
        if year := held.get(surveys[survey]):
            chosen, answered = years.get(year, (0, 0))
            years[year] = chosen + sum(tally[title] for title in titles), answered + n
    return [(year, *years[year]) for year in sorted(years, reverse=True)]
