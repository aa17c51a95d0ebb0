"""What became of a message, told where somebody waits for it: with a real mail server that takes it, refuses it or asks us to wait."""

from datetime import date, datetime, timedelta
from datetime import time as clock_time

import pytest
from django.utils import timezone

from foundation.notices.clock import database_now
from foundation.notices.delivery import delivery, newest, newest_beside
from foundation.notices.drain import drain
from foundation.notices.models import Notice
from foundation.notices.outbox import notify
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.notices.test_mail import Sink, sink

__all__ = ["sink"]
FIELDS = {"course": {"title": "Introduksjonskurs"}, "day": date(2026, 11, 26), "time": clock_time(14)}
UNKNOWN = "550 5.1.1 no mailbox by that name"


def write(cast: Cast, key: str = "1", **given: datetime) -> Notice:
    with cast.at("ingrid"):
        notify(cast.ingrid, "course_confirmed", FIELDS, "/", key=key, **given)
    drain(cast.elvebyen.pk)
    with cast.at("ingrid"):
        return Notice.objects.get(key=key, channel="email")


def told(cast: Cast) -> tuple[str, str]:
    with cast.at("ingrid"):
        found = delivery(cast.ingrid, "course_confirmed")
        return (found.state, str(found.text)) if found else ("", "")


def trouble(cast: Cast) -> str:
    with cast.at("ingrid"):
        ingrid = Person.objects.annotate(messages=newest_beside("pk")).get(pk=cast.ingrid.pk)
        _last, found = newest(ingrid.messages)
        return str(found.text) if found else ""


def test_it_says_when_it_was_sent(cast: Cast, sink: Sink) -> None:
    notice = write(cast)
    yesterday = timezone.make_aware(
        datetime.combine(timezone.localdate() - timedelta(days=1), clock_time(14, 2))
    )
    with cast.at("ingrid"):
        Notice.objects.filter(pk=notice.pk).update(sent_at=yesterday)
    assert told(cast) == ("done", "Sendt i går kl. 14.02")
    assert trouble(cast) == ""


@pytest.mark.parametrize(
    ("answer", "failure", "words"),
    [
        (UNKNOWN, "no_such", "Kom ikke fram: adressen finnes ikke."),
        ("550 who is that", "no_such", "Kom ikke fram: adressen finnes ikke."),
        ("550 5.7.1 policy", "refused", "Kom ikke fram: adressen tar ikke imot."),
        ("552 5.2.2 mailbox full for good", "refused", "Kom ikke fram: adressen tar ikke imot."),
    ],
)
def test_what_is_refused_for_good_says_why_and_keeps_the_servers_words(
    cast: Cast, sink: Sink, answer: str, failure: str, words: str
) -> None:
    sink.rcpt = answer
    notice = write(cast)
    assert (notice.state, notice.failure, notice.attempts) == ("failed", failure, 1)
    assert notice.detail == answer.partition(" ")[2]
    assert notice.email == "ingrid@elvebyen.example"
    assert told(cast) == ("late", words)
    assert trouble(cast) == words


def test_what_is_refused_for_now_is_tried_again_and_is_no_trouble_with_the_address(
    cast: Cast, sink: Sink
) -> None:
    sink.rcpt = "450 4.2.2 mailbox full"
    notice = write(cast)
    assert (notice.state, notice.detail) == ("pending", "NotNow: 4.2.2 mailbox full")
    state, text = told(cast)
    assert state == "soon"
    assert text.startswith("Ikke framme ennå: mottakeren ber oss vente. Vi prøver igjen ")
    assert trouble(cast) == ""
    sink.rcpt = "250 OK"
    with cast.at("ingrid"):
        Notice.objects.filter(pk=notice.pk).update(try_at=database_now())
    drain(cast.elvebyen.pk)
    assert told(cast)[0] == "done"


def test_a_letter_that_arrived_afterwards_ends_the_trouble(cast: Cast, sink: Sink) -> None:
    sink.rcpt = UNKNOWN
    write(cast)
    assert trouble(cast)
    sink.rcpt = "250 OK"
    write(cast, key="2")
    assert trouble(cast) == ""


def test_a_new_address_ends_the_trouble_and_the_old_one_brings_it_back(cast: Cast, sink: Sink) -> None:
    sink.rcpt = UNKNOWN
    write(cast)
    for address, lost in (("ny@post.example", False), ("ingrid@elvebyen.example", True)):
        with cast.at("ingrid"):
            cast.ingrid.email = address
            cast.ingrid.save()
        assert bool(trouble(cast)) is lost


def test_what_waits_for_its_day_says_when(cast: Cast, sink: Sink) -> None:
    due = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), clock_time(10)))
    write(cast, due_at=due)
    assert told(cast) == ("planned", "Går ut i morgen kl. 10.00")


def test_what_was_taken_back_is_not_spoken_of(cast: Cast, sink: Sink) -> None:
    notice = write(cast)
    with enter(cast.elvebyen):
        Notice.objects.filter(pk=notice.pk).update(state="cancelled")
    assert told(cast) == ("", "")
