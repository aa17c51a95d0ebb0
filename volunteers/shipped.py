"""The kinds of activity that the house ships, in every language: `texts/activity_types.yaml`."""

from functools import cache
from typing import Any

import yaml

from volunteers.tags import FALLBACK, TEXTS

#: Field of an ActivityType -> what the file calls it.
FIELDS = {"name": "name", "public_text": "text", "included": "included", "not_included": "not_included"}


@cache
def kinds() -> list[dict[str, Any]]:
    return yaml.safe_load((TEXTS / "activity_types.yaml").read_text("utf-8"))["types"]


@cache
def _texts() -> dict[tuple[str, str], dict[str, str]]:
    return {
        (kind["code"], field): {language: _as_kept(text) for language, text in kind[theirs].items()}
        for kind in kinds()
        for field, theirs in FIELDS.items()
    }


def _as_kept(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "\n".join(text)


def texts_of(code: str, field: str) -> dict[str, str] | None:
    """language -> text, None for a kind that the municipality has made itself."""
    return _texts().get((code, field))


def texts_in(code: str, language: str) -> dict[str, str]:
    """Every text of a kind, by field, in one language."""
    found = {field: texts_of(code, field) for field in FIELDS}
    return {field: texts.get(language, texts[FALLBACK]) for field, texts in found.items() if texts}


def instead_of(code: str) -> dict[str, str] | None:
    """Who does what is never a volunteer's: language -> text, None for the kinds that are."""
    return next((kind.get("instead") for kind in kinds() if kind["code"] == code), None)


def trainings() -> dict[str, list[str]]:
    """course -> the kinds of activity that it is recommended for."""
    found: dict[str, list[str]] = {}
    for kind in kinds():
        for course in kind["training"]:
            found.setdefault(course, []).append(kind["code"])
    return found
