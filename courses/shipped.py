"""The courses and topics that the house ships, in every language: `texts/courses.yaml` and `texts/topics.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

_TEXTS = Path(__file__).parent / "texts"
FIELDS = ("title", "aim", "invitation")


@cache
def courses() -> list[dict[str, Any]]:
    return _read("courses.yaml")["courses"]


@cache
def topics() -> dict[str, dict[str, Any]]:
    """code -> topic."""
    return {topic["code"]: topic for topic in _read("topics.yaml")["topics"]}


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((_TEXTS / name).read_text(encoding="utf-8"))


@cache
def _by_code() -> dict[str, dict[str, Any]]:
    return {course["code"]: course for course in courses()}


@cache
def _by_title() -> dict[str, dict[str, str]]:
    return {title: topic["title"] for topic in topics().values() for title in topic["title"].values()}


def texts_of(code: str, field: str) -> dict[str, str] | None:
    """language -> text, None for a course that the municipality has made itself."""
    return _by_code().get(code, {}).get(field)


@cache
def reflections() -> dict[str, dict[str, Any]]:
    """group -> the form they think over before a course."""
    return _read("reflections.yaml")["forms"]


def topic_text(code: str, field: str) -> dict[str, str] | None:
    """language -> text of a topic of the house, lists as lines; None for the municipality's own."""
    ways = topics().get(code, {}).get(field)
    return ways and {
        language: "\n".join(text) if isinstance(text, list) else text for language, text in ways.items()
    }


def subject_names() -> dict[str, Any]:
    """What an introduction course must go through: five, and insurance with responsibility (CRS-01)."""
    return {
        "ethical_guidelines": _("ethical guidelines"),
        "role_clarification": _("your role"),
        "confidentiality": _("confidentiality"),
        "rules_of_interaction": _("working together with the staff"),
        "ground_rules": _("ground rules"),
        "insurance": _("insurance"),
        "responsibility": _("who is responsible"),
    }


def titles_of(title: str) -> dict[str, str] | None:
    """The title of a topic in every language, found by any of them; None for one that is not ours."""
    return _by_title().get(title)
