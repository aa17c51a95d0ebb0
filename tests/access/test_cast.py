"""The cast itself: loaded once, rolled back, and made again beside transactional tests."""

import pytest

from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast


def test_everybody_is_there(cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert Person.objects.count() == 12
        assert cast.member("kari").held == {"volunteer_contact": {cast.solsiden.pk, cast.hagebyen.pk}}
    with enter(cast.fjordvik):
        assert Person.objects.count() == 3


def test_a_changed_row_is_rolled_back_first(cast: Cast, elvebyen: Municipality) -> None:
    Person.objects.filter(pk=cast.kari.pk).update(name="Somebody else")
    cast.kari.name = "Somebody else"


def test_a_changed_row_is_rolled_back_then(cast: Cast, elvebyen: Municipality) -> None:
    assert cast.kari.name == "Kari Nygård"
    assert Person.objects.get(pk=cast.kari.pk).name == "Kari Nygård"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_the_cast_is_there_in_a_transactional_test(turn: int, cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert cast.member("marit").held == {"network_coordinator": {cast.elvebyen.pk}}
