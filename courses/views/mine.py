"""One's own courses: what I have taken, what I am signed up for, what I can join. Also shown on others' pages as a box."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.departments import tell_department
from courses.door import code_of
from courses.evaluating import quotes_of
from courses.models import Certificate, CompetenceRecord, CourseSession
from courses.models.group import is_open
from courses.offering import done_by
from foundation.access.gate import allowed, reach, visible
from foundation.access.members import Member
from foundation.events.models import Participation
from foundation.pages.answers import done, page, partial
from foundation.people.belonging import Group, belongings
from foundation.people.models import Department, Person
from foundation.tenancy.prepared import prepared


def taken_by(person: Person) -> dict[str, Any]:
    """What this person has taken and is signed up for. Four queries."""
    seats = Participation.objects.active().filter(person=person, event__kind="course_session")
    coming = CourseSession.objects.with_course().coming(timezone.now())
    return {
        "certificates": Certificate.objects.filter(person=person).select_related(
            "session__course", "session__event", "document"
        ),
        "mine": coming.filter(event__in=seats.values("event")),
        "qualifications": person.qualifications.all(),
        "elsewhere": CompetenceRecord.objects.filter(person=person),
    }


@allowed("courses.join")
def my_courses(request: HttpRequest) -> HttpResponse:
    person = request.member.person
    own = taken_by(person)
    seats = {seat.event_id: seat for seat in Participation.objects.active().filter(person=person)}
    open_ = CourseSession.objects.with_course().coming(timezone.now()).exclude(event__in=seats)
    taken = person.qualifications.current(request.member.today).values("code")
    open_ = open_.filter(event__starts_at__gt=timezone.now()).exclude(course__code__in=taken)
    open_ = open_.open_to(belongings(request.member.today, persons=[person]))
    mine = [(session, seats[session.event_id]) for session in own.pop("mine")]
    done = len(done_by([person.pk], timezone.now()).get(person.pk, []))
    quotes = quotes_of({session.course_id for session in open_})
    for session in open_:
        session.quote = next(iter(quotes[session.course_id]), None)
        session.is_time = bool(session.course.offer_after) and done >= session.course.offer_after
    departments = list(Department.objects.filter(workplace__in=[one.workplace_id for _s, one in mine]))
    for _session, seat_ in mine:
        is_staff = seat_.group == Group.EMPLOYEE
        seat_.departments = [
            one for one in departments if is_staff and one.workplace_id == seat_.workplace_id
        ]
        seat_.code = code_of(seat_) if seat_.state == Participation.State.SIGNED_UP else ""
    in_touch = {row.session_id for row in own["certificates"] if is_open(row.session)}
    return partial(
        request, "courses/my_courses.html", "my-courses", mine=mine, open=open_, in_touch=in_touch, **own
    )


@prepared
def _to_join(member: Member, pk: uuid.UUID, now: datetime) -> QuerySet[CourseSession]:
    return visible(member, "courses.join", CourseSession).with_course().coming(now).filter(pk=pk)


@allowed("courses.join")
@require_POST
def seat(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Take a seat, or give it back: one button each way, and each undoes the other."""
    rows = _to_join(request.member, course_session_id, timezone.now())
    session = reach(request.member, "courses.join", CourseSession, course_session_id, rows=rows)
    person = request.member.person
    if (request.POST.get("want") or request.GET.get("want")) == "no":
        session.event.cancel_place(person, by=request.member)
        told = _("Thank you for telling us. Your seat is free for somebody else.")
        return done(request, "my_courses", told, undo=f"{request.path}?want=yes")
    taken = session.enrol(person, by=request.member)
    if taken.state == Participation.State.WAITING:
        message = _(
            "The course is full now. You are on the waiting list, and hear from us if a seat comes free."
        )
    else:
        message = _("You have a seat. We will remind you the day before.")
    return done(request, "my_courses", message, undo=f"{request.path}?want=no")


@allowed("courses.join")
@require_POST
def seat_department(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """An employee says which department they come from (CRS-06)."""
    session = reach(request.member, "courses.join", CourseSession, course_session_id)
    mine = session.event.participation_of(request.member.person)
    if mine is None:
        raise Http404
    departments = Department.objects.filter(workplace=mine.workplace_id)
    chosen = departments.filter(pk=_uuid(request.POST.get("department", ""))).first()
    tell_department(session, mine, chosen, by=request.member)
    return done(request, "my_courses", _("Saved."))


def _uuid(told: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(told)
    except ValueError:
        return None


@allowed("courses.see_taken")
def courses_of_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The box «courses» on a volunteer's page."""
    person = reach(request.member, "courses.see_taken", Person, person_id)
    return page(request, "courses/of_person.html", person=person, **taken_by(person))
