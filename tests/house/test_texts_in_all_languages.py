"""Every text of ours exists in bokmål, nynorsk and English: written, of the same shape, with the same gaps, in its own words."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import yaml
from django.conf import settings

from foundation.documents.texts import texts as papers
from tests.house.languages import LANGUAGES, astray, gaps
from tests.house.tree import ROOMS, ROOT

FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.yaml"))
#: The names of languages are names.
NAMES = {"Kven", "Norwegian (Bokmål)"}


class Said(NamedTuple):
    where: str
    ways: dict[str, Any]  # language -> text, list of texts or texts by name


def said(value: Any, where: str) -> Iterator[Said]:
    """Wherever a mapping has a language among its keys, something is said."""
    if isinstance(value, dict):
        if ways := {key: value[key] for key in LANGUAGES if key in value}:
            yield Said(where, ways)
        for key, inner in value.items():
            if key not in LANGUAGES:
                yield from said(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            name = inner.get("code") or inner.get("key") if isinstance(inner, dict) else ""
            yield from said(inner, f"{where}.{name or number}")


def in_files() -> list[Said]:
    found = []
    for path in FILES:
        name = str(path.relative_to(ROOT))
        found += said(yaml.safe_load(path.read_text(encoding="utf-8")), name)
    return found


def shape(value: Any) -> Any:
    """What there is to say, without the words: the same in every language."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return sorted(gaps(value)) if value else None


def told(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from told(inner)


SAID = in_files()


def test_we_speak_the_languages_that_can_be_chosen() -> None:
    assert tuple(code for code, _name in settings.LANGUAGES) == LANGUAGES


@pytest.mark.parametrize("file", [str(path.relative_to(ROOT)) for path in FILES])
def test_each_file_says_something(file: str) -> None:
    """Or the tests below would be content with nothing."""
    assert any(one.where.startswith(file) for one in SAID)


def test_everything_is_said_in_every_language() -> None:
    assert [one.where for one in SAID if set(one.ways) != set(LANGUAGES)] == []


def test_every_language_says_as_much_with_the_same_gaps() -> None:
    wrong = [one.where for one in SAID if len({str(shape(way)) for way in one.ways.values()}) > 1]
    assert wrong == []


def test_every_text_is_in_its_own_language() -> None:
    wrong = [
        (one.where, language, sorted(words), text)
        for one in SAID
        for language, way in one.ways.items()
        for text in told(way)
        if text not in NAMES and (words := astray(text, language))
    ]
    assert wrong == []


def test_no_english_text_has_norwegian_letters() -> None:
    wrong = [text for one in SAID for text in told(one.ways["en"]) if re.search("[æøåÆØÅ]", text)]
    assert [text for text in wrong if text not in NAMES] == []


# Papers


def body_shape(body: str) -> list[str]:
    """The marks at the start of each line: headings, points, boxes to tick, quotes, table rows."""
    return [re.match(r"#+ |- \[ \] |- |\d+\. |> |\||", line)[0] for line in body.splitlines()]


def fields(body: str) -> set[str]:
    """The merge fields; of the municipality's own words only which, since each language inflects in its own way."""
    return {re.sub(r"^(word\.\w+)\.\w+$", r"\1", name) for name in re.findall(r"\{([a-z_.]+)\}", body)}


KINDS = sorted({kind for kind, _language in papers()})


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_the_same_paper_in_every_language(kind: str) -> None:
    ours = [papers()[kind, language] for language in LANGUAGES]
    assert len({tuple(body_shape(text.body)) for text in ours}) == 1
    assert len({frozenset(fields(text.body)) for text in ours}) == 1


@pytest.mark.parametrize(("kind", "language"), sorted(papers()))
def test_a_paper_is_in_its_own_language(kind: str, language: str) -> None:
    text = papers()[kind, language]
    assert astray(f"{text.title}\n{text.body}", language) == set()


# The tests themselves


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Kva gjer eg om noko skjer?", "nb", {"kva", "gjer", "eg", "noko"}),
        ("Hva gjør jeg hvis noe skjer?", "nn", {"hva", "gjør", "jeg", "hvis", "noe"}),
        ("Kontakten er på plass", "en", {"er", "på"}),
        ("What do I do if something happens?", "en", set()),
    ],
)
def test_a_text_in_the_wrong_language_is_noticed(text: str, language: str, words: set[str]) -> None:
    assert astray(text, language) == words


def test_what_is_missing_is_noticed() -> None:
    half = list(said({"text": {"nb": "Hei, {name}", "nn": "Hei"}}, "x"))
    assert set(half[0].ways) != set(LANGUAGES)
    assert len({str(shape(way)) for way in half[0].ways.values()}) == 2
