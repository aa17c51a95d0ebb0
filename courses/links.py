"""The address behind the mails about one's seat, for who has no log-in: the seat, the code, «I can't come», and the certificate."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from courses.models import CourseSession
from courses.telling import KIND
from foundation.events.links import participation_of, secret_of
from foundation.events.models import Event, Participation
from foundation.people.models import Person

LIVES = timedelta(days=365)  # after the course: long enough to find the certificate again


def address_of(seat: Participation) -> str:
    return reverse("course_seat_link", args=[secret_of(seat)])


def address_for(event: Event | uuid.UUID, person: Person) -> str:
    """My page for who logs in there, else the seat itself."""
    if person.user_id:
        return reverse("my_courses")
    return addresses_for([(getattr(event, "pk", event), person)])[0]


def addresses_for(guests: Sequence[tuple[uuid.UUID, Person]]) -> list[str]:
    """The same for many at once, each with the key of their event, in one query."""
    without = [guest for guest in guests if not guest[1].user_id]
    seats = Participation.objects.filter(event__in={event for event, _ in without})
    seats = seats.filter(person__in={person for _, person in without}).order_by("signed_up_at", "id")
    newest = {(seat.event_id, seat.person_id): seat for seat in seats}
    found = [newest.get((event, person.pk)) for event, person in guests]
    return [address_of(seat) if seat else reverse("my_courses") for seat in found]


def seat_behind(secret: str) -> tuple[Participation, CourseSession] | None:
    """None when nobody was given this secret, or it is too old."""
    seat = participation_of(secret, KIND)
    if seat is None or seat.event.ends_at < timezone.now() - LIVES:
        return None
    session = CourseSession.objects.with_course().filter(event=seat.event_id).first()
    return (seat, session) if session else None
