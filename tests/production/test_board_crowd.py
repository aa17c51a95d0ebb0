"""A thousand askers want the places of one turn at the same moment, over HTTP, against two gunicorns behind PgBouncer."""

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.boards.crowd import Crowd
from tests.cast import Cast
from tests.conftest import present_cast
from tests.figures import told
from tests.notices.workers import Sink
from tests.production.stack import DOMAIN, Stack

pytestmark = pytest.mark.long
PEOPLE = 500  # each in two windows
CONNECTIONS = 200  # open at the same moment; the others stand in the door


@pytest.fixture
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        yield present_cast()
        call_command("flush", database="owner", interactive=False, verbosity=0)


def rush(crowd: Crowd, application: str = "config.wsgi:application") -> float:
    folder = settings.DATA_DIR / f"crowd-{os.getpid()}"
    with Sink() as sink, Stack(folder, sink, application, connections=8) as stack:
        in_flight = threading.Semaphore(CONNECTIONS)

        def ask(session: str, path: str, data: dict[str, str], number: int) -> int:
            port = stack.ports[number % 2]
            with in_flight:
                return stack.ask(f"elvebyen.{DOMAIN}", path, session, data=data, port=port).status

        return crowd.rush(ask)


@pytest.mark.parametrize("seats", [1, 10, 100])
def test_a_thousand_at_once_and_every_place_has_exactly_one_doer(cast: Cast, seats: int) -> None:
    crowd = Crowd(cast, seats, PEOPLE)
    seconds = rush(crowd)
    states = crowd.must_be_sound()
    crowd.settle()
    crowd.must_be_settled()
    waits = sorted(crowd.seconds)
    told(
        f"{2 * PEOPLE} sign-ups at once for {seats} places of a turn, with cancels, duplicates and promotions: "
        f"{states['signed_up'] + states['offered']} seated, 0 over, {len(waits)} answers in {seconds:.0f} s, "
        f"median {waits[len(waits) // 2]:.2f} s"
    )

    assert set(crowd.statuses) == {303}


def test_control_without_the_guard_places_are_sold_many_times(cast: Cast) -> None:
    crowd = Crowd(cast, 10, PEOPLE // 5)
    rush(crowd, "tests.production.careless:application")
    sold = crowd.seated()
    told(f"The same without the guard: {sold} seated on 10 places")

    assert sold > 10
    with pytest.raises(AssertionError):
        crowd.must_be_sound()
