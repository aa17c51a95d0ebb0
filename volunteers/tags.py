"""Controlled words for what a volunteer likes, can and speaks, and when it suits: `texts/tags.yaml`."""

from functools import cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).parent / "texts"
FALLBACK = "nb"


@cache
def tags() -> dict[str, dict[str, dict]]:
    """group -> code -> tag, in the order of the file."""
    groups = yaml.safe_load((TEXTS / "tags.yaml").read_text("utf-8"))
    return {
        group: {tag["code"]: tag for tag in found} for group, found in groups.items() if group != "version"
    }


def label(group: str, code: str, language: str) -> str:
    """The tag in words. A code that nobody knows is shown as it is: names change, codes never do."""
    tag = tags()[group].get(code, {})
    return tag.get(language) or tag.get(FALLBACK) or code


def choices(group: str, language: str) -> list[tuple[str, str]]:
    return [(code, label(group, code, language)) for code in tags()[group]]


def in_words(group: str, codes: list[str], language: str) -> str:
    """In the order of the file; what nobody knows is left out."""
    return ", ".join(label(group, code, language) for code in tags()[group] if code in codes)


def members(group: str, code: str) -> list[str]:
    """The codes that a theme or a time stands for; none for one that nobody knows."""
    return tags()[group].get(code, {}).get("of", [])
