"""What does not arrive is tried again where that helps, given up where it does not, and seen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now

from foundation.notices import drain as draining
from foundation.notices import posting
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.errors import Away, NotNow, Refused
from foundation.notices.models import DueMark, Notice
from foundation.notices.models.mark import due_municipalities
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.notices.promises import answers, change, promise, row

__all__ = ["answers"]
pytestmark = pytest.mark.usefixtures("daytime")


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
