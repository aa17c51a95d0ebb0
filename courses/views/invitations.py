"""Somebody who lacks the introduction is asked to come to the next one, in one press (CON-07)."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CourseSession
from courses.models.session import INTRODUCTION
from foundation.access.gate import allowed, reach
from foundation.events.models import Participation
from foundation.pages.answers import done, page, partial
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


@allowed("courses.invite")
def course_next_seat(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The box «next introduction course» on another room's page: a seat in one press, and given back in one (VOL-37)."""
    person = reach(request.member, "courses.invite", Person, person_id)
    seat, session = seat_of(person)
    if request.method == "POST" and session:
        deed = session.event.cancel_place if seat else session.enrol
        deed(person, by=request.member)
        seat, session = seat_of(person)
    is_qualified = person.is_qualified(INTRODUCTION, request.member.today)
    context = {"person": person, "seat": seat, "session": session, "is_qualified": is_qualified}
    return partial(request, "courses/next_seat.html", "next-seat", **context)


def seat_of(person: Person) -> tuple[Participation | None, CourseSession | None]:
    """Where they are signed up already, else the next one that has a seat."""
    coming = CourseSession.objects.with_course().to_invite_to(timezone.now())
    seats = {seat.event_id: seat for seat in Participation.objects.active().filter(person=person)}
    mine = coming.filter(event__in=seats).first()
    return (seats[mine.event_id], mine) if mine else (None, coming.first())


def _taken_back(request: HttpRequest, session: CourseSession, person: Person) -> HttpResponse:
    try:
        session.take_back_invitation(person, by=request.member)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return done(request, session)
    return done(request, "home", _("The invitation is taken back."))
