"""Once a day: what came since yesterday in one mail, in the reader's language; nothing twice, and nothing lost."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from foundation.notices import drain as draining
from foundation.notices import posting
from foundation.notices.choices import choose
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.hours import next_gathering
from foundation.notices.letters import Letter
from foundation.notices.models import Choice, DueMark, Notice
from foundation.notices.outbox import cancel, notify
from foundation.tenancy.context import enter
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _noon(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the drain it is noon tomorrow: half past seven is far away."""
    noon = timezone.localtime(database_now() + timedelta(days=1)).replace(hour=12, minute=0, second=0)
    monkeypatch.setattr(draining, "database_now", lambda: noon)


@pytest.fixture
def ingrid(cast: Cast) -> Cast:
    with enter(cast.elvebyen):
        choose(cast.ingrid, {"invitations": "daily", "reminders": "daily"}, None, by=cast.ingrid)
    return cast


def fields_of(key: str) -> dict[str, Any]:
    return {"course": {"title": f"Kurs {key}"}, "day": date(2026, 11, 26), "time": time(14)}


def promise(cast: Cast, *keys: str, to: str = "ingrid", **given: object) -> None:
    with enter(cast.elvebyen):
        for key in keys:
            notify(cast.all[to], "course_waiting_list", fields_of(key), f"/kurs/{key}/", key=key, **given)


def half_past_seven(cast: Cast) -> None:
    """The hour has come for what waits."""
    with enter(cast.elvebyen):
        Notice.objects.filter(gathered=True).update(try_at=database_now())


def by_mail(cast: Cast) -> dict[str, tuple[str, bool]]:
    with enter(cast.elvebyen):
        rows = Notice.objects.filter(channel="email").order_by("key")
        return {row.key: (row.state, row.gathered) for row in rows}


def test_what_is_wanted_once_a_day_waits_and_comes_in_one_mail(ingrid: Cast) -> None:
    promise(ingrid, "a", "b", "c")
    drain(ingrid.elvebyen.pk)
    assert mail.outbox == []
    assert by_mail(ingrid) == dict.fromkeys("abc", ("pending", True))
    half_past_seven(ingrid)
    drain(ingrid.elvebyen.pk)
    [letter] = mail.outbox
    assert letter.subject == "3 beskjeder fra Elvebyen kommune"
    assert letter.body.startswith("Hei, Ingrid.\n\nDette har kommet siden sist:")
    for key in "abc":
        assert (
            f"- Du står på venteliste til Kurs {key}\n  http://elvebyen.localhost:8000/kurs/{key}/"
            in letter.body
        )
    assert by_mail(ingrid) == dict.fromkeys("abc", ("sent", True))


def test_one_alone_comes_as_itself(ingrid: Cast) -> None:
    promise(ingrid, "a")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    drain(ingrid.elvebyen.pk)
    assert [letter.subject for letter in mail.outbox] == ["Du står på venteliste til Kurs a"]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("nn", "2 beskjedar frå Elvebyen kommune", "Du står på venteliste til Kurs a"),
        ("en", "2 messages from Elvebyen kommune", "waiting list for Kurs a"),
    ],
)
def test_it_is_written_in_the_readers_language(ingrid: Cast, language: str, subject: str, line: str) -> None:
    with enter(ingrid.elvebyen):
        ingrid.ingrid.language = language
        ingrid.ingrid.save()
    promise(ingrid, "a", "b")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    drain(ingrid.elvebyen.pk)
    assert mail.outbox[0].subject == subject
    assert line in mail.outbox[0].body


def test_nobody_gets_what_is_another_persons(ingrid: Cast) -> None:
    with enter(ingrid.elvebyen):
        choose(ingrid.solveig, {"invitations": "daily"}, None, by=ingrid.solveig)
    promise(ingrid, "a", "b")
    promise(ingrid, "x", "y", to="solveig")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    drain(ingrid.elvebyen.pk)
    told = {letter.to[0].split("@")[0].split("<")[1]: letter.body for letter in mail.outbox}
    assert sorted(told) == ["ingrid", "solveig"]
    assert "Kurs x" not in told["ingrid"]
    assert "Kurs a" not in told["solveig"]


def test_what_is_taken_back_in_the_night_is_not_in_the_mail(ingrid: Cast) -> None:
    promise(ingrid, "a", "b")
    promise(ingrid, "c", about=ingrid.solsiden)
    drain(ingrid.elvebyen.pk)
    with enter(ingrid.elvebyen):
        cancel(ingrid.solsiden)
    half_past_seven(ingrid)
    drain(ingrid.elvebyen.pk)
    assert mail.outbox[0].subject.startswith("2 ")
    assert "Kurs c" not in mail.outbox[0].body


