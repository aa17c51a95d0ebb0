"""A municipality's own values: declared by rooms, kept behind the wall, limits looked after."""

import pytest
from django.core.exceptions import ValidationError

from foundation.tenancy.context import enter
from foundation.tenancy.models import Setting
from foundation.tenancy.settings import DECLARED, choose, declare, setting
from tests.cast import Cast


def test_a_setting_has_its_default_until_it_is_chosen(cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert setting("recommended_pct_contact") == 40
        choose("recommended_pct_contact", 30)
        assert setting("recommended_pct_contact") == 30
        choose("recommended_pct_contact", 35)
        assert (setting("recommended_pct_contact"), Setting.objects.count()) == (35, 1)
    with enter(cast.fjordvik):
        assert setting("recommended_pct_contact") == 40


@pytest.mark.parametrize(
    ("code", "value", "sentence"),
    [
        ("recommended_pct_contact", -1, "Velg minst 0."),
        ("recommended_pct_contact", 101, "Velg høyst 100."),
        ("recommended_pct_contact", "40", "Denne verdien er av feil slag."),
        ("recommended_pct_contact", True, "Denne verdien er av feil slag."),
        ("term_set", "kristiansand", "Velg en av verdiene i lista."),
    ],
)
def test_nonsense_is_refused_in_a_sentence(cast: Cast, code: str, value: object, sentence: str) -> None:
    with enter(cast.elvebyen), pytest.raises(ValidationError) as error:
        choose(code, value)
    assert error.value.messages == [sentence]
    with enter(cast.elvebyen):
        assert Setting.objects.count() == 0


def test_an_unknown_setting_is_a_mistake(cast: Cast) -> None:
    with enter(cast.elvebyen), pytest.raises(KeyError):
        setting("no_such_setting")


def test_a_setting_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare("term_set", default="", label="")


def test_every_default_is_one_of_its_own_values() -> None:
    for declared in DECLARED.values():
        declared.check(declared.default)
