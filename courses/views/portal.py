"""Courses in the portal: what anybody may sign up for, and one's seat behind the link in the mail (CRS-03, CRS-15)."""

import uuid

from allauth.core import ratelimit
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.door import code_of
from courses.evaluating import quotes_of
from courses.forms.newcomer import SignUpForm
from courses.links import address_of, seat_behind
from courses.models import Certificate, CourseSession
from foundation.access.answers import link_gone
from foundation.access.gate import part_of, public
from foundation.access.links import LinkGone
from foundation.documents.files import as_file
from foundation.events.models import Participation
from foundation.pages.answers import done, page


@public
@part_of("courses")
def open_courses(request: HttpRequest) -> HttpResponse:
    sessions = list(_open())
    quotes = quotes_of({one.course_id for one in sessions})
    rows = [(session, quotes.get(session.course_id, [])[:1]) for session in sessions]
    return page(request, "courses/open_courses.html", rows=rows)


@public
@part_of("courses")
def open_course(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """What it is, who leads it, what others say, and the form: a name and a way to reach them."""
    session = _open().filter(pk=course_session_id).first()
    if session is None:
        raise Http404
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if ratelimit.consume(request, action="interest"):
            return redirect(address_of(form.save(session)))
        form.add_error(None, _("Many have written from here in the last hour. Wait a little, or call us."))
    course = session.course
    return page(
        request,
        "courses/open_course.html",
        session=session,
        form=form,
        parts=session.parts(),
        organisers=[str(one) for one in course.organisers.select_related("partner")],
        quotes=quotes_of([course.pk])[course.pk],
    )


@public
@part_of("courses")
@never_cache
def course_seat_link(request: HttpRequest, secret: str) -> HttpResponse:
    """One's own seat without a log-in; the same button gives it back and takes it again."""
    found = seat_behind(secret)
    if found is None:
        return link_gone(request, LinkGone("unknown"))
    seat, session = found
    may_choose = not (session.event.cancelled_at or session.has_begun)
    if request.method == "POST" and may_choose:
        return _chosen(request, seat, session)
    return page(
        request,
        "courses/seat_link.html",
        session=session,
        seat=seat,
        secret=secret,
        may_choose=may_choose,
        code=code_of(seat) if seat.state == Participation.State.SIGNED_UP else "",
        certificate=_certificate(seat, session),
    )


def _chosen(request: HttpRequest, seat: Participation, session: CourseSession) -> HttpResponse:
    if request.POST.get("want") == "no":
        session.event.cancel_place(seat.person, by=seat.person)
        told = _("Thank you for telling us. Your seat is free for somebody else.")
        return done(request, request.path, told)
    taken = session.enrol(seat.person, by=seat.person)
    return done(request, address_of(taken), _("How nice. We look forward to seeing you."))


@public
@part_of("courses")
@never_cache
@require_GET
def course_paper_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The certificate of whoever has no log-in, behind the same secret."""
    found = seat_behind(secret)
    certificate = found and _certificate(*found)
    paper = certificate and certificate.document
    if not paper:
        raise Http404
    return as_file(paper)


def _open() -> QuerySet[CourseSession]:
    return CourseSession.objects.with_course().for_anybody(timezone.now())


def _certificate(seat: Participation, session: CourseSession) -> Certificate | None:
    rows = Certificate.objects.filter(session=session, person=seat.person_id)
    return rows.select_related("document__person").first()
