"""What waits in the courses' room: sessions that were held and are not closed."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.models import CourseSession
from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """One query."""
    rows = visible(member, "courses.hold", CourseSession).with_course().to_close(now)
    return [_deed(session) for session in rows]


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
