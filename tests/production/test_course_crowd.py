"""Two hundred people of three places, each in two windows, want the seats kept at one session, over HTTP (CRS-03)."""

import os
import threading
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.cast import Cast
from tests.conftest import present_cast
from tests.courses.crowd import Crowd
from tests.figures import told
from tests.notices.workers import Sink
from tests.production.stack import DOMAIN, Stack

pytestmark = pytest.mark.long
PEOPLE = 66  # of each place, and half as many unknown
CONNECTIONS = 100  # open at the same moment; the others stand in the door


@pytest.fixture
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        yield present_cast()
        call_command("flush", database="owner", interactive=False, verbosity=0)


def rush(crowd: Crowd, application: str = "config.wsgi:application", plainly: bool = False) -> float:
    folder = settings.DATA_DIR / f"course-{os.getpid()}"
    with Sink() as sink, Stack(folder, sink, application, connections=8) as stack:
        in_flight, asked = threading.Semaphore(CONNECTIONS), count()

        def ask(key: str, path: str, data: dict) -> int:
            port = stack.ports[next(asked) % 2]
            with in_flight:
                return stack.ask(f"elvebyen.{DOMAIN}", path, key, data=data, port=port).status

        return crowd.rush(ask, plainly)


def test_two_hundred_at_once_and_each_place_gets_exactly_its_seats(cast: Cast) -> None:
    crowd = Crowd(cast, solsiden=10, hagebyen=5, for_all=15, people=PEOPLE)
    seconds = rush(crowd)
    states = crowd.must_be_sound()
    waits = sorted(crowd.seconds)
    told(
        f"{len(waits)} sign-ups at once from three places with seats kept for two of them: {states['signed_up']} seated "
        f"on 30, {states['waiting']} on the waiting list, 0 over, {seconds:.0f} s, median {waits[len(waits) // 2]:.2f} s"
    )
    assert states["signed_up"] == 30
    assert set(crowd.statuses) <= {302, 303, 422}  # 422: the portal takes twenty an hour from one address


def test_control_without_the_guard_a_quota_is_sold_many_times(cast: Cast) -> None:
    crowd = Crowd(cast, solsiden=10, hagebyen=5, for_all=15, people=PEOPLE // 3)
    rush(crowd, "tests.production.careless:application", plainly=True)
    with pytest.raises(AssertionError):
        crowd.must_be_sound()
    sold = max(sits - seats for seats, _taken, sits in crowd.seated_by_quota().values())
    told(f"The same without the guard: {sold} too many in one quota")
    assert sold > 0
