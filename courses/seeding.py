"""The courses a municipality begins with, from our own texts."""

from pathlib import Path
from typing import Any

import yaml

from courses.models import Course, Topic

_TEXTS = Path(__file__).parent / "texts"


def seed_courses(language: str) -> list[Course]:
    """Make the ready courses that the entered municipality does not have yet."""
    titles = {topic["code"]: topic["title"] for topic in _read("topics.yaml")["topics"]}
    return [_course(course, titles, language) for course in _read("courses.yaml")["courses"]]


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((_TEXTS / name).read_text(encoding="utf-8"))


def _course(given: dict[str, Any], titles: dict[str, dict[str, str]], language: str) -> Course:
    fields = {
        "title": _in(given["title"], language),
        "aim": _in(given["aim"], language),
        "invitation": _in(given["invitation"], language),
        "minutes": given["minutes"],
    }
    course, made = Course.objects.get_or_create(code=given["code"], defaults=fields)
    if made:
        _topics(course, given, titles, language)
    return course


def _topics(course: Course, given: dict[str, Any], titles: dict, language: str) -> None:
    compulsory = {entry["topic"] for entry in given.get("compulsory", [])}
    parts: dict[str, int] = {}  # a topic may come twice in the programme: its minutes are added up
    for part in given["programme"]:
        if part["topic"]:
            parts[part["topic"]] = parts.get(part["topic"], 0) + part["minutes"]
    Topic.objects.bulk_create(
        [
            Topic(
                course=course,
                number=number,
                title=_in(titles[topic], language),
                is_compulsory=topic in compulsory,
                minutes=minutes,
            )
            for number, (topic, minutes) in enumerate(parts.items(), start=1)
        ]
    )


def _in(text: dict[str, str], language: str) -> str:
    return text.get(language, text["nb"])
