"""The municipality's words: which word it uses for a role, a place or a part of the model (SYS-02).

Three sets ship with the house (`texts/terms.yaml`); a municipality may replace any word by its own. Each word has four forms
and a gender per language. Sentences take whole forms: those four, and those that follow from them.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language

FORMS = ("singular", "definite", "plural", "definite_plural")
LANGUAGES = ("nb", "nn", "en")
KINDS = ("role", "element", "place")
_ARTICLES = {
    "nb": {"m": "en", "f": "ei", "n": "et"},
    "nn": {"m": "ein", "f": "ei", "n": "eit"},
}
_YOURS = {"m": "din", "f": "di", "n": "ditt"}


class Word(NamedTuple):
    """One word in one language, in the order of `FORMS`."""

    singular: str
    definite: str
    plural: str
    definite_plural: str
    gender: str

    def form(self, name: str, language: str) -> str:
        return _DERIVED[name](self, language) if name in _DERIVED else getattr(self, name)


def _indefinite(word: Word, language: str) -> str:
    """ "en frivilligkontakt", "an employee"."""
    if language == "en":
        return f"{'an' if word.singular[:1].lower() in 'aeiou' else 'a'} {word.singular}"
    return f"{_ARTICLES[language][word.gender]} {word.singular}"


def _yours(word: Word, language: str) -> str:
    """ "frivilligkontakten din", "your volunteer contact"."""
    return f"your {word.singular}" if language == "en" else f"{word.definite} {_YOURS[word.gender]}"


_DERIVED: dict[str, Callable[[Word, str], str]] = {"indefinite": _indefinite, "yours": _yours}

EVERY_FORM = (*FORMS, *_DERIVED)


@cache
def _texts() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "texts" / "terms.yaml").read_text("utf-8"))


@cache
def codes(kind: str = "") -> list[str]:
    """The terms that a municipality may name, of one kind or all."""
    return [term["code"] for term in _texts()["terms"] if kind in ("", term["kind"])]


@cache
def sets() -> dict[str, str]:
    """The sets of words that ship with the house, by code."""
    return _texts()["sets"]


@cache
def standard(term_set: str, code: str, language: str) -> Word:
    """The word of a set; a KeyError is a misspelt code."""
    words = next(term["words"] for term in _texts()["terms"] if term["code"] == code)
    chosen = words[list(sets()).index(term_set)] if len(words) > 1 else words[0]
    return Word(*_texts()["words"][chosen][language])


def spoken() -> str:
    """The language of the page as far as words exist in it."""
    language = (get_language() or "nb")[:2]
    return language if language in LANGUAGES else "nb"


def word(code: str, form: str = "singular") -> str:
    """The entered municipality's word in the active language, in a whole form: see `FORMS` and `_DERIVED`."""
    return forms_of(code, spoken()).form(form, spoken())


def forms_of(code: str, language: str) -> Word:
    """The municipality's own word, else that of its set; where nobody is entered, that of the first set."""
    from foundation.tenancy.context import peek_id
    from foundation.tenancy.settings import setting

    if peek_id() is None:
        return standard(next(iter(sets())), code, language)
    return own_words().get((code, language)) or standard(setting("term_set"), code, language)


def _begun(code: str, form: str = "singular") -> str:
    return capfirst(word(code, form))


word_lazy = lazy(word, str)
title_lazy = lazy(_begun, str)  # for menus and labels, which are made before anybody is entered


# A municipality's own words


def own_words() -> dict[tuple[str, str], Word]:
    """(code, language) -> the entered municipality's own word: one query, remembered a few seconds."""
    from foundation.tenancy.context import current_id, remember
    from foundation.tenancy.models import OwnWord

    def fetch() -> dict[tuple[str, str], Word]:
        rows = OwnWord.objects.values_list("code", "language", *Word._fields)
        return {(code, language): Word(*forms) for code, language, *forms in rows}

    return remember(("words", current_id()), fetch)


def choose_word(code: str, language: str, own: Word | None) -> None:
    """Use this word from now on, or the standard word again. The caller writes the audit entry."""
    from foundation.tenancy.context import forget
    from foundation.tenancy.models import OwnWord

    rows = OwnWord.objects.filter(code=code, language=language)
    if own is None:
        rows.delete()
    else:
        OwnWord.objects.update_or_create(code=code, language=language, defaults=own._asdict())
    forget()
