"""What a course session writes to those who signed up: the event does it, these are our words."""

from django.urls import reverse

from foundation.events.kinds import Words, describe
from foundation.events.models import Event
from foundation.people.models import Person

KIND = "course_session"


def _fields(event: Event, person: Person) -> dict:
    return {"course": {"title": event.title}}


def _url(event: Event, person: Person) -> str:
    return reverse("my_courses")


describe(
    KIND,
    Words(
        confirmed="course_confirmed",
        waiting="course_waiting_list",
        promoted="course_confirmed",
        moved="course_moved",
        cancelled="course_cancelled",
        reminder="course_reminder",
        fields=_fields,
        url=_url,
    ),
)
