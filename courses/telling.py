"""What a course session writes to those who signed up: the event does it, these are our words."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import coordinator
from foundation.events.kinds import NUMBER, Words, describe
from foundation.events.models import Event, Participation
from foundation.people.models import Person
from foundation.tenancy.prepared import prepared

KIND = "course_session"


def fields(event: Event, person: Person) -> dict[str, Any]:
    """The course, and who signs: its leader, else the network coordinator."""
    session = _session.first(event.pk)
    sender = (session and session.leader) or coordinator(timezone.localdate())
    signed = {"name": sender.name, "first_name": sender.first_name, "email": sender.email} if sender else {}
    title = session.course if session else event.title
    blank = {"name": "", "first_name": "", "email": ""}
    return {
        "course": {"title": title, "short_title": title, "code": _code(event, person)},
        "sender": blank | signed | {"place": ""},
        "place": event.place or _("on the net"),  # the link stands with the seat
    }


def _code(event: Event, person: Person) -> str:
    """What opens the door for who has no log-in; nothing for who has no seat."""
    from courses.door import code_of

    seat = _seat.first(event.pk, person.pk)
    return code_of(seat) if seat else ""


@prepared
def _session(event: uuid.UUID) -> QuerySet:
    from courses.models import CourseSession

    return CourseSession.objects.select_related("leader", "course").filter(event_id=event).order_by()


@prepared
def _seat(event: uuid.UUID, person: uuid.UUID) -> QuerySet[Participation]:
    return Participation.objects.signed_up().filter(event_id=event, person_id=person).order_by()


def led(person: Person) -> Q:
    """Those whose leader this is: nobody signs up for holding a course."""
    from courses.models import CourseSession

    return Q(pk__in=CourseSession.objects.filter(leader=person).values("event"))


def _url(event: Event, person: Person) -> str:
    from courses.links import address_for

    return address_for(event, person)


describe(
    KIND,
    Words(
        element="courses",
        confirmed="course_confirmed",
        waiting="course_waiting_list",
        promoted="course_confirmed",
        moved="course_moved",
        cancelled="course_cancelled",
        reminder="course_reminder",
        in_week=NUMBER,
        fields=fields,
        url=_url,
    ),
)
