"""Ticks and wake-ups. Every job starts with nothing entered, and leaves nothing entered."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from foundation.notices import drain as draining
from foundation.notices import planning, tasks
from foundation.notices.clock import database_now
from foundation.notices.models import Notice
from foundation.notices.models.mark import due_municipalities
from foundation.notices.outbox import notify
from foundation.notices.planning import Promise
from foundation.tenancy.context import enter, peek_id
from foundation.tenancy.models import Municipality
from tests.cast import Cast

FIELDS = {"course": {"title": "Introduksjonskurs"}, "day": date(2026, 11, 26), "time": time(14)}


@pytest.fixture(autouse=True)
def _nothing_is_entered() -> Iterator[None]:
    assert peek_id() is None
    yield
    assert peek_id() is None


def promise(cast: Cast, to: str = "ingrid", due_at: datetime | None = None) -> None:
    with cast.at(to):
        notify(cast.all[to], "course_confirmed", FIELDS, "/kurs/1/", key="course:1", due_at=due_at)


def test_a_tick_wakes_whoever_has_something_due(
    cast: Cast, broker: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "whose_turn", lambda municipalities, now: [])
    promise(cast)
    promise(cast, "torgeir", due_at=database_now() + timedelta(hours=1))
    tasks.tick()
    assert broker == [("notices.drain", (str(cast.elvebyen.pk),))]


def test_a_tick_plans_for_those_whose_turn_it_is(
    cast: Cast, broker: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list = []
    monkeypatch.setattr(
        planning, "whose_turn", lambda municipalities, now: offered.extend(municipalities) or municipalities
    )
    tasks.tick()
    assert sorted(offered) == sorted([cast.elvebyen.pk, cast.fjordvik.pk])
    assert sorted(broker) == sorted(("notices.plan", (str(here),)) for here in offered)


def test_a_tick_leaves_out_a_municipality_that_has_left(
    cast: Cast, broker: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "whose_turn", lambda municipalities, now: municipalities)
    promise(cast)
    Municipality.objects.update(active=False)
    tasks.tick()
    assert broker == []


def test_the_jobs_do_the_work_of_their_municipality(cast: Cast) -> None:
    promise(cast)
    promise(cast, "torgeir")
    tasks.drain(str(cast.fjordvik.pk))
    assert [letter.to for letter in mail.outbox] == [["Torgeir Fonn <torgeir@fjordvik.example>"]]


def test_the_plan_job_plans(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list = []
    monkeypatch.setattr(planning, "PLANNERS", {"x": lambda now: asked.append(peek_id()) or []})
    tasks.plan(str(cast.elvebyen.pk))
    assert asked == [cast.elvebyen.pk]


def test_a_wake_up_for_a_municipality_that_has_left_does_nothing(cast: Cast) -> None:
    promise(cast)
    Municipality.objects.update(active=False)
    tasks.drain(str(cast.elvebyen.pk))
    tasks.plan(str(cast.elvebyen.pk))
    assert mail.outbox == []


def test_a_job_that_fails_midway_leaves_nothing_entered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(municipality: object, channels: list) -> None:
        with enter(cast.elvebyen):
            raise ZeroDivisionError

    monkeypatch.setattr(draining, "_claim", failing)
    with pytest.raises(ZeroDivisionError):
        tasks.drain(str(cast.elvebyen.pk))


def test_old_wake_ups_are_thrown_away() -> None:
    """A worker that was away for an hour must not run a hundred and twenty ticks."""
    assert {task.expires for task in (tasks.tick, tasks.drain, tasks.plan)} == {60}


def test_the_command_plans_and_sends_without_a_broker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def reminders(now: datetime) -> Iterable[Promise]:
        if peek_id() == cast.fjordvik.pk:
            yield Promise(cast.torgeir, "course_confirmed", FIELDS, "/kurs/1/", "course:1", now)

    monkeypatch.setattr(planning, "PLANNERS", {"x": reminders})
    promise(cast)
    call_command("drain")
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "Ingrid Solheim <ingrid@elvebyen.example>",
        "Torgeir Fonn <torgeir@fjordvik.example>",
    ]
    assert due_municipalities() == []


def test_one_municipality_that_fails_does_not_stop_the_command(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = draining.drain

    def failing(municipality: object) -> int:
        if municipality == cast.elvebyen.pk:
            raise ZeroDivisionError
        return real(municipality)

    monkeypatch.setattr(planning, "PLANNERS", {})  # no letter of the week on a Monday
    monkeypatch.setattr("foundation.notices.management.commands.drain.drain", failing)
    promise(cast)
    promise(cast, "torgeir")
    with pytest.raises(CommandError, match="Not everything was sent"):
        call_command("drain")
    assert [letter.to for letter in mail.outbox] == [["Torgeir Fonn <torgeir@fjordvik.example>"]]


def test_a_person_who_is_removed_takes_their_messages_along(cast: Cast) -> None:
    promise(cast)
    with cast.at("ingrid"):
        assert Notice.objects.count() == 2
        cast.ingrid.delete()
        assert Notice.objects.count() == 0
