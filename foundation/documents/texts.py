"""The house's own texts, read from `texts/`: templates by kind and language, clauses, and references to law."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import lazy
from django.utils.translation import get_language

from foundation.documents.merging import FIELD, fields_in
from foundation.tenancy.words import EVERY_FORM, codes, word

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class Text:
    kind: str
    language: str
    title: str
    body: str
    declared: frozenset[str]


def spoken() -> str:
    """The reader's language where our texts exist in it, else bokmål."""
    return language if (language := get_language()) in LANGUAGES else LANGUAGES[0]


@cache
def texts() -> dict[tuple[str, str], Text]:
    """Every template that the house ships, by kind and language."""
    found = (_read(path) for path in sorted(FOLDER.glob("*.md")))
    return {(text.kind, text.language): text for text in found}


def _read(path: Path) -> Text:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    about = yaml.safe_load(head)
    return Text(
        kind=about["kind"],
        language=about["language"],
        title=about["title"],
        body=body.strip() + "\n",
        declared=frozenset(about["merge_fields"]),
    )


@cache
def known_fields() -> frozenset[str]:
    """Every merge field that exists. A template may use these and no other."""
    ours = {name for text in texts().values() for name in text.declared}
    in_clauses = {
        name
        for variants in clauses().values()
        for words in variants.values()
        for language in LANGUAGES
        for name in fields_in(words[language])
    }
    return frozenset(ours | in_clauses | words().keys())


@cache
def words() -> dict[str, tuple[str, str]]:
    """`word.employee.plural` and so on: the municipality's own words, each in every form (SYS-02)."""
    return {f"word.{code}.{form}": (code, form) for code in codes() for form in EVERY_FORM}


@cache
def clauses() -> dict[str, dict[str, dict[str, str]]]:
    """clause -> variant -> language -> sentence."""
    return _rules()["clauses"]


def clause(code: str, variant: str) -> str:
    """One sentence, its fields unfilled, in the reader's language."""
    return clauses()[code][variant][spoken()]


def clause_to_choose(code: str, variant: str) -> str:
    """The sentence as one sees it before there is a person: the municipality's words are in it, what comes later is a gap."""
    words_in = words()
    return FIELD.sub(
        lambda gap: word(*words_in[gap[1]]) if gap[1] in words_in else "…", clause(code, variant)
    )


choice_lazy = lazy(clause_to_choose, str)


@cache
def laws() -> dict[str, dict[str, str]]:
    """law -> language -> reference; empty until the municipality's lawyer has chosen one."""
    return {
        code: {language: law[language] for language in LANGUAGES} for code, law in _rules()["laws"].items()
    }


@cache
def _rules() -> dict:
    return yaml.safe_load((FOLDER / "clauses.yaml").read_text("utf-8"))