def test_what_would_come_too_late_is_not_kept_for_the_morning(ingrid: Cast) -> None:
    with enter(ingrid.elvebyen):
        expires = draining.database_now() + timedelta(hours=18)
    promise(ingrid, "a", expires_at=expires)
    drain(ingrid.elvebyen.pk)
    assert [letter.subject for letter in mail.outbox] == ["Du står på venteliste til Kurs a"]


def test_a_second_round_sends_nothing_more(ingrid: Cast) -> None:
    promise(ingrid, "a", "b")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    for _round in range(3):
        drain(ingrid.elvebyen.pk)
    assert len(mail.outbox) == 1
    with enter(ingrid.elvebyen):
        assert not Notice.objects.pending().exists()


class Killed(BaseException):
    """What no handler catches: the process is gone."""


@pytest.fixture
def murder(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The next letter kills whoever sends it: "before" it is sent, or "after"."""
    coming: list[str] = []
    real = posting.Post._send

    def send(self: posting.Post, letter: Letter) -> str:
        when = coming.pop(0) if coming else ""
        if when == "before":
            raise Killed
        given = real(self, letter)
        if when == "after":
            raise Killed
        return given

    monkeypatch.setattr(posting.Post, "_send", send)
    return coming


@pytest.mark.parametrize(("when", "letters"), [("before", 1), ("after", 2)])
def test_none_is_lost_when_the_worker_dies_and_a_double_has_the_same_number(
    ingrid: Cast, murder: list[str], when: str, letters: int
) -> None:
    promise(ingrid, "a", "b", "c")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    murder.append(when)
    with pytest.raises(Killed):
        drain(ingrid.elvebyen.pk)
    drain(ingrid.elvebyen.pk)
    assert by_mail(ingrid) == dict.fromkeys("abc", ("pending", True))  # in the hands of the dead
    with enter(ingrid.elvebyen):
        Notice.objects.filter(gathered=True).update(lease_until=database_now() - timedelta(seconds=1))
    drain(ingrid.elvebyen.pk)
    assert by_mail(ingrid) == dict.fromkeys("abc", ("sent", True))
    assert len(mail.outbox) == letters
    assert len({letter.message()["Message-ID"] for letter in mail.outbox}) == 1


def test_what_came_after_a_death_gives_the_mail_another_number(ingrid: Cast, murder: list[str]) -> None:
    """Else a mail program would take it for the one it has, and hide what is new."""
    promise(ingrid, "a", "b")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    murder.append("after")
    with pytest.raises(Killed):
        drain(ingrid.elvebyen.pk)
    promise(ingrid, "c")
    drain(ingrid.elvebyen.pk)
    half_past_seven(ingrid)
    with enter(ingrid.elvebyen):
        Notice.objects.filter(gathered=True).update(lease_until=None)
    drain(ingrid.elvebyen.pk)
    numbers = [letter.message()["Message-ID"] for letter in mail.outbox]
    assert len(numbers) == len(set(numbers)) == 2
    assert "Kurs c" in mail.outbox[1].body


@pytest.mark.parametrize(
    ("day", "clock", "days"),
    [
        (date(2026, 3, 28), time(12), 1),  # the clock is put forward in the night
        (date(2026, 10, 24), time(12), 1),
        (date(2026, 11, 20), time(7, 29), 0),
        (date(2026, 11, 20), time(7, 30), 1),
    ],
)
def test_it_is_half_past_seven_by_the_clock_on_the_wall(day: date, clock: time, days: int) -> None:
    now = timezone.make_aware(datetime.combine(day, clock))
    then = timezone.localtime(next_gathering(now))
    assert (then.date(), then.time()) == (day + timedelta(days=days), time(7, 30))


def test_waiting_for_the_morning_counts_no_attempt_and_leaves_a_mark(ingrid: Cast) -> None:
    promise(ingrid, "a")
    drain(ingrid.elvebyen.pk)
    with enter(ingrid.elvebyen):
        notice = Notice.objects.get(channel="email")
    assert notice.attempts == 0
    assert timezone.localtime(notice.try_at).time() == time(7, 30)
    assert notice.try_at in DueMark.objects.values_list("due_at", flat=True)


def test_a_choice_taken_back_in_the_night_is_heard(ingrid: Cast) -> None:
    promise(ingrid, "a", "b")
    drain(ingrid.elvebyen.pk)
    with enter(ingrid.elvebyen):
        Choice.objects.filter(person=ingrid.ingrid).update(way="in_app")
    half_past_seven(ingrid)
    drain(ingrid.elvebyen.pk)
    assert mail.outbox == []
    assert {state for state, _gathered in by_mail(ingrid).values()} == {
        "cancelled"
    }  # it stood on the page already
