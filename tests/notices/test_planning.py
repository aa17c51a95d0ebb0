"""Reminders follow the data: made, moved and taken back by asking again."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.notices import planning
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.models import DueMark, Notice
from foundation.notices.models.mark import due_municipalities
from foundation.notices.outbox import cancel, occasion
from foundation.notices.planning import Promise, plan, planner, still_wanted, whose_turn
from foundation.tenancy.context import current_id, enter
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Plan:
    """A room's planner whose data the test changes: a person -> when to call them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.calls: dict[str, datetime] = {}
        self.asked: list[object] = []

    def __call__(self, now: datetime) -> Iterable[Promise]:
        self.asked.append(current_id())
        if current_id() != self.cast.elvebyen.pk:
            return
        for key, moment in self.calls.items():
            yield Promise(
                to=self.cast.kari,
                kind="followup_due",
                fields={"volunteer": self.cast.all[key], "due_day": moment.date()},
                url="/oppfolging/",
                key=occasion("call", key),
                due_at=moment,
                about=self.cast.all[key],
            )


@pytest.fixture
def calls(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    room = Plan(cast)
    monkeypatch.setattr(planning, "PLANNERS", {"volunteers.reminders.calls": room})
    monkeypatch.setattr(planning, "WANTED", {})  # the rooms own checks ask about rows that are not made here
    return room


def mails(cast: Cast, state: str = "pending") -> list[Notice]:
    with enter(cast.elvebyen):
        return list(Notice.objects.filter(channel="email", state=state))


def test_a_round_makes_what_ought_to_be(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    [notice] = mails(cast)
    assert (notice.due_at, notice.about_id, notice.planned_by) == (
        calls.calls["ingrid"],
        cast.ingrid.pk,
        "volunteers.reminders.calls",
    )
    assert DueMark.objects.get().due_at == notice.due_at


def test_a_second_round_changes_nothing(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    before = mails(cast)[0].message_id
    plan(cast.elvebyen.pk, NOW)
    assert [notice.message_id for notice in mails(cast)] == [before]
    assert DueMark.objects.count() == 1


def test_what_is_further_away_than_two_days_waits_for_a_later_round(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(hours=49)
    plan(cast.elvebyen.pk, NOW)
    assert mails(cast) == []
    plan(cast.elvebyen.pk, NOW + timedelta(hours=2))
    assert len(mails(cast)) == 1


def test_a_lost_tick_heals_itself(calls: Plan, cast: Cast) -> None:
    """Nobody planned for a day and a half: it is late, and it comes."""
    calls.calls["ingrid"] = database_now() - timedelta(hours=36)
    plan(cast.elvebyen.pk)
    drain(cast.elvebyen.pk)
    assert [letter.subject for letter in mail.outbox] == [
        f"Ring Ingrid innen {_day(calls.calls['ingrid'].date())}"
    ]


def _day(day: date) -> str:
    from foundation.notices.fields import say

    return say("due_day", day, "nb")


def test_what_nobody_could_use_any_more_is_not_made(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW - timedelta(days=4)
    plan(cast.elvebyen.pk, NOW)
    assert mails(cast) == []


def test_what_is_moved_moves(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    calls.calls["ingrid"] += timedelta(hours=5)
    plan(cast.elvebyen.pk, NOW)
    assert [notice.due_at for notice in mails(cast)] == [NOW + timedelta(hours=25)]
    assert DueMark.objects.filter(due_at=NOW + timedelta(hours=25)).exists()


def test_what_is_no_longer_so_is_taken_back_and_can_come_again(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = moment = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    calls.calls.clear()
    plan(cast.elvebyen.pk, NOW)
    assert (mails(cast), len(mails(cast, "cancelled"))) == ([], 1)
    calls.calls["ingrid"] = moment
    plan(cast.elvebyen.pk, NOW)
    assert len(mails(cast)) == 1


def test_what_is_due_already_is_not_taken_back_by_a_planner_that_looks_ahead(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(minutes=1)
    plan(cast.elvebyen.pk, NOW)
    calls.calls.clear()
    plan(cast.elvebyen.pk, NOW + timedelta(minutes=2))
    assert len(mails(cast)) == 1


def test_what_was_undone_by_hand_is_promised_again_while_the_data_say_so(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    with enter(cast.elvebyen):
        cancel(cast.ingrid)
    plan(cast.elvebyen.pk, NOW)
    assert len(mails(cast)) == 1


def test_a_new_person_in_the_role_gets_it_instead(calls: Plan, cast: Cast) -> None:
    calls.calls["ingrid"] = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    cast.all["kari"] = cast.jonas
    plan(cast.elvebyen.pk, NOW)
    assert [notice.person_id for notice in mails(cast)] == [cast.jonas.pk]


def test_what_was_made_by_a_deed_is_not_taken_back_by_a_planner(calls: Plan, cast: Cast) -> None:
    from foundation.notices.outbox import notify

    with enter(cast.elvebyen):
        fields = {"volunteer": cast.ingrid, "due_day": NOW.date()}
        notify(cast.kari, "followup_due", fields, "/", key="deed", due_at=NOW + timedelta(hours=1))
    plan(cast.elvebyen.pk, NOW)
    assert len(mails(cast)) == 1


def test_one_planner_that_fails_does_not_stop_the_others(
    calls: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(now: datetime) -> Iterable[Promise]:
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "PLANNERS", {"a.broken": broken} | planning.PLANNERS)
    calls.calls["ingrid"] = NOW + timedelta(hours=20)
    plan(cast.elvebyen.pk, NOW)
    assert len(mails(cast)) == 1


def test_one_promise_that_cannot_be_written_does_not_stop_the_others(calls: Plan, cast: Cast) -> None:
    cast.solveig.name = ""
    calls.calls |= {"solveig": NOW + timedelta(hours=20), "ingrid": NOW + timedelta(hours=20)}
    plan(cast.elvebyen.pk, NOW)
    assert [notice.about_id for notice in mails(cast)] == [cast.ingrid.pk]


def test_it_is_asked_in_one_municipality_at_a_time(calls: Plan, cast: Cast) -> None:
    plan(cast.elvebyen.pk, NOW)
    plan(cast.fjordvik.pk, NOW)
    assert calls.asked == [cast.elvebyen.pk, cast.fjordvik.pk]


def test_the_same_number_of_queries_for_one_and_thirty_reminders(calls: Plan, cast: Cast) -> None:
    calls.calls["solveig"] = NOW + timedelta(hours=1)
    _queries(cast)  # the municipality itself is remembered for some seconds
    calls.calls["ingrid"] = NOW + timedelta(hours=1)
    one = _queries(cast)
    for number in range(30):
        cast.all[f"volunteer{number}"] = cast.ingrid
        calls.calls[f"volunteer{number}"] = NOW + timedelta(hours=number)
    assert _queries(cast) == one


def _queries(cast: Cast) -> tuple[int, int]:
    """Of a round that writes, and of one that finds all as it should be."""
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            plan(cast.elvebyen.pk, NOW)
        counts.append(len(asked))
    return counts[0], counts[1]


def test_what_waits_without_a_mark_gets_one(calls: Plan, cast: Cast) -> None:
    """As after a restored backup, or a mark that somebody deleted."""
    calls.calls["ingrid"] = database_now() - timedelta(minutes=1)
    plan(cast.elvebyen.pk)
    DueMark.objects.all().delete()
    assert due_municipalities() == []
    plan(cast.elvebyen.pk)
    assert due_municipalities() == [cast.elvebyen.pk]


def test_every_municipality_has_its_turn_three_times_in_a_quarter_of_an_hour(cast: Cast) -> None:
    from foundation.tenancy.ids import uuid7

    many = [uuid7() for _ in range(200)]
    turns = [here for tick in range(30) for here in whose_turn(many, NOW + timedelta(seconds=30 * tick))]
    assert {turns.count(here) for here in many} == {3}
    assert max(len(whose_turn(many, NOW + timedelta(seconds=30 * tick))) for tick in range(10)) < 50


def test_a_room_registers_its_planner_and_its_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "PLANNERS", {})
    monkeypatch.setattr(planning, "WANTED", {})

    @planner
    def courses(now: datetime) -> Iterable[Promise]:
        return []

    @still_wanted("course_reminder", "course_confirmed")
    def has_a_seat(notice: Notice) -> bool:
        return False

    assert [name.rpartition(".")[2] for name in planning.PLANNERS] == ["courses"]
    assert {"course_reminder": has_a_seat, "course_confirmed": has_a_seat} == planning.WANTED
    with pytest.raises(KeyError):
        still_wanted("no_such_kind")(has_a_seat)
