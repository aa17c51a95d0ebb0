"""A course that is on."""

from datetime import timedelta

from django.utils import timezone

from courses.models import Course, CourseSession
from courses.seeding import seed_courses
from foundation.people.models import Person
from tests.cast import Cast


def introduction(cast: Cast, days: int) -> CourseSession:
    """The introduction course in some days, with Ingrid on the list. Called inside the municipality."""
    seed_courses("nb")
    start = timezone.now() + timedelta(days=days)
    session = CourseSession.plan(
        Course.objects.get(code="introduction"),
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="Biblioteket",
        capacity=10,
        leader=cast.marit,
        by=cast.marit,
    )
    session.event.sign_up(Person.objects.get(pk=cast.ingrid.pk), by=cast.marit)
    return session
