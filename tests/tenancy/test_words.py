"""Three term sets, in three languages and whole inflected forms; and the municipality's own words (SYS-02)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from foundation.tenancy.context import enter
from foundation.tenancy.models import OwnWord
from foundation.tenancy.roles import ROLES
from foundation.tenancy.settings import choose
from foundation.tenancy.words import (
    EVERY_FORM,
    FORMS,
    LANGUAGES,
    Word,
    choose_word,
    codes,
    own_words,
    sets,
    standard,
    title_lazy,
    word,
)
from tests.cast import Cast

VENN = Word("frivilligvenn", "frivilligvennen", "frivilligvenner", "frivilligvennene", "m")


def test_three_sets_ship_with_the_house() -> None:
    assert set(sets()) == {"drammen", "verdighetsenteret", "tonsberg"}


def test_every_role_every_part_of_the_model_and_every_kind_of_place_has_a_word() -> None:
    assert set(ROLES) | {"volunteer", "recipient"} == set(codes("role"))
    assert set(codes("element")) >= {"forum", "handbook", "intro_course", "culture_building", "cross_sector"}
    assert set(codes("place")) == {"workplace", "department", "district", "sector"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("term_set", sorted(sets()))
def test_every_word_has_four_forms_and_a_gender(term_set: str, language: str) -> None:
    for code in codes():
        found = standard(term_set, code, language)
        assert all(found), code
        assert found.gender in "mfn", code
        assert all(found.form(form, language) for form in EVERY_FORM), code


@pytest.mark.parametrize(
    ("gender", "language", "said"),
    [
        ("m", "nb", "en vert, verten din"),
        ("f", "nb", "ei vert, verten di"),
        ("n", "nn", "eit vert, verten ditt"),
        ("n", "en", "a vert, your vert"),
    ],
)
def test_the_gender_gives_the_article_and_the_owner(gender: str, language: str, said: str) -> None:
    host = Word("vert", "verten", "verter", "vertene", gender)
    assert f"{host.form('indefinite', language)}, {host.form('yours', language)}" == said


def test_english_says_an_before_a_vowel() -> None:
    assert standard("drammen", "employee", "en").form("indefinite", "en") == "an employee"


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


def test_an_own_word_goes_before_the_set_in_its_language_and_its_municipality_only(cast: Cast) -> None:
    with enter(cast.elvebyen):
        choose_word("volunteer_contact", "nb", VENN)
        said = {}
        for language in LANGUAGES:
            with translation.override(language):
                said[language] = word("volunteer_contact", "definite")
    assert said == {
        "nb": "frivilligvennen",
        "nn": "frivilligheitskontakten",
        "en": "the volunteer contact",
    }
    with enter(cast.fjordvik), translation.override("nb"):
        assert (word("volunteer_contact"), own_words()) == ("frivillighetskontakt", {})


def test_a_changed_word_is_used_at_once_and_the_standard_word_comes_back(cast: Cast) -> None:
    with enter(cast.elvebyen), translation.override("nb"):
        title = title_lazy("volunteer_contact", "plural")  # made once, as in a menu
        assert str(title) == "Frivillighetskontakter"
        choose_word("volunteer_contact", "nb", VENN)
        assert str(title) == "Frivilligvenner"
        choose_word("volunteer_contact", "nb", None)
        assert (str(title), OwnWord.objects.count()) == ("Frivillighetskontakter", 0)


def test_a_word_is_kept_once(cast: Cast) -> None:
    with enter(cast.elvebyen):
        choose_word("volunteer_contact", "nb", VENN)
        choose_word("volunteer_contact", "nb", VENN._replace(gender="f"))
        assert OwnWord.objects.get().gender == "f"
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnWord.objects.create(code="volunteer_contact", language="nb", **VENN._asdict())


def test_where_nobody_is_entered_the_first_set_speaks() -> None:
    with translation.override("nb"):
        assert word("volunteer_contact") == "frivillighetskontakt"
