"""The door: a square to scan, one's own «I am here», a code without log-in, and whoever comes without a seat."""

import uuid

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from qrcode.image.svg import SvgPathFillImage

from courses import door
from courses.forms.enrolment import ArrivalForm, CodeForm
from courses.models import CourseSession
from courses.views.sessions import refuse_closed, session_of
from foundation.access.gate import allowed, part_of, public
from foundation.documents.limits import is_over
from foundation.events.models import Participation
from foundation.pages.answers import done, page, partial
from foundation.tenancy.context import current

TRIES, SECONDS = 120, 600  # a whole course comes from one address


@allowed("courses.hold")
@never_cache
def course_door(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """On a screen at the door; the square is drawn anew every minute."""
    session = session_of(request, "courses.hold", course_session_id)
    refuse_closed(session)
    address = current().url(reverse("course_arrival", args=[door.ticket(session)]))
    here = session.taken_seats().filter(attended=True)
    return partial(
        request,
        "courses/door.html",
        "door",
        session=session,
        qr=_drawn(address),
        here=here.count(),
        address=address,
    )


@allowed("courses.hold")
def course_walk_in(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Somebody comes without a seat."""
    session = session_of(request, "courses.hold", course_session_id)
    refuse_closed(session)
    form = ArrivalForm(request.POST or None, session=session, today=request.member.today)
    if form.is_valid() and (person := form.save(by=request.member)):
        return done(request, session, _("%(name)s is here.") % {"name": person.name})
    return page(request, "courses/walk_in.html", form=form, session=session)


@public
@part_of("courses")
@never_cache
def course_arrival(request: HttpRequest, ticket: str) -> HttpResponse:
    """Behind the square. A scan alone marks nobody: one press does, logged in or with one's own code."""
    try:
        session = CourseSession.objects.with_course().filter(pk=door.opened_by(ticket)).first()
    except door.DoorClosed:
        return _shut(request)
    if session is None or session.event.cancelled_at or session.is_closed:
        raise Http404
    if request.member:
        return _member_arrives(request, session)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if is_over(request, "course_door", TRIES, SECONDS):
            return page(request, "429.html")
        if seat := door.who_has(session, form.cleaned_data["code"]):
            return _welcome(request, session, seat)
        form.add_error(
            "code", _("Nobody on the list has this code. Look once more, or ask whoever leads the course.")
        )
    return page(request, "courses/arrival.html", form=form, session=session)


def _member_arrives(request: HttpRequest, session: CourseSession) -> HttpResponse:
    mine = session.event.participation_of(request.member.person)
    has_seat = bool(mine) and mine.state == Participation.State.SIGNED_UP
    if has_seat and request.method == "POST":
        return _welcome(request, session, mine)
    return page(request, "courses/arrival.html", session=session, seat=mine if has_seat else None)


def _welcome(request: HttpRequest, session: CourseSession, seat: Participation) -> HttpResponse:
    session.event.mark(seat.person, True, by=seat.person)
    return page(request, "courses/arrived.html", session=session, person=seat.person)


def _shut(request: HttpRequest) -> HttpResponse:
    response = page(request, "courses/door_shut.html")
    response.status_code = 410
    return response


def _drawn(address: str) -> SafeString:
    image = qrcode.make(address, image_factory=SvgPathFillImage, border=2)
    return mark_safe(image.to_string().decode())
