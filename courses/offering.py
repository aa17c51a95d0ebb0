"""Targeted training: offered to whoever has done enough assignments to have questions (CRS-04)."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseSession
from foundation.events.kinds import assignments
from foundation.events.models import Participation
from foundation.notices.outbox import occasion
from foundation.notices.planning import Promise, planner
from foundation.people.belonging import Group, belongings
from foundation.people.models import Person, Qualification

AT = time(10)
FRESH = timedelta(
    days=3
)  # who passed the mark long ago sees it on My page; nobody is written to about old days


def done_by(persons: Iterable[uuid.UUID], now: datetime) -> dict[uuid.UUID, list[datetime]]:
    """person -> when each assignment was, the first first. One query."""
    rows = Participation.objects.signed_up().filter(
        person__in=persons,
        event__kind__in=assignments(),
        event__cancelled_at=None,
        event__ends_at__lt=now,
    )
    found: dict[uuid.UUID, list[datetime]] = {}
    rows = rows.exclude(attended=False).order_by("event__ends_at")
    for person, ended in rows.values_list("person_id", "event__ends_at"):
        found.setdefault(person, []).append(ended)
    return found


def due(now: datetime) -> Iterator[tuple[Course, uuid.UUID, datetime]]:
    """Each course with those it is for who have done enough and have not taken it, and when they had."""
    courses = list(Course.objects.filter(offer_after__gt=0, for_volunteers=True))
    today = timezone.localdate(now)
    people = [one for one in belongings(today) if one.group == Group.VOLUNTEER] if courses else []
    done = done_by({one.person_id for one in people}, now)
    taken = set(Qualification.objects.current(today).values_list("person_id", "code"))
    for course in courses:
        for one in people:
            times = done.get(one.person_id, [])
            is_here = course.workplace_id in (None, one.workplace_id)
            if is_here and len(times) >= course.offer_after and (one.person_id, course.code) not in taken:
                yield course, one.person_id, times[course.offer_after - 1]


@planner
def offers(now: datetime) -> Iterable[Promise]:
    """The morning after: the next session with room, to who is not on its list."""
    rows = [(course, pk, _morning_after(at)) for course, pk, at in due(now + FRESH)]
    rows = [row for row in rows if row[2] > now - FRESH]
    people = Person.objects.in_bulk({pk for _course, pk, _at in rows})
    nearest: dict[uuid.UUID, CourseSession] = {}
    wanted = {course.pk for course, _pk, _at in rows}
    for session in CourseSession.objects.with_course().coming(now).filter(course__in=wanted):
        if not session.event.is_full and session.event.starts_at > now:
            nearest.setdefault(session.course_id, session)
    listed = set(
        Participation.objects.active()
        .filter(event__in=[session.event_id for session in nearest.values()])
        .values_list("event_id", "person_id")
    )
    for course, pk, at in rows:
        session = nearest.get(course.pk)
        if session and (session.event_id, pk) not in listed:
            yield _promise(session, people[pk], at)


def _promise(session: CourseSession, person: Person, at: datetime) -> Promise:
    event = session.event
    told = {
        "course": {"title": session.course},
        "day": event.starts_at,
        "time": event.starts_at,
        "place": event.place,
    }
    key = occasion("course_offer", session.course_id, person.pk)
    return Promise(
        to=person,
        kind="course_offer",
        fields=told,
        url=reverse("my_courses"),
        key=key,
        due_at=at,
        about=event,
        expires_at=event.starts_at,
    )


def _morning_after(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), AT))
