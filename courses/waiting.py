"""What waits in the courses' room: sessions that were held and are not closed, and courses that should be held again."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CourseSession
from courses.models.session import AHEAD
from foundation.access.gate import can, visible
from foundation.access.members import Member
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting
from foundation.tenancy.prepared import prepared


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """One query."""
    rows = _on_the_desk(member, now)
    again = [session for session in rows if session.is_last] if can(member, "courses.plan") else []
    return [_deed(one) for one in rows if not one.is_closed] + [_again(one) for one in again]


@prepared
def _on_the_desk(member: Member, now: datetime) -> QuerySet[CourseSession]:
    return visible(member, "courses.hold", CourseSession).with_course().on_the_desk(now)


def _again(session: CourseSession) -> Waiting:
    """A series with nothing in the calendar (CRS-07)."""
    planning = f"{reverse('course_session_new')}?course={session.course_id}"
    return Waiting(
        key=f"course-series:{session.course_id}",
        name=str(session),
        url=session.course.get_absolute_url(),
        tag=_("Course"),
        why=_("It comes round again, and the next one is not in the calendar."),
        since=session.due_again - AHEAD,
        due=session.due_again,
        state_text=_("By %(day)s") % {"day": day(session.due_again)},
        go_url=planning,
        do_text=_("Plan it"),
    )


def _deed(session: CourseSession) -> Waiting:
    held = session.event.ends_at
    return Waiting(
        key=f"course:{session.pk}",
        name=str(session),
        url=session.get_absolute_url(),
        tag=_("Course"),
        why=_("Tick who came, and the certificates go out."),
        since=held,
        due=None,
        state_text=_("Held %(day)s") % {"day": day(held)},
        go_url=session.get_absolute_url(),
        do_text=_("Tick who came"),
    )
