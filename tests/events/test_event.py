"""Places, the waiting list, and what happens to people when an event is moved or cancelled."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.audit.models import Entry
from foundation.events.models import Event, Participation
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.events.conftest import START, Arranged

NOW = START - timedelta(days=7)


def states(event: Event) -> dict[str, str]:
    return {p.person.first_name: p.state for p in event.participations.select_related("person")}


def test_a_place_is_taken_and_written_down(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged(capacity=2)
    mine = event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    assert (mine.state, event.taken, event.capacity) == ("signed_up", 1, 2)
    entry = Entry.objects.get(verb="events.signed_up")
    assert (entry.actor_name, entry.about_id) == ("Gunnar Hauge", cast.gunnar.pk)


def test_signing_up_twice_is_once(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged(capacity=2)
    first = event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    assert event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW) == first
    assert event.taken == 1


def test_who_comes_when_it_is_full_waits_in_order(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    for minute, person in enumerate((cast.gunnar, cast.ingrid, cast.solveig)):
        event.sign_up(person, by=person, at=NOW + timedelta(minutes=minute))
    assert states(event) == {"Gunnar": "signed_up", "Ingrid": "waiting", "Solveig": "waiting"}
    event.cancel_place(cast.gunnar, by=cast.gunnar)
    assert states(event) == {"Gunnar": "cancelled", "Ingrid": "signed_up", "Solveig": "waiting"}
    assert event.taken == 1


def test_leaving_the_waiting_list_frees_no_place(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    event.sign_up(cast.ingrid, by=cast.ingrid, at=NOW)
    event.cancel_place(cast.ingrid, by=cast.ingrid)
    assert (event.taken, states(event)["Gunnar"]) == (1, "signed_up")


def test_whoever_left_may_come_back_at_the_end(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    for person in (cast.gunnar, cast.ingrid):
        event.sign_up(person, by=person, at=NOW)
    event.cancel_place(cast.gunnar, by=cast.gunnar)
    assert event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW).state == "waiting"
    assert Participation.objects.filter(person=cast.gunnar).count() == 2


def test_an_invitation_takes_no_place_until_it_is_accepted(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    event.invite(cast.gunnar, by=cast.kari, at=NOW)
    assert event.taken == 0
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    assert (event.taken, states(event)) == (1, {"Gunnar": "signed_up"})


def test_no_thanks_to_an_invitation(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged()
    event.invite(cast.gunnar, by=cast.kari, at=NOW)
    event.decline(cast.gunnar, by=cast.gunnar)
    assert states(event) == {"Gunnar": "declined"}


def test_more_places_let_those_who_wait_in(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged(capacity=1)
    for person in (cast.gunnar, cast.ingrid, cast.solveig):
        event.sign_up(person, by=person, at=NOW)
    event.resize(2, by=cast.kari)
    assert states(event) == {"Gunnar": "signed_up", "Ingrid": "signed_up", "Solveig": "waiting"}
    event.resize(None, by=cast.kari)
    assert event.taken == 3


def test_fewer_places_than_are_taken_is_refused(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=2)
    for person in (cast.gunnar, cast.ingrid):
        event.sign_up(person, by=person, at=NOW)
    with pytest.raises(ValidationError):
        event.resize(1, by=cast.kari)
    event.refresh_from_db()
    assert event.capacity == 2


def test_the_database_refuses_a_place_too_many(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1, taken=1)
    with pytest.raises(IntegrityError, match="event_not_overbooked"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(taken=2)


def test_the_database_refuses_two_places_for_one(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    with pytest.raises(IntegrityError, match="participation_once"), transaction.atomic():
        Participation.objects.create(event=event, person=cast.gunnar, state="waiting")


def test_what_is_cancelled_or_over_takes_nobody(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    with pytest.raises(ValidationError):
        event.sign_up(cast.gunnar, by=cast.gunnar, at=event.ends_at + timedelta(minutes=1))
    event.cancel(by=cast.kari)
    with pytest.raises(ValidationError):
        event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    assert not event.participations.exists()


def test_moving_raises_the_sequence_and_keeps_the_places(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(capacity=1)
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    later = START + timedelta(days=1)
    event.move(by=cast.kari, starts_at=later, ends_at=later + timedelta(hours=1), place="Rådhuset", at=NOW)
    assert (event.sequence, event.starts_at, event.place, event.taken) == (1, later, "Rådhuset", 1)


def test_an_end_before_the_start_is_refused(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged()
    with pytest.raises(ValidationError):
        event.move(by=cast.kari, starts_at=START, ends_at=START - timedelta(hours=1), at=NOW)
    event.refresh_from_db()
    assert event.sequence == 0


def test_cancelling_twice_is_once(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged()
    event.cancel(by=cast.kari)
    event.cancel(by=cast.kari)
    assert (event.is_cancelled, event.sequence) == (True, 1)
    assert Entry.objects.filter(verb="events.cancelled").count() == 1


def test_attendance_is_marked_and_unmarked(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged()
    event.sign_up(cast.gunnar, by=cast.gunnar, at=NOW)
    assert event.mark(cast.gunnar, True, by=cast.kari).attended is True
    unmarked = event.mark(cast.gunnar, None, by=cast.kari)
    assert (unmarked.attended, unmarked.attended_at) == (None, None)
    with pytest.raises(ValidationError):
        event.mark(cast.ingrid, True, by=cast.kari)


def test_a_neighbour_cannot_be_signed_up(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    event = arranged()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.sign_up(cast.torgeir, by=cast.kari, at=NOW)
    assert not event.participations.exists()
