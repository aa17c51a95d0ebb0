"""Sessions for those who plan and follow up: list, one, new, move, cancel."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.forms import CancellationForm, SessionForm
from courses.models import CourseSession
from courses.models.lecturing import speaking
from foundation.access.gate import Refused, allowed, can, reach, visible
from foundation.pages.answers import done, page
from foundation.people.belonging import Group


def session_of(request: HttpRequest, action: str, pk: uuid.UUID) -> CourseSession:
    rows = visible(request.member, action, CourseSession).with_course()
    return reach(request.member, action, CourseSession, pk, rows=rows)


@allowed("courses.see")
def courses(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = visible(request.member, "courses.see", CourseSession).with_course()
    return page(
        request,
        "courses/session_list.html",
        coming=rows.coming(now),
        to_close=rows.to_close(now),
        past=rows.past(now).exclude(closed_at=None)[:20],
        may_plan=can(request.member, "courses.plan"),
    )


@allowed("courses.see")
def course_session(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    session = session_of(request, "courses.see", course_session_id)
    seats = list(session.seats())
    covered = set(session.covered.values_list("topic_id", flat=True))
    spoken = speaking(session)
    return page(
        request,
        "courses/session.html",
        session=session,
        taken=[seat for seat in seats if seat.state == "signed_up"],
        waiting=[seat for seat in seats if seat.state == "waiting"],
        topics=[(topic, topic.pk in covered, spoken.get(topic.pk)) for topic in session.parts()],
        missing=session.missing() if session.has_begun and not session.is_closed else [],
        certificates=session.certificates.select_related("person", "document"),
        quotas=session.event.quotas.select_related("workplace"),
        employees=any(seat.is_active and seat.group == Group.EMPLOYEE for seat in seats),
        may_enrol=can(request.member, "courses.enrol"),
        may_hold=can(request.member, "courses.hold", session),
        may_plan=can(request.member, "courses.plan"),
    )


@allowed("courses.plan")
def course_session_new(request: HttpRequest) -> HttpResponse:
    form = SessionForm(request.POST or None, course=request.GET.get("course", ""))
    if form.is_valid():
        session = form.save(by=request.member)
        return done(request, session, _("The course is planned. Volunteers can sign up now."))
    return page(request, "courses/session_form.html", form=form)


@allowed("courses.plan")
def course_session_change(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    session = session_of(request, "courses.plan", course_session_id)
    refuse_closed(session)
    form = SessionForm(request.POST or None, session=session)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, session, _("Saved. Everybody on the list is told."))
    return page(request, "courses/session_form.html", form=form, session=session)


@allowed("courses.plan")
def cancellation(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Cannot be undone, so we ask: everybody on the list is told."""
    session = session_of(request, "courses.plan", course_session_id)
    refuse_closed(session)
    form = CancellationForm(request.POST or None)
    if request.method == "POST":
        session.event.cancel(by=request.member)
        return done(request, "courses", _("The course is cancelled. Everybody on the list is told."))
    return page(request, "courses/cancellation.html", form=form, session=session)


def refuse_closed(session: CourseSession) -> None:
    if session.is_closed or session.event.cancelled_at:
        raise Refused(session.leader)
