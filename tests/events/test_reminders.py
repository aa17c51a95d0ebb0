"""Reminders are a function of the data: who has a place at what, and when to say so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from foundation.events import kinds
from foundation.events.kinds import Words, describe
from foundation.events.reminders import day_before, due_at
from foundation.notices.models import Notice
from foundation.notices.planning import plan
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.events.conftest import START, Arranged

LONG_AGO = START - timedelta(days=30)
DUE = datetime(2027, 1, 13, 9, tzinfo=UTC)  # ten o'clock in Oslo, the day before


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    describe(
        "test_session",
        Words(
            reminder="course_reminder",
            fields=lambda event, person: {"course": {"title": event.title, "short_title": event.title}},
            url=lambda event, person: "/min-side/",
        ),
    )
    yield
    kinds._WORDS.pop("test_session")


def told(now: datetime) -> list[tuple[str, datetime]]:
    return [(promise.to.first_name, promise.due_at) for promise in day_before(now)]


def test_ten_the_day_before_on_oslos_clock() -> None:
    assert due_at(START, timedelta(days=1)) == DUE
    summer = datetime(2027, 3, 28, 15, tzinfo=UTC)  # the day summer time begins
    assert due_at(summer, timedelta(days=1)) == datetime(2027, 3, 27, 9, tzinfo=UTC)
    assert due_at(summer + timedelta(days=1), timedelta(days=1)) == datetime(2027, 3, 28, 8, tzinfo=UTC)


def test_those_with_a_place_are_reminded_and_those_who_wait_are_not(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    for person in (cast.gunnar, cast.ingrid):
        event.sign_up(person, by=person, at=LONG_AGO)
    event.invite(cast.solveig, by=cast.kari, at=LONG_AGO)
    assert told(DUE - timedelta(hours=40)) == [("Gunnar", DUE)]


def test_a_lost_tick_is_made_good_until_it_is_too_late(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    event.sign_up(cast.gunnar, by=cast.gunnar, at=LONG_AGO)
    assert told(DUE + timedelta(hours=5)) == [("Gunnar", DUE)]
    assert told(START - timedelta(hours=1)) == []


def test_who_signed_up_after_that_needs_no_reminder(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    event.sign_up(cast.gunnar, by=cast.gunnar, at=DUE + timedelta(hours=1))
    assert told(DUE + timedelta(hours=2)) == []


def test_what_is_cancelled_or_far_away_reminds_nobody(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    cancelled, far = (
        arranged(),
        arranged(starts_at=START + timedelta(days=9), ends_at=START + timedelta(days=9)),
    )
    for event in (cancelled, far):
        event.sign_up(cast.gunnar, by=cast.gunnar, at=LONG_AGO)
    cancelled.cancel(by=cast.kari)
    assert told(DUE - timedelta(hours=1)) == []


def test_the_planner_moves_takes_back_and_never_doubles(cast: Cast, arranged: Arranged) -> None:
    now = DUE - timedelta(hours=20)
    with cast.at("kari"):
        event = arranged()
        event.sign_up(cast.gunnar, by=cast.gunnar, at=LONG_AGO)
    for _ in range(2):
        plan(cast.elvebyen.pk, now)
    with cast.at("kari"):
        assert Notice.objects.pending().filter(kind="course_reminder", channel="email").count() == 1
        later = START + timedelta(days=1)
        event.move(by=cast.kari, starts_at=later, ends_at=later + timedelta(hours=1), at=now)
    plan(cast.elvebyen.pk, now)
    with cast.at("kari"):
        waiting = Notice.objects.pending().filter(kind="course_reminder", channel="email")
        assert [notice.due_at for notice in waiting] == [DUE + timedelta(days=1)]
        event.cancel_place(cast.gunnar, by=cast.gunnar)
    plan(cast.elvebyen.pk, now)
    with cast.at("kari"):
        assert not Notice.objects.pending().filter(kind="course_reminder").exists()
