"""What is due goes out once, by the right way, in the reader's language; what goes wrong is written down."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from email.message import Message
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db.models.functions import Now

from foundation.notices import drain as draining
from foundation.notices import planning, posting
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.errors import Away, NotNow, Refused
from foundation.notices.letters import Letter
from foundation.notices.models import DueMark, Notice
from foundation.notices.models.mark import due_municipalities, lag
from foundation.notices.outbox import Address, cancel, notify, send_now_on_commit
from foundation.tenancy.context import enter, peek_id
from tests.cast import Cast
from tests.conftest import letters_are_gone

FIELDS = {
    "course": {"title": "Introduksjonskurs", "short_title": "introkurs"},
    "day": date(2026, 11, 26),
    "time": time(14),
}
CALENDAR = ("kurs.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


@pytest.fixture(autouse=True)
def _always_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests also run at night; test_night is about that."""
    monkeypatch.setattr(draining, "quiet_until", lambda notice, now: None)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the mail server says to the coming letters; when the list is empty it takes them."""
    coming: list[Exception] = []
    real = posting.Post._send

    def send(self: posting.Post, letter: Letter) -> str:
        if coming:
            raise coming.pop(0)
        return real(self, letter)

    monkeypatch.setattr(posting.Post, "_send", send)
    return coming


def promise(
    cast: Cast, to: str = "ingrid", kind: str = "course_confirmed", key: str = "course:1", **given: Any
) -> None:
    with cast.at(to):
        notify(cast.all[to], kind, FIELDS, "/kurs/1/", key=key, **given)


def row(cast: Cast, channel: str = "email") -> Notice:
    with enter(cast.elvebyen):
        return Notice.objects.get(channel=channel)


def change(cast: Cast, **values: Any) -> None:
    with enter(cast.elvebyen):
        Notice.objects.filter(channel="email").update(**values)


def sent() -> list[Message]:
    return [message.message() for message in mail.outbox]


def test_a_notice_goes_out_with_its_words_and_its_link(cast: Cast) -> None:
    promise(cast, attachments=[CALENDAR])
    drain(cast.elvebyen.pk)
    [letter] = mail.outbox
    assert letter.to == ["Ingrid Solheim <ingrid@elvebyen.example>"]
    assert letter.from_email.startswith("Elvebyen kommune <")
    assert letter.subject == "Du har plass på Introduksjonskurs"
    assert letter.body.startswith(
        "Hei, Ingrid.\n\nVi ses torsdag 26. november kl. 14.00. Kalenderfil ligger ved."
    )
    assert "\nVennlig hilsen\nElvebyen kommune\n" in letter.body
    assert "http://elvebyen.localhost:8000/kurs/1/\n" in letter.body


def test_the_calendar_file_comes_along_as_a_calendar(cast: Cast) -> None:
    promise(cast, attachments=[CALENDAR])
    drain(cast.elvebyen.pk)
    text, calendar = sent()[0].get_payload()
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "REQUEST")
    assert calendar.get_filename() == "kurs.ics"
    assert calendar.get_payload(decode=True).decode() == CALENDAR[2]


def test_a_letter_has_the_same_message_id_each_time_and_says_it_is_automatic(cast: Cast) -> None:
    promise(cast)
    drain(cast.elvebyen.pk)
    [letter] = sent()
    assert letter["Message-ID"] == f"<{row(cast).message_id}@elvebyen.localhost>"
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("language", "subject", "day"),
    [
        ("nb", "Du har plass på Introduksjonskurs", "torsdag 26. november kl. 14.00"),
        ("nn", "Du har plass på Introduksjonskurs", "torsdag 26. november kl. 14.00"),
        ("en", "You have a seat at Introduksjonskurs", "Thursday 26 November at 14:00"),
    ],
)
def test_each_reads_their_own_language(cast: Cast, language: str, subject: str, day: str) -> None:
    with cast.at("ingrid"):
        cast.ingrid.language = language
        cast.ingrid.save()
    promise(cast)
    drain(cast.elvebyen.pk)
    assert mail.outbox[0].subject == subject
    assert day in mail.outbox[0].body


def test_without_a_choice_it_is_the_municipalitys_language(cast: Cast) -> None:
    promise(cast, to="torgeir")
    drain(cast.fjordvik.pk)
    assert "Vennleg helsing\nFjordvik kommune" in mail.outbox[0].body


def test_the_address_is_the_one_of_today(cast: Cast) -> None:
    promise(cast)
    with cast.at("ingrid"):
        cast.ingrid.email = "ny@post.example"
        cast.ingrid.save()
    drain(cast.elvebyen.pk)
    assert mail.outbox[0].to == ["Ingrid Solheim <ny@post.example>"]


def test_a_text_message_comes_to_the_mailbox_of_the_demo(cast: Cast) -> None:
    with cast.at("ingrid"):
        cast.ingrid.channel = "sms"
        cast.ingrid.save()
    promise(cast)
    drain(cast.elvebyen.pk)
    [message] = mail.outbox
    assert message.to == [f"{str(cast.ingrid.phone)[1:]}@sms.invalid"]
    assert message.body.startswith("Du har plass på kurset torsdag 26. november kl. 14.00.")


def test_the_page_shows_what_was_promised_when_it_is_due(cast: Cast) -> None:
    promise(cast, undo_window=True)
    with cast.at("ingrid"):
        assert Notice.objects.inbox(cast.ingrid).count() == 0
        Notice.objects.update(due_at=Now(), try_at=Now())
    drain(cast.elvebyen.pk)
    with cast.at("ingrid"):
        [notice] = Notice.objects.inbox(cast.ingrid)
        assert (notice.title, notice.url, notice.is_unread) == (
            "Du har plass på Introduksjonskurs",
            "/kurs/1/",
            True,
        )
        assert Notice.objects.inbox(cast.solveig).count() == 0
        Notice.objects.inbox(cast.ingrid).mark_read()
        assert Notice.objects.inbox(cast.ingrid).unread().count() == 0


def test_what_was_sent_is_not_kept(cast: Cast) -> None:
    promise(cast, attachments=[CALENDAR])
    drain(cast.elvebyen.pk)
    notice = row(cast)
    assert (notice.state, notice.fields, notice.url, notice.attachments) == ("sent", {}, "", [])


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


def test_what_is_too_late_is_not_sent_and_that_is_seen(cast: Cast) -> None:
    promise(cast, due_at=database_now() - timedelta(days=4))
    drain(cast.elvebyen.pk)
    notice = row(cast)
    assert (mail.outbox, notice.state) == ([], "expired")
    assert notice.trouble == "Det ble for sent å sende meldingen. Ring i stedet."


def test_what_grew_too_late_while_others_were_sent_is_not_claimed(cast: Cast) -> None:
    promise(cast, due_at=database_now() - timedelta(days=4))
    assert draining._claim(cast.elvebyen.pk, ["email", "in_app"]) is None


def test_an_address_that_is_refused_is_not_tried_again(cast: Cast, answers: list) -> None:
    answers.append(Refused("550 no such user"))
    promise(cast, about=cast.solsiden)
    drain(cast.elvebyen.pk)
    drain(cast.elvebyen.pk)
    notice = row(cast)
    assert (mail.outbox, notice.state, notice.attempts) == ([], "failed", 1)
    assert notice.trouble == "Adressen tar ikke imot meldingen vår. Sjekk den med personen."
    with enter(cast.elvebyen):
        assert list(Notice.objects.of(cast.solsiden).undelivered()) == [notice]


def test_without_an_address_left_it_fails_with_a_sentence(cast: Cast) -> None:
    promise(cast)
    with cast.at("ingrid"):
        cast.ingrid.email = ""
        cast.ingrid.save()
    drain(cast.elvebyen.pk)
    assert row(cast).trouble == "Det finnes ingen adresse å sende til. Skriv en, eller ring."


def test_who_asks_us_to_come_back_is_tried_later_and_later(cast: Cast, answers: list) -> None:
    promise(cast, expires_at=database_now() + timedelta(days=9))
    pauses = []
    for _ in draining.BACKOFF:
        answers.append(NotNow("451 greylisted"))
        drain(cast.elvebyen.pk)
        pauses.append(round((row(cast).try_at - database_now()) / timedelta(minutes=1)))
        change(cast, try_at=Now())
    assert [low <= pause <= high for pause, (low, high) in zip(pauses, _spread(), strict=True)] == [True] * 7
    answers.append(NotNow("451 greylisted"))
    drain(cast.elvebyen.pk)
    assert (row(cast).state, row(cast).failure) == ("failed", "gave_up")


def _spread() -> Iterator[tuple[float, float]]:
    return ((minutes * 0.9 - 1, minutes * 1.1 + 1) for minutes in (1, 5, 15, 60, 240, 720, 1440))


def test_a_later_try_leaves_a_mark_for_itself(cast: Cast, answers: list) -> None:
    answers.append(NotNow("451 later"))
    promise(cast)
    drain(cast.elvebyen.pk)
    assert list(DueMark.objects.values_list("due_at", flat=True)) == [row(cast).try_at]


def test_a_fault_of_ours_is_tried_again_too(cast: Cast, answers: list) -> None:
    answers.append(RuntimeError("bug"))
    promise(cast)
    drain(cast.elvebyen.pk)
    assert (row(cast).state, row(cast).detail) == ("pending", "RuntimeError: bug")


def test_when_nobody_answers_no_attempt_is_counted_and_after_five_we_rest(cast: Cast, answers: list) -> None:
    answers += [Away("refused")] * 9
    promise(cast)
    drain(cast.elvebyen.pk)
    notice = row(cast)
    assert (notice.state, notice.attempts, notice.lease_owner) == ("pending", 0, None)
    assert len(answers) == 4
    assert posting.BREAKERS["email"].is_open
    drain(cast.elvebyen.pk)
    assert len(answers) == 4  # resting: nothing is claimed
    assert row(cast, "in_app").state == "sent"  # the page rests for nobody


def test_after_the_rest_it_goes_out(cast: Cast, answers: list) -> None:
    answers += [Away("refused")] * 5
    promise(cast)
    drain(cast.elvebyen.pk)
    posting.BREAKERS["email"].resting_until = 0
    drain(cast.elvebyen.pk)
    assert (len(mail.outbox), row(cast).attempts) == (1, 1)


def test_what_somebody_holds_is_left_alone_until_the_lease_runs_out(cast: Cast) -> None:
    promise(cast)
    change(cast, lease_until=Now() + timedelta(minutes=1), lease_owner=cast.ingrid.pk, attempts=1)
    drain(cast.elvebyen.pk)
    assert mail.outbox == []
    assert due_municipalities() == [cast.elvebyen.pk]  # the mark stays: somebody must come back
    change(cast, lease_until=Now() - timedelta(seconds=1))
    drain(cast.elvebyen.pk)
    assert (len(mail.outbox), row(cast).attempts, due_municipalities()) == (1, 2, [])


def test_what_kills_its_sender_each_time_is_given_up(cast: Cast) -> None:
    promise(cast)
    change(cast, attempts=8)
    drain(cast.elvebyen.pk)
    assert (mail.outbox, row(cast).failure) == ([], "gave_up")


def test_one_broken_notice_does_not_stop_the_others(cast: Cast) -> None:
    promise(cast)
    change(cast, fields={})
    promise(cast, to="solveig")
    drain(cast.elvebyen.pk)
    assert [letter.to for letter in mail.outbox] == [["Solveig Aune <solveig@elvebyen.example>"]]
    with enter(cast.elvebyen):
        assert Notice.objects.get(person=cast.ingrid, channel="email").failure == "broken"


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


def test_a_code_is_sent_on_commit_and_kept_nowhere(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as hooks, enter(cast.elvebyen):
        send_now_on_commit(cast.ingrid, "login_code", {"code": "481 207", "minutes": 10})
        assert (mail.outbox, Notice.objects.count(), DueMark.objects.count()) == ([], 0, 0)
    for hook in hooks:
        hook()
    letters_are_gone()
    [letter] = mail.outbox
    assert letter.subject == "Koden din til Elvebyen kommune"
    assert "Koden er 481 207. Den virker i 10 minutter" in letter.body


def test_a_code_can_be_sent_where_no_municipality_is_entered(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_now_on_commit(
            Address("Drift", email="drift@samspill.example"), "login_code", {"code": "1", "minutes": 9}
        )
    letters_are_gone()
    assert mail.outbox[0].subject == "Koden din til Samspill"


def test_a_code_that_cannot_be_sent_is_not_told_to_the_log(
    cast: Cast, answers: list, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answers.append(Away("connection refused for ingrid@elvebyen.example"))
    with django_capture_on_commit_callbacks(execute=True), enter(cast.elvebyen):
        send_now_on_commit(cast.ingrid, "login_code", {"code": "481207", "minutes": 10})
    letters_are_gone()
    assert [record.getMessage() for record in caplog.records] == ["a login_code could not be sent: Away"]
