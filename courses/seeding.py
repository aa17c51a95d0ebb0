"""The topics and courses a municipality begins with, from our own texts."""

from collections.abc import Mapping
from typing import Any

from courses import shipped
from courses.models import Course, CourseRule, LibraryTopic, Topic
from courses.models.library import Audience
from courses.models.requirement import Level


def seed_courses(language: str, useful_for: Mapping[str, list[str]] | None = None) -> list[Course]:
    """Make the ready topics and courses that the entered municipality does not have yet.

    `useful_for`: course -> the kinds of activity it is recommended for.
    """
    library, useful = {one.code: one for one in _library(language)}, useful_for or {}
    return [
        _course(course, library, language, useful.get(course["code"], [])) for course in shipped.courses()
    ]


TEXTS = ("title", "goal", "key_points", "exercise", "handout")


def _library(language: str) -> list[LibraryTopic]:
    had = set(LibraryTopic.objects.exclude(code="").values_list("code", flat=True))
    new = [_topic(code, given, language) for code, given in shipped.topics().items() if code not in had]
    LibraryTopic.objects.bulk_create(new)
    return list(LibraryTopic.objects.exclude(code=""))


def _topic(code: str, given: dict[str, Any], language: str) -> LibraryTopic:
    texts = {field: _in(shipped.topic_text(code, field), language) for field in TEXTS}
    audience = Audience(given["audience"])
    return LibraryTopic(
        code=code,
        audience=audience,
        number=given["order"],
        minutes=given["minutes"],
        covers=given["covers"],
        **texts,
    )


def _course(
    given: dict[str, Any], library: dict[str, LibraryTopic], language: str, kinds: list[str]
) -> Course:
    fields = {field: _in(given[field], language) for field in shipped.FIELDS} | {"minutes": given["minutes"]}
    fields |= {
        "kind": given["kind"],
        "offer_after": given["offer_after_assignments"],
        "every_months": given.get("every_months"),
        "for_volunteers": "volunteer" in given["audience"],
        "for_employees": "employee" in given["audience"],
    }
    course, made = Course.objects.get_or_create(code=given["code"], defaults=fields)
    if made:
        _parts(course, given, library)
        _rules(course, given, kinds)
    return course


def _parts(course: Course, given: dict[str, Any], library: dict[str, LibraryTopic]) -> None:
    compulsory = {entry["topic"] for entry in given.get("compulsory", [])}
    parts: dict[str, int] = {}  # a topic may come twice in the programme: its minutes are added up
    for part in given["programme"]:
        if part["topic"]:
            parts[part["topic"]] = parts.get(part["topic"], 0) + part["minutes"]
    Topic.objects.bulk_create(
        [
            Topic(
                course=course,
                library=library[code],
                number=number,
                title=library[code].title,
                is_compulsory=code in compulsory,
                minutes=minutes,
            )
            for number, (code, minutes) in enumerate(parts.items(), start=1)
        ]
    )


def _rules(course: Course, given: dict[str, Any], kinds: list[str]) -> None:
    """The introduction is asked of everybody; the rest is recommended, and the municipality chooses what is more than that."""
    if course.kind == Course.Kind.INTRO:
        CourseRule.objects.create(course=course, level=Level.MANDATORY)
    elif given["level"] != Level.OPTIONAL:
        CourseRule.objects.bulk_create(
            CourseRule(course=course, activity=kind, level=Level.RECOMMENDED) for kind in kinds or [""]
        )


def _in(text: dict[str, str], language: str) -> str:
    return text.get(language, text["nb"])
