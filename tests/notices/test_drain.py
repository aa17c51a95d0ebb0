"""What is due goes out once; what is moved or cancelled follows the deed."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core import mail

from foundation.notices import planning, posting
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.letters import Letter
from foundation.notices.models import DueMark, Notice
from foundation.notices.models.mark import due_municipalities, lag
from foundation.notices.outbox import cancel, notify
from foundation.tenancy.context import enter, peek_id
from tests.cast import Cast
from tests.notices.promises import FIELDS, answers, promise, row, sent

__all__ = ["answers"]
pytestmark = pytest.mark.usefixtures("daytime")


def test_what_is_not_yet_due_waits(cast: Cast) -> None:
    promise(cast, due_at=database_now() + timedelta(minutes=1))
    assert drain(cast.elvebyen.pk) == 0
    assert mail.outbox == []


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_machine_whose_clock_is_wrong_sends_neither_early_nor_late(cast: Cast, hours: int) -> None:
    promise(cast)
    promise(cast, to="solveig", due_at=database_now() + timedelta(hours=1))
    with time_machine.travel(database_now() + timedelta(hours=hours)):
        drain(cast.elvebyen.pk)
    assert [letter.to for letter in mail.outbox] == [["Ingrid Solheim <ingrid@elvebyen.example>"]]


def test_a_second_drain_sends_nothing_more(cast: Cast) -> None:
    promise(cast)
    assert [drain(cast.elvebyen.pk), drain(cast.elvebyen.pk)] == [2, 0]
    assert len(mail.outbox) == 1


def test_what_is_cancelled_is_not_sent(cast: Cast) -> None:
    promise(cast, about=cast.solsiden)
    with enter(cast.elvebyen):
        cancel(cast.solsiden)
    assert drain(cast.elvebyen.pk) == 0
    assert mail.outbox == []


def test_what_is_moved_while_it_waits_is_sent_once_and_says_the_new_time(cast: Cast) -> None:
    promise(cast)
    with cast.at("ingrid"):
        notify(cast.ingrid, "course_confirmed", FIELDS | {"time": time(16)}, "/kurs/1/", key="course:1")
    drain(cast.elvebyen.pk)
    assert ["kl. 16.00" in letter.body for letter in mail.outbox] == [True]


def test_what_is_moved_while_it_is_being_sent_is_sent_again_for_the_new_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old letter is out of our hands; the reader must still learn the new time."""
    promise(cast)
    moved: list[bool] = []
    real = posting.Post._send

    def send(self: posting.Post, letter: Letter) -> str:
        if not moved:
            moved.append(True)
            with cast.at("ingrid"):
                notify(
                    cast.ingrid, "course_confirmed", FIELDS | {"time": time(16)}, "/kurs/1/", key="course:1"
                )
        return real(self, letter)

    monkeypatch.setattr(posting.Post, "_send", send)
    drain(cast.elvebyen.pk)
    assert ["kl. 16.00" in letter.body for letter in mail.outbox] == [False, True]
    assert len({letter["Message-ID"] for letter in sent()}) == 2


def test_what_went_out_while_it_was_cancelled_is_told_as_sent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(cast, about=cast.solsiden)
    real = posting.Post._send

    def send(self: posting.Post, letter: Letter) -> str:
        with enter(cast.elvebyen):
            cancel(cast.solsiden)
        return real(self, letter)

    monkeypatch.setattr(posting.Post, "_send", send)
    drain(cast.elvebyen.pk)
    assert row(cast).state == "sent"


def test_the_room_is_asked_once_more_before_it_is_sent(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple] = []

    def wanted(notice: Notice) -> bool:
        asked.append((notice.about(type(cast.solsiden)), peek_id()))
        return notice.channel == "in_app"

    monkeypatch.setitem(planning.WANTED, "course_confirmed", wanted)
    promise(cast, about=cast.solsiden)
    drain(cast.elvebyen.pk)
    assert asked == [(cast.solsiden, cast.elvebyen.pk)] * 2
    assert (mail.outbox, row(cast).state, row(cast, "in_app").state) == ([], "cancelled", "sent")


def test_nothing_is_sent_inside_a_transaction(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(posting.Post, "_send", lambda self, letter: seen.append(peek_id()) or "")
    promise(cast)
    drain(cast.elvebyen.pk)
    assert seen == [None]  # and so no transaction: entering opens it, leaving closes it


def test_the_marks_go_when_nothing_is_left(cast: Cast) -> None:
    promise(cast)
    later = database_now() + timedelta(hours=1)
    promise(cast, key="course:2", due_at=later)
    assert due_municipalities() == [cast.elvebyen.pk]
    drain(cast.elvebyen.pk)
    assert due_municipalities() == []
    assert list(DueMark.objects.values_list("due_at", flat=True)) == [later]


def test_the_lag_is_how_long_the_oldest_has_waited(cast: Cast) -> None:
    assert lag() == timedelta()
    promise(cast, due_at=database_now() - timedelta(minutes=5))
    assert timedelta(minutes=5) <= lag() < timedelta(minutes=6)


def test_one_municipality_does_not_send_for_another(cast: Cast) -> None:
    promise(cast)
    promise(cast, to="torgeir")
    drain(cast.fjordvik.pk)
    assert [letter.to for letter in mail.outbox] == [["Torgeir Fonn <torgeir@fjordvik.example>"]]
    assert due_municipalities() == [cast.elvebyen.pk]
