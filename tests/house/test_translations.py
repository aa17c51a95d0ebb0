"""Every sentence of the house has its bokmål and its nynorsk, one each, with the same gaps to fill. English is in the code."""

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
from django.utils import dates, translation
from django.utils.translation.template import templatize

from foundation.audit import words
from tests.house.languages import astray, gaps
from tests.house.tree import ROOT, calls, sources, templates

LANGUAGES = ("nb", "nn")  # English is in the code
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy")
PLACED = ("pgettext", "pgettext_lazy")
PLACED_PLURAL = ("npgettext", "npgettext_lazy")
TEXT = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
CALL = re.compile(rf"\b(n?p?gettext)\(({TEXT}(?:\s*,\s*{TEXT})*)")
ALIAS = re.compile(r"import n?p?gettext\w* as (?!_$)", re.MULTILINE)
NORWEGIAN_LETTERS = {"Norwegian Bokmål"}
#: What is the same word in Norwegian; names of dates and the like have a context and are not words.
SAME = {
    "%(cost)s kroner",
    "Pause",
    "Pause %(until)s.",
    "SMS",
    "Send",
    "Status",
    "administrator",
    "indigo",
    "pause",
    "person",
}


DATE_WORDS = ("MONTHS", "MONTHS_3", "WEEKDAYS", "WEEKDAYS_ABBR")


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
    ours = {saying for _where, saying in [*in_python(), *in_templates()]}
    wrong = [
        f"{first(message)} -> {text}"
        for _path, message in messages(language)
        for text in ill_filled(message, is_ours=Saying(message.context, first(message)) in ours)
    ]

    assert wrong == []


def ill_filled(message: Message, is_ours: bool) -> list[str]:
    """Forms with a gap that the code does not fill, or without one that it does. Of two forms the singular may leave the number out;
    a library's sentence may be said in our own way.
    """
    asked = [gaps(one) for one in (message.id if isinstance(message.id, tuple) else (message.id,))]
    may, must = set().union(*asked), set.intersection(*asked) if is_ours else set()
    return [text for text in filter(None, told(message)) if not must <= gaps(text) <= may]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_are_both_said(language: str) -> None:
    plural = [message for _path, message in messages(language) if isinstance(message.id, tuple)]
    assert plural
    assert [message.id for message in plural if len(told(message)) != 2 or not all(told(message))] == []
    assert [m.id for m in plural if not m.pluralizable] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_as_in_english_is_named(language: str) -> None:
    same = {
        first(message)
        for _path, message in messages(language)
        if not message.context
        and first(message) in told(message)
        and re.search(r"[a-z]", bare(first(message)))
    }
    assert same <= SAME


def bare(text: str) -> str:
    """The text without its gaps: “%(name)s, %(day)s” has no words at all."""
    for gap in gaps(text):
        text = text.replace(gap, "")
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_catalogue_keeps_to_its_language(language: str) -> None:
    wrong = [
        (sorted(words), text)
        for _path, message in messages(language)
        for text in told(message)
        if (words := astray(text, language))
    ]
    assert wrong == []


def test_the_code_speaks_english_and_needs_no_catalogue_for_it() -> None:
    said = {saying.text for _where, saying in [*in_python(), *in_templates()] if saying.text}
    assert [text for text in said if astray(text, "en")] == []
    assert {text for text in said if re.search("[æøåÆØÅ]", text)} <= NORWEGIAN_LETTERS
    assert not (ROOT / "locale" / "en").exists()


@pytest.mark.parametrize(
    ("msgid", "string"),
    [
        ("%(name)s waits", "Nokon ventar"),
        ("%(name)s waits", "%(nmae)s ventar"),
        ("{count} left", "att"),
        ("<b>Stop</b>", "Stopp"),
        (("%(n)s left", "%(n)s left"), ("éin att", "%(n)s att")),
    ],
)
def test_a_lost_gap_is_noticed(msgid: str | tuple[str, str], string: str | tuple[str, str]) -> None:
    assert ill_filled(Message(msgid, string), is_ours=True)


def test_the_languages_of_the_settings_are_the_ones_we_know() -> None:
    assert set(LANGUAGES) <= {code for code, _name in settings.LANGUAGES}


def test_sentences_are_found_in_python_and_in_templates() -> None:
    assert any(saying.text == "Skip to the content" for _where, saying in in_templates())
    assert any(saying.text == "network coordinator" for _where, saying in in_python())


def test_gettext_goes_by_no_other_name_than_the_underscore() -> None:
    """What is called otherwise is found neither here nor by those who translate."""
    hidden = [path for path in sources() if ALIAS.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in hidden] == []


# What the log says


def test_every_verb_of_the_house_has_its_words() -> None:
    """A verb that is put together holds a star where the code puts something in."""
    told: set[str] = set()
    for call in calls("record"):
        spoken = call.argument(1, "verb")
        for node in ast.walk(spoken) if spoken is not None else ():
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
                told.add("".join(parts))
            elif isinstance(node, ast.Constant) and "." in str(node.value):
                told.add(node.value)
    told -= {verb for verb in told if verb.startswith((".", "events.x")) or verb.endswith(".")}
    assert len(told) > 60
    assert sorted(verb for verb in told if not words.known(verb)) == [], "say it in the room's log_words.py"


def test_every_kind_of_reading_has_its_words() -> None:
    kinds = {call.text(3, "what") or "note" for call in calls("read") if len(call.node.args) > 1}
    assert {"page", "log"} <= kinds
    assert {f"read.{kind}" for kind in kinds} <= words.SAID.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_takes_the_place_of_a_month_or_a_weekday(language: str) -> None:
    """Django's dates are looked up by the same words: "May" as a heading made the fifth month "Kan"."""
    with translation.override("en"):
        words = {str(word) for name in DATE_WORDS for word in getattr(dates, name).values()}
    taken = {first(message) for _path, message in messages(language) if message.context is None} & words

    assert len(words) > 30
    assert taken == set()
