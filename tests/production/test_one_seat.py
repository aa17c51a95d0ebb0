"""Two hundred people want one seat at the same moment, over HTTP, against two gunicorns behind PgBouncer."""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseSession
from courses.seeding import seed_courses
from foundation.events.models import Participation
from foundation.people.models import Person, User
from foundation.tenancy.context import enter
from tests.cast import Cast, session_of
from tests.conftest import present_cast
from tests.figures import told
from tests.notices.workers import Sink
from tests.production.stack import DOMAIN, Answer, Stack

pytestmark = pytest.mark.long
PEOPLE = 200


@pytest.fixture
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        yield present_cast()
        call_command("flush", database="owner", interactive=False, verbosity=0)


def one_seat(cast: Cast) -> tuple[CourseSession, list[str]]:
    with enter(cast.elvebyen):
        seed_courses("nb")
        starts = timezone.now() + timedelta(days=14)
        course, ends = Course.objects.first(), starts + timedelta(hours=2)
        session = CourseSession.plan(course, starts, ends, "Rådhuset", 1, cast.marit, by=None)
        people = []
        for number in range(PEOPLE):
            user = User.objects.create_user(f"p{number}@elvebyen.example")
            people.append(Person.objects.create(name=f"Person {number}", email=user.email, user=user))
        return session, [session_of(person) for person in people]


def all_at_once(stack: Stack, session: CourseSession, people: list[str]) -> tuple[list[Answer], float]:
    """Every other one asks the one web, and the rest the other."""
    path, together, answers = reverse("course_seat", args=[session.pk]), threading.Barrier(PEOPLE), {}

    def ask(number: int) -> None:
        together.wait()
        port = stack.ports[number % 2]
        answers[number] = stack.ask(f"elvebyen.{DOMAIN}", path, people[number], data={}, port=port)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(PEOPLE)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in sorted(answers)], time.monotonic() - began


def outcome(cast: Cast, session: CourseSession) -> Counter[str]:
    with enter(cast.elvebyen):
        rows = Participation.objects.filter(event=session.event_id)
        return Counter(rows.values_list("state", flat=True))


def test_one_seat_goes_to_one_of_two_hundred(cast: Cast) -> None:
    session, people = one_seat(cast)
    with Sink() as sink, Stack(settings.DATA_DIR / f"seat-{os.getpid()}", sink, connections=8) as stack:
        answers, seconds = all_at_once(stack, session, people)
        host, page = f"elvebyen.{DOMAIN}", reverse("my_courses")
        pages = [stack.ask(host, page, one).text for one in people]
    with enter(cast.elvebyen):
        session.event.refresh_from_db()
    seats = outcome(cast, session)
    told(
        f"{PEOPLE} sign-ups at once over HTTP for one seat: {seats['signed_up']} seated, {seats['waiting']} on the "
        f"waiting list, {seconds:.1f} s"
    )

    assert Counter(answer.status for answer in answers) == {303: PEOPLE}
    assert seats == {"signed_up": 1, "waiting": PEOPLE - 1}
    assert session.event.taken == 1
    assert sum("Du har plass." in page for page in pages) == 1  # as many were told yes


def test_control_without_the_guard_the_seat_is_sold_many_times(cast: Cast) -> None:
    """So the question above is a hard one."""
    session, people = one_seat(cast)
    careless = "tests.production.careless:application"
    with Sink() as sink, Stack(settings.DATA_DIR / f"seat-{os.getpid()}", sink, careless, 8) as stack:
        answers, seconds = all_at_once(stack, session, people)
    sold = outcome(cast, session)["signed_up"]
    told(f"The same with a sign-up that reads, compares and writes: {sold} seated on one seat")

    assert Counter(answer.status for answer in answers) == {303: PEOPLE}
    assert sold > 1
