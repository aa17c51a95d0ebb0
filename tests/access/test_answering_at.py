"""Who answers at many places is who answers at each of them."""

from datetime import date

import pytest

from foundation.access.models import Appointment, Handover
from foundation.access.roles import answering, answering_at
from foundation.people.models import Workplace
from foundation.tenancy.models import Municipality
from tests.cast import Cast

TODAY = date(2026, 11, 24)


@pytest.fixture
def changed(cast: Cast, elvebyen: Municipality) -> None:
    """Kari has handed over to Jonas and then to Eirik, Eirik's own place is vacant, and a deputy acts at Hagebyen."""
    kari, jonas, eirik = (Appointment.objects.get(person=one) for one in (cast.kari, cast.jonas, cast.eirik))
    for to in (cast.jonas, cast.eirik):
        Handover(appointment=kari, to=to, starts_on=TODAY).make(by=cast.kari)
    Handover(appointment=kari, to=cast.anne, starts_on=date(2026, 12, 1)).make(by=cast.kari)
    for one in (jonas, eirik):
        one.end(by=cast.marit, on=date(2026, 11, 1))
    Appointment(person=cast.anne, role="deputy_contact", workplace=cast.hagebyen, starts_on=TODAY).appoint(
        by=cast.marit
    )


@pytest.mark.usefixtures("changed")
def test_many_answers_are_the_same_as_one_by_one(cast: Cast) -> None:
    places = list(Workplace.objects.all())
    assert answering_at(places, TODAY) == {place.pk: answering(place, TODAY) for place in places}
    assert answering_at([cast.solsiden, cast.hagebyen, cast.elvebredden], TODAY) == {
        cast.solsiden.pk: cast.eirik,
        cast.hagebyen.pk: cast.anne,
        cast.elvebredden.pk: cast.marit,
    }
