"""Every sentence of the house has its bokmål, one only, with the same gaps to fill."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from tests.house.tree import ROOT, calls, sources, templates

LANGUAGES = ("nb", "nn")  # English is in the code
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy")
PLACED = ("pgettext", "pgettext_lazy")
PLACED_PLURAL = ("npgettext", "npgettext_lazy")
TEXT = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
CALL = re.compile(rf"\b(n?p?gettext)\(({TEXT}(?:\s*,\s*{TEXT})*)")
ALIAS = re.compile(r"import n?p?gettext\w* as (?!_$)", re.MULTILINE)
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Saying(NamedTuple):
    context: str | None
    text: str


def in_python() -> Iterator[tuple[str, Saying]]:
    for call in calls(*PLAIN, *PLURAL, *PLACED, *PLACED_PLURAL):
        placed = call.name in PLACED + PLACED_PLURAL
        if (text := call.text(1 if placed else 0, "message")) is not None:
            yield str(call), Saying(call.text(0, "context") if placed else None, text)


def in_templates() -> Iterator[tuple[str, Saying]]:
    for path in templates():
        for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
            texts = ast.literal_eval(f"[{arguments}]")
            yield str(path.relative_to(ROOT)), Saying(*(texts[:2] if "p" in name else (None, texts[0])))


@cache
def catalogues(language: str) -> dict[Path, Catalog]:
    return {path: read_po(path.open("rb")) for path in (ROOT / "locale" / language).rglob("*.po")}


def messages(language: str) -> Iterator[tuple[Path, Message]]:
    for path, catalogue in catalogues(language).items():
        yield from ((path, message) for message in catalogue if message.id)


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def told(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = {Saying(m.context, first(m)) for _path, m in messages(language) if all(told(m)) and not m.fuzzy}
    said = [*in_python(), *in_templates()]
    missing = {f"{where}: {saying.text}" for where, saying in said if saying.text and saying not in known}

    assert len(said) > 100
    assert sorted(missing) == [], f"write them in locale/{language}/LC_MESSAGES/django.po"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_translated_in_one_way(language: str) -> None:
    ways = defaultdict(set)
    for _path, message in messages(language):
        if all(told(message)):
            ways[Saying(message.context, first(message))].add(told(message))

    assert {saying.text: ways for saying, ways in ways.items() if len(ways) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_its_sentence(language: str) -> None:
    wrong, ours = [], {saying for _where, saying in [*in_python(), *in_templates()]}
    for path, message in messages(language):
        ids = {message.id} if isinstance(message.id, str) else set(message.id)
        gaps = {gap for one in ids for gap in GAP.findall(one)}
        always = set.intersection(*(set(GAP.findall(one)) for one in ids))
        if Saying(message.context, first(message)) not in ours:
            always = set()  # a library's sentence that we say in our own way
        for text in filter(None, told(message)):
            if not always <= set(GAP.findall(text)) <= gaps:
                wrong.append(f"{path.name}: {first(message)} -> {text}")

    assert wrong == []


def test_the_languages_of_the_settings_are_the_ones_we_know() -> None:
    assert set(LANGUAGES) <= {code for code, _name in settings.LANGUAGES}


def test_sentences_are_found_in_python_and_in_templates() -> None:
    assert any(saying.text == "Skip to the content" for _where, saying in in_templates())
    assert any(saying.text == "network coordinator" for _where, saying in in_python())


def test_gettext_goes_by_no_other_name_than_the_underscore() -> None:
    """What is called otherwise is found neither here nor by those who translate."""
    hidden = [path for path in sources() if ALIAS.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in hidden] == []
