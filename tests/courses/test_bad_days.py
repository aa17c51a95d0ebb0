"""Two take attendance at the same moment, and a course is moved or cancelled while people wait and are invited."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from courses.models import Course, CourseSession
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.courses.conftest import plan


@pytest.fixture
def crowded(cast: Cast, course: Course) -> CourseSession:
    """One seat: Ingrid has it, Solveig waits, Gunnar is invited, and a reminder is on its way."""
    session = plan(course, cast, timezone.now() + timedelta(days=10), capacity=1)
    session.enrol(cast.ingrid, by=cast.ingrid)
    session.enrol(cast.solveig, by=cast.solveig)
    session.invite(cast.gunnar, by=cast.marit)
    return session


def told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=kind, channel="email").exclude(state="cancelled")
    return sorted(rows.values_list("person__name", flat=True))


EVERYBODY = ["Gunnar Hauge", "Ingrid Solheim", "Solveig Aune"]


def test_a_move_is_told_once_to_those_who_have_a_seat_wait_or_are_invited(
    cast: Cast, crowded: CourseSession
) -> None:
    event, later = crowded.event, timedelta(days=2)
    times = {"starts_at": event.starts_at + later, "ends_at": event.ends_at + later}
    for _pressed in range(2):
        crowded.change(by=cast.marit, leader=crowded.leader, capacity=1, **times)
    assert told("course_moved") == EVERYBODY


def test_a_cancellation_is_told_once_and_takes_back_what_was_on_its_way(
    cast: Cast, crowded: CourseSession
) -> None:
    for _pressed in range(2):
        crowded.event.cancel(by=cast.marit)
    assert told("course_cancelled") == EVERYBODY
    assert told("course_confirmed") == told("course_waiting_list") == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_takers_in_the_same_moment_never_undo_each_others_ticks(cast: Cast) -> None:
    """Each ticks every other of twenty on a list that showed nobody: everybody is ticked."""
    session, people = held_by_twenty(cast)
    together, failures = threading.Barrier(2), []

    def take(half: int) -> None:
        try:
            with enter(cast.elvebyen):
                mine = CourseSession.objects.with_course().get(pk=session.pk)
                together.wait(10)
                mine.tick({str(one.pk) for one in people[half::2]}, set(), by=cast.marit)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    takers = [threading.Thread(target=take, args=[half]) for half in (0, 1)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join(60)
    assert failures == []
    with enter(cast.elvebyen):
        assert set(session.taken_seats().values_list("attended", flat=True)) == {True}


def held_by_twenty(cast: Cast) -> tuple[CourseSession, list[Person]]:
    with enter(cast.elvebyen):
        course = Course.objects.create(code="samling", title="Samling")
        session = plan(course, cast, timezone.now() - timedelta(hours=4), capacity=20)
        people = [Person.objects.create(name=f"Deltaker {number:02}") for number in range(20)]
        for person in people:
            session.event.sign_up(person, by=person, at=session.event.starts_at - timedelta(days=3))
        return session, people
