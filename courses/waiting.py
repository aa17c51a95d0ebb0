"""What waits in the courses' room: sessions that were held and are not closed, and courses that should be held again."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CourseSession
from courses.models.session import AHEAD
from courses.shipped import texts_of
from foundation.access.gate import can, visible
from foundation.access.members import Member
from foundation.access.waiting import Kinds, Row, asked, each, kind
from foundation.pages.addresses import address
from foundation.pages.moments import day
from foundation.pages.shipped import in_readers_language
from foundation.pages.waiting import Waiting


def kinds(member: Member, now: datetime) -> Kinds:
    return Kinds(_rows, {"course": each(_deed), "course-series": each(_again)})


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """Of this room alone."""
    return asked([kinds(member, now)], member, now)


def _rows(member: Member, now: datetime, today: date) -> Iterator[QuerySet]:
    rows = visible(member, "courses.hold", CourseSession)
    named = {"about": "course", "name": "course__title", "text": "course__code"}
    yield kind(rows.to_close(now), "course", since="event__ends_at", **named)
    if can(member, "courses.plan"):
        since = ExpressionWrapper(F("due_again") - Value(AHEAD), output_field=DateTimeField())
        yield kind(rows.to_hold_again(now), "course-series", since=since, due="due_again", **named)


def _name(one: Row) -> str:
    return in_readers_language(one.name, texts_of(one.text, "title"))


def _again(one: Row, member: Member, now: datetime) -> Waiting:
    """A series with nothing in the calendar (CRS-07)."""
    return Waiting(
        key=f"course-series:{one.about}",
        name=_name(one),
        url=address("course", one.about),
        tag=_("Course"),
        why=_("It comes round again, and the next one is not in the calendar."),
        since=one.since,
        due=one.due,
        state_text=_("By %(day)s") % {"day": day(one.due)},
        go_url=f"{reverse('course_session_new')}?course={one.about}",
        do_text=_("Plan it"),
    )


def _deed(one: Row, member: Member, now: datetime) -> Waiting:
    url = address("course_session", one.pk)
    return Waiting(
        key=f"course:{one.pk}",
        name=_name(one),
        url=url,
        tag=_("Course"),
        why=_("Tick who came, and the certificates go out."),
        since=one.since,
        due=None,
        state_text=_("Held %(day)s") % {"day": day(one.since)},
        go_url=url,
        do_text=_("Tick who came"),
    )
