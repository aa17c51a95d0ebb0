"""Who answers for a place today (CON-02, CON-08, VOL-19)."""

from datetime import date, timedelta

from foundation.access.models import Appointment, Handover
from foundation.access.roles import answering, answering_at, contact_of, coordinator, watch
from foundation.tenancy.models import Municipality
from tests.cast import BEGAN, Cast

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def ended(person: object, on: date = TODAY - DAY) -> None:
    Appointment.objects.get(person=person).end(by=None, on=on)


def test_the_contact_answers(cast: Cast, elvebyen: Municipality) -> None:
    assert contact_of(cast.solsiden, TODAY).person == cast.kari
    assert answering(cast.solsiden, TODAY) == cast.kari
    here = watch(cast.solsiden, TODAY)
    assert (here.deputy, here.manager.person) == (cast.jonas, cast.berit)
    assert coordinator(TODAY) == cast.marit


def test_the_longest_serving_of_two_contacts_answers(cast: Cast, elvebyen: Municipality) -> None:
    Appointment(
        person=cast.anne, role="volunteer_contact", workplace=cast.solsiden, starts_on=BEGAN + DAY
    ).appoint(by=None)
    assert answering(cast.solsiden, TODAY) == cast.kari


def test_whoever_took_over_answers_while_it_lasts(cast: Cast, elvebyen: Municipality) -> None:
    Handover(
        appointment=contact_of(cast.solsiden, TODAY), to=cast.anne, starts_on=TODAY, ends_on=TODAY + DAY
    ).make(by=cast.kari)
    days = (TODAY - DAY, TODAY, TODAY + DAY, TODAY + 2 * DAY)
    assert [answering(cast.solsiden, day) for day in days] == [cast.kari, cast.anne, cast.anne, cast.kari]


def test_without_a_contact_an_acting_deputy_answers_and_else_the_coordinator(
    cast: Cast, elvebyen: Municipality
) -> None:
    ended(cast.kari)
    assert contact_of(cast.solsiden, TODAY) is None
    assert answering(cast.solsiden, TODAY) == cast.marit
    Appointment(person=cast.anne, role="deputy_contact", workplace=cast.solsiden, starts_on=TODAY).appoint(
        by=None
    )
    assert (watch(cast.solsiden, TODAY).deputy, answering(cast.solsiden, TODAY)) == (cast.anne, cast.anne)


def test_with_nobody_at_all_nobody_answers(cast: Cast, elvebyen: Municipality) -> None:
    ended(cast.kari)
    ended(cast.marit)
    assert (answering(cast.solsiden, TODAY), coordinator(TODAY)) == (None, None)


def test_a_new_contact_answers_from_the_first_day(cast: Cast, elvebyen: Municipality) -> None:
    ended(cast.kari, on=TODAY)
    Appointment(
        person=cast.anne, role="volunteer_contact", workplace=cast.solsiden, starts_on=TODAY + DAY
    ).appoint(by=None)
    assert [answering(cast.solsiden, day) for day in (TODAY, TODAY + DAY)] == [cast.kari, cast.anne]


def test_asking_for_many_places_is_asking_for_each(cast: Cast, elvebyen: Municipality) -> None:
    ended(cast.eirik)
    Handover(appointment=contact_of(cast.solsiden, TODAY), to=cast.anne, starts_on=TODAY).make(by=cast.kari)
    places = [cast.solsiden, cast.hagebyen, cast.elvebredden]
    assert answering_at(places, TODAY) == {place.pk: answering(place, TODAY) for place in places}
