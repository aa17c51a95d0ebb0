"""The house's own texts: each reader's language while they stand as shipped, the municipality's words when they do not."""

import pytest
from django.utils.translation import override

from foundation.pages.shipped import in_readers_language, said_title

SHIPPED = {"nb": "Høytlesing", "nn": "Høgtlesing", "en": "Reading aloud"}


@pytest.mark.parametrize("kept", SHIPPED.values())
@pytest.mark.parametrize("language", SHIPPED)
def test_a_text_as_shipped_is_read_in_the_readers_language(kept: str, language: str) -> None:
    with override(language):
        assert in_readers_language(kept, SHIPPED) == SHIPPED[language]


@pytest.mark.parametrize("shipped", [SHIPPED, None])
def test_the_municipalitys_own_words_stay(shipped: dict[str, str] | None) -> None:
    with override("en"):
        assert in_readers_language("Lesestund", shipped) == "Lesestund"


def test_a_language_we_do_not_ship_reads_what_is_kept() -> None:
    with override("se"):
        assert in_readers_language("Høgtlesing", SHIPPED) == "Høgtlesing"


@pytest.mark.parametrize("kept", ["Turvenn", "Turven", "Walking friend"])
def test_a_copied_title_is_known_again(kept: str) -> None:
    with override("en"):
        assert said_title(kept) == "Walking friend"


def test_a_title_of_ones_own_is_nobody_elses() -> None:
    with override("en"):
        assert said_title("Turvenn på tirsdag") == "Turvenn på tirsdag"
