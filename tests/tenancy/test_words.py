"""Three term sets, in three languages and whole inflected forms (SYS-02)."""

import pytest
from django.utils import translation

from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from foundation.tenancy.words import FORMS, TERM_SETS, word
from tests.cast import Cast

CODES = set(TERM_SETS["drammen"]) - {"name"}


def test_three_sets_ship_with_the_house_and_name_the_same_things() -> None:
    assert set(TERM_SETS) == {"drammen", "verdighetsenteret", "tonsberg"}
    assert {frozenset(terms) - {"name"} for terms in TERM_SETS.values()} == {frozenset(CODES)}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("term_set", sorted(TERM_SETS))
def test_every_word_has_four_forms_and_a_gender(term_set: str, language: str) -> None:
    for code in CODES:
        forms = TERM_SETS[term_set][code][language]
        assert len(forms) == 5, code
        assert all(forms), code
        assert forms[4] in "mfn", code


@pytest.mark.parametrize(
    ("term_set", "expected"),
    [
        ("drammen", ["frivillighetskontakt", "frivillighetskontakten", "frivillighetskontakter", "nettverkskoordinatoren"]),
        ("verdighetsenteret", ["frivillighetskoordinator", "frivillighetskoordinatoren", "frivillighetskoordinatorer", "rådgiveren"]),
        ("tonsberg", ["frivilligkontakt", "frivilligkontakten", "frivilligkontakter", "frivilligkoordinatoren"]),
    ],
)  # fmt: skip
def test_a_municipality_chooses_its_words(cast: Cast, term_set: str, expected: list[str]) -> None:
    with enter(cast.elvebyen), translation.override("nb"):
        choose("term_set", term_set)
        said = [word("volunteer_contact", form) for form in ("singular", "definite", "plural")]
        assert [*said, word("network_coordinator", "definite")] == expected


def test_the_words_of_one_municipality_are_not_anothers(cast: Cast) -> None:
    with enter(cast.elvebyen):
        choose("term_set", "tonsberg")
    with enter(cast.fjordvik), translation.override("nb"):
        assert word("volunteer_contact") == "frivillighetskontakt"


def test_the_language_of_the_page_decides(cast: Cast) -> None:
    with enter(cast.elvebyen):
        said = {}
        for language in ("nb", "nn", "en", "nb-no"):
            with translation.override(language):
                said[language] = word("workplace", "plural")
    assert said == {
        "nb": "virksomheter",
        "nn": "verksemder",
        "en": "workplaces",
        "nb-no": "virksomheter",
    }


def test_each_form_has_a_name() -> None:
    assert FORMS == ("singular", "definite", "plural", "definite_plural")
