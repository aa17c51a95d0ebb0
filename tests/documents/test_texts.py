"""The house's own texts: every field they use exists, in every language alike."""

import pytest

from foundation.documents.merging import fields_in
from foundation.documents.texts import LANGUAGES, clauses, known_fields, laws, texts

KINDS = sorted({kind for kind, _language in texts()})


def test_twenty_three_kinds_in_three_languages() -> None:
    assert len(KINDS) == 23
    assert set(texts()) == {(kind, language) for kind in KINDS for language in LANGUAGES}


@pytest.mark.parametrize(("kind", "language"), list(texts()))
def test_a_text_uses_exactly_the_fields_it_declares(kind: str, language: str) -> None:
    text = texts()[kind, language]
    assert fields_in(text.body) == set(text.declared)


@pytest.mark.parametrize("kind", KINDS)
def test_the_languages_have_the_same_shape(kind: str) -> None:
    shapes = [
        [
            line.split(" ")[0]
            for line in texts()[kind, language].body.splitlines()
            if line.startswith(("#", "|"))
        ]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1] == shapes[2]


def test_every_clause_and_law_is_known_in_each_language() -> None:
    for variants in clauses().values():
        for words in variants.values():
            assert set(LANGUAGES) <= set(words)
    assert {f"law.{code}" for code in laws()} >= {name for name in known_fields() if name.startswith("law.")}
    assert {f"clause.{code}" for code in clauses()} >= {n for n in known_fields() if n.startswith("clause.")}
