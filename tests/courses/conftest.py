from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from courses.models import Course, CourseSession
from courses.seeding import seed_courses
from tests.cast import Cast


@pytest.fixture
def course(cast: Cast, elvebyen: object) -> Course:
    seed_courses("nb")
    return Course.objects.get(code="introduction")


def plan(course: Course, cast: Cast, starts_at: datetime, capacity: int = 20) -> CourseSession:
    return CourseSession.plan(
        course,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="Elvebyen bibliotek",
        capacity=capacity,
        leader=cast.eirik,
        by=cast.marit,
        at=starts_at - timedelta(days=20),
    )


@pytest.fixture
def coming(course: Course, cast: Cast) -> CourseSession:
    return plan(course, cast, timezone.now() + timedelta(days=10))


@pytest.fixture
def held(course: Course, cast: Cast) -> CourseSession:
    """A session that was held yesterday, with Ingrid and Solveig on the list."""
    session = plan(course, cast, timezone.now() - timedelta(days=1))
    before = session.event.starts_at - timedelta(days=3)
    for person in (cast.ingrid, cast.solveig):
        session.event.sign_up(person, by=person, at=before)
    return session
