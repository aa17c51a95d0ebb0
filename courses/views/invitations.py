"""Somebody who lacks the introduction is asked to come to the next one, in one press (CON-07)."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CourseSession
from foundation.access.gate import allowed, reach
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from foundation.people.models import Person


@allowed("courses.invite")
def course_invitation(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One POST: to the next with free seats; `?want=no` takes it back."""
    person = reach(request.member, "courses.invite", Person, person_id)
    session = CourseSession.objects.with_course().to_invite_to(timezone.now()).first()
    if session is None:
        messages.error(request, _("No introduction course is planned. Ask for one, or plan it here."))
        return done(request, "courses")
    told = {"name": person.first_name, "day": day(session.event.starts_at), "course": session}
    if request.method != "POST":
        title = _("Invite %(name)s to %(course)s %(day)s?") % told
        return page(
            request, "confirm.html", title=title, submit=_("Invite"), cancel_url=session.get_absolute_url()
        )
    if request.GET.get("want") == "no":
        return _taken_back(request, session, person)
    session.invite(person, by=request.member)
    text = _("%(name)s is invited to %(course)s %(day)s.") % told
    return done(request, "home", text, undo=f"{request.path}?want=no")


def _taken_back(request: HttpRequest, session: CourseSession, person: Person) -> HttpResponse:
    try:
        session.take_back_invitation(person, by=request.member)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return done(request, session)
    return done(request, "home", _("The invitation is taken back."))
