"""The courses a municipality begins with, from our own texts."""

from typing import Any

from courses import shipped
from courses.models import Course, Topic


def seed_courses(language: str) -> list[Course]:
    """Make the ready courses that the entered municipality does not have yet."""
    return [_course(course, language) for course in shipped.courses()]


def _course(given: dict[str, Any], language: str) -> Course:
    fields = {field: _in(given[field], language) for field in shipped.FIELDS} | {"minutes": given["minutes"]}
    course, made = Course.objects.get_or_create(code=given["code"], defaults=fields)
    if made:
        _topics(course, given, language)
    return course


def _topics(course: Course, given: dict[str, Any], language: str) -> None:
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
                title=_in(shipped.topics()[topic]["title"], language),
                is_compulsory=topic in compulsory,
                minutes=minutes,
            )
            for number, (topic, minutes) in enumerate(parts.items(), start=1)
        ]
    )


def _in(text: dict[str, str], language: str) -> str:
    return text.get(language, text["nb"])
