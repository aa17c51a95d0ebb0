from datetime import date

import pytest
from django.core.exceptions import ValidationError

from foundation.people.models import Partner, Workplace
from foundation.tenancy.models import Municipality
from tests.cast import Cast


@pytest.mark.parametrize("number", ["", "974760673", "810034882"])
def test_an_organisation_number_with_the_right_check_digit(elvebyen: Municipality, number: str) -> None:
    Partner(name="Koret", organisation_number=number).full_clean(exclude=["municipality"])


@pytest.mark.parametrize("number", ["974760674", "12345", "97476067x", "000000001"])
def test_an_organisation_number_that_is_none(elvebyen: Municipality, number: str) -> None:
    with pytest.raises(ValidationError) as error:
        Partner(name="Koret", organisation_number=number).full_clean(exclude=["municipality"])
    assert error.value.messages == ["Dette er ikke et gyldig organisasjonsnummer. Det har ni siffer."]


def test_a_place_is_open_until_the_day_it_closes(cast: Cast, elvebyen: Municipality) -> None:
    Workplace.objects.filter(pk=cast.solsiden.pk).update(closed_on=date(2026, 12, 1))
    open_ = [
        Workplace.objects.open(day).filter(pk=cast.solsiden.pk).exists()
        for day in (date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert open_ == [True, False]


def test_a_place_is_called_by_its_short_name(cast: Cast) -> None:
    assert (cast.solsiden.short, Workplace(name="Villa Linden", municipality=cast.elvebyen).short) == (
        "Solsiden",
        "Villa Linden",
    )
