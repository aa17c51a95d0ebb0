"""Who comes: signed up by somebody, taken off the list, seats kept for some, and who speaks."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.forms.department import DepartmentsForm
from courses.forms.enrolment import EnrolmentForm, LecturersForm, SharesForm
from courses.models import CourseSession
from courses.views.sessions import refuse_closed, session_of
from foundation.access.gate import Refused, allowed
from foundation.access.members import Member
from foundation.pages.answers import done, page
from foundation.people.belonging import belongings
from foundation.people.models import Workplace

WIDE = ("network_coordinator", "course_leader")
NEAR = ("volunteer_contact", "deputy_contact", "workplace_manager")


@allowed("courses.enrol")
def course_enrolment(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Sign others up: a contact those of the own place, a planner everybody."""
    session = session_of(request, "courses.enrol", course_session_id)
    _refuse_begun(session)
    member = request.member
    places = {"workplaces": places_of(member), "today": member.today}
    form = EnrolmentForm(request.POST or None, session=session, **places)
    if form.is_valid():
        return done(request, session, _counted(*form.save(by=member)))
    return page(request, "courses/enrolment.html", form=form, session=session)


def _counted(seated: int, waiting: int) -> str:
    told = ngettext("%(count)s has a seat and is told.", "%(count)s have a seat and are told.", seated)
    if not waiting:
        return told % {"count": seated}
    more = ngettext("%(count)s is on the waiting list.", "%(count)s are on the waiting list.", waiting)
    return f"{told % {'count': seated}} {more % {'count': waiting}}"


@allowed("courses.enrol")
@require_POST
def course_enrolment_out(
    request: HttpRequest, course_session_id: uuid.UUID, person_id: uuid.UUID
) -> HttpResponse:
    """Take somebody off the list; the first who waits gets the seat."""
    session = session_of(request, "courses.enrol", course_session_id)
    _refuse_begun(session)
    seats = session.event.participations.filter(person=person_id).select_related("person")
    if not seats:
        raise Http404
    seat = next((one for one in seats if one.is_active), None)
    if seat is None:
        return done(request, session)
    _refuse_elsewhere(request.member, seat.person)
    session.event.cancel_place(seat.person, by=request.member)
    return done(request, session, _("%(name)s is taken off the list.") % {"name": seat.person.name})


@allowed("courses.enrol")
def course_departments(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """A contact tells it for the own place, a planner for everybody; also when the course is over (CRS-06)."""
    session = session_of(request, "courses.enrol", course_session_id)
    posted = request.POST if request.method == "POST" else None
    form = DepartmentsForm(posted, session=session, workplaces=places_of(request.member))
    if form.is_valid():
        form.save(by=request.member)
        return done(request, session, _("Saved."))
    return page(request, "courses/departments.html", form=form, session=session)


@allowed("courses.plan")
def course_shares(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    session = session_of(request, "courses.plan", course_session_id)
    refuse_closed(session)
    form = SharesForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid() and form.save(by=request.member):
        return done(request, session, _("Saved. What is not kept is for all."))
    return page(request, "courses/shares.html", form=form, session=session)


@allowed("courses.plan")
def course_lecturers(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Somebody is ill: another speaks about the topic this time, and is told."""
    session = session_of(request, "courses.plan", course_session_id)
    refuse_closed(session)
    form = LecturersForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, session, _("Saved. Whoever is new is told."))
    return page(request, "courses/lecturers.html", form=form, session=session)


def places_of(member: Member) -> list[Workplace] | None:
    """None for all of them."""
    if any(member.holds(role) for role in WIDE):
        return None
    mine = {place for role in NEAR for place in member.scopes(role)}
    return list(Workplace.objects.filter(pk__in=mine))


def _refuse_begun(session: CourseSession) -> None:
    refuse_closed(session)
    if session.has_begun:
        raise Refused(session.leader, _("The course has begun. Whoever comes now is taken in at the door."))


def _refuse_elsewhere(member: Member, person: object) -> None:
    places = places_of(member)
    if places is not None and not belongings(member.today, persons=[person], workplaces=places):
        raise Refused()
