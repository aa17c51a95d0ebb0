"""What people are told about events: once, in the same transaction, and never for what is cancelled."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from foundation.events import kinds
from foundation.events.kinds import Words, describe
from foundation.events.models import Event
from foundation.notices.models import Notice
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.events.conftest import START, Arranged

NOW = START - timedelta(days=7)


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    describe(
        "test_session",
        Words(
            confirmed="course_confirmed",
            waiting="course_waiting_list",
            promoted="course_confirmed",
            moved="course_moved",
            cancelled="course_cancelled",
            reminder="course_reminder",
            fields=lambda event, person: {"course": {"title": event.title, "short_title": event.title}},
            url=lambda event, person: "/min-side/",
        ),
    )
    yield
    kinds._WORDS.pop("test_session")


def mails(event: Event) -> list[tuple[str, str, str]]:
    rows = Notice.objects.of(event).filter(channel="email").select_related("person")
    return sorted((row.kind, row.person.first_name, row.state) for row in rows)


def test_a_place_is_confirmed_with_a_calendar_file(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    event.sign_up(cast.ingrid, by=cast.ingrid, at=NOW)
    assert mails(event) == [
        ("course_confirmed", "Gunnar", "pending"),
        ("course_waiting_list", "Ingrid", "pending"),
    ]
    confirmed, waiting = (
        Notice.objects.get(kind=kind, channel="email") for kind in ("course_confirmed", "course_waiting_list")
    )
    [(name, mime, text)] = confirmed.letter().attachments
    assert (name, mime) == ("samspill.ics", "text/calendar; method=REQUEST; charset=utf-8")
    assert f"UID:{event.pk}@samspill" in text
    assert waiting.attachments == []


def test_who_moves_up_is_told_and_who_left_hears_no_more(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    for person in (cast.gunnar, cast.ingrid):
        event.sign_up(person, by=person, at=NOW)
    event.cancel_place(cast.gunnar, by=cast.gunnar)
    assert mails(event) == [
        ("course_confirmed", "Gunnar", "cancelled"),
        ("course_confirmed", "Ingrid", "pending"),
        ("course_waiting_list", "Ingrid", "pending"),
    ]


def test_a_move_takes_back_what_waits_and_tells_everybody_each_time(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    for person in (cast.gunnar, cast.ingrid):
        event.sign_up(person, by=person, at=NOW)
    for day in (1, 2):
        later = START + timedelta(days=day)
        event.move(by=cast.kari, starts_at=later, ends_at=later + timedelta(hours=1), at=NOW)
    pending = [(kind, name) for kind, name, state in mails(event) if state == "pending"]
    assert pending == [("course_moved", "Gunnar"), ("course_moved", "Ingrid")]
    newest = Notice.objects.pending().filter(channel="email").first()
    assert "SEQUENCE:2" in newest.letter().attachments[0][2]


def test_a_cancelled_event_tells_and_takes_itself_out(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    event.cancel(by=cast.kari)
    assert mails(event) == [
        ("course_cancelled", "Gunnar", "pending"),
        ("course_confirmed", "Gunnar", "cancelled"),
    ]
    told = Notice.objects.get(kind="course_cancelled", channel="email")
    assert "METHOD:CANCEL" in told.letter().attachments[0][2]
    assert told.fields["sender.first_name"] == "Kari"


def test_a_kind_without_words_writes_nothing(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged(kind="quiet")
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    event.cancel(by=cast.kari)
    assert not Notice.objects.exists()


def test_a_refused_sign_up_promises_nothing(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event, over = arranged(), arranged()
    event.sign_up(cast.ingrid, by=cast.ingrid, at=NOW)
    with pytest.raises(ValidationError):
        over.sign_up(cast.ingrid, by=cast.ingrid, at=over.ends_at + timedelta(minutes=1))
    assert (len(mails(event)), len(mails(over))) == (1, 0)
