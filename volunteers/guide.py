"""The guide for the first meeting: seven sections of points, from the municipality's own text (VOL-26).

A point is ticked off, noted, or goes with us to the next talk. Its number is its place in the text, and a conversation
keeps to the version it began with, so a new wording never moves a note.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone, translation

from foundation.documents import fields as known
from foundation.documents.issuing import language_of, version_of
from foundation.documents.merging import fill
from volunteers.models import Activity, Conversation, GuidePoint, Volunteer

KIND = "first_conversation_guide"
SECTIONS = ("who_we_are", "who_you_are", "motivation", "what_you_may_meet", "role", "tasks", "practical")
_HEADING = re.compile(r"^## (?:(\d+)\.\s*)?(.+)$")
_POINT = re.compile(r"^[-*] \[ \] (.+)$")
_SIGNS = re.compile(r"\\(.)|\*\*")


@dataclass(frozen=True)
class Written:
    """A point as the text has it, its merge fields unfilled."""

    number: int
    section: str
    text: str


@dataclass
class Point:
    number: int
    section: str
    text: str
    is_done: bool = False
    note: str = ""
    carried: bool = False  # was left open the last time you talked


@dataclass
class Section:
    code: str
    number: str
    title: str
    points: list[Point] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return all(point.is_done for point in self.points)

    @property
    def remaining(self) -> int:
        return sum(not point.is_done for point in self.points)


def written(body: str) -> tuple[dict[str, tuple[str, str]], list[Written]]:
    """Section code -> (number, title), and every point. What stands under no numbered heading is the closing."""
    titles: dict[str, tuple[str, str]] = {}
    points, code = [], ""
    for line in body.splitlines():
        if heading := _HEADING.match(line):
            code = _code(heading[1])
            titles[code] = (heading[1] or "", heading[2])
        elif (point := _POINT.match(line)) and code:
            points.append(Written(len(points) + 1, code, point[1]))
    return titles, points


def _code(number: str | None) -> str:
    place = int(number or 0)
    return SECTIONS[place - 1] if 0 < place <= len(SECTIONS) else "closing"


def sections(conversation: Conversation) -> list[Section]:
    """The guide as it stands in this conversation: filled, ticked and noted, with what is carried from the last."""
    version = conversation.guide or version_of(KIND, language_of(None))
    titles, points = written(version.body)
    rows = GuidePoint.objects.filter(conversation__volunteer=conversation.volunteer)
    rows = rows.select_related("conversation")
    own = {point.number: point for point in rows if point.conversation_id == conversation.pk}
    earlier = Earlier.of(row for row in rows if row.conversation_id != conversation.pk)
    found = {code: Section(code, number, title) for code, (number, title) in titles.items()}
    for point, text in _filled(points, conversation.volunteer, version.template.language):
        if text in earlier.done and point.number not in own:
            continue  # talked through already
        found[point.section].points.append(_point(point, text, own.get(point.number), earlier))
    return [section for section in found.values() if section.points]


def _point(point: Written, text: str, row: GuidePoint | None, earlier: "Earlier") -> Point:
    note = row.note if row else earlier.notes.get(text, "")
    return Point(point.number, point.section, text, bool(row and row.is_done), note, earlier.was_held)


@dataclass(frozen=True)
class Earlier:
    """The talks before this one: a point is known again by its words."""

    was_held: bool
    done: set[str]
    notes: dict[str, str]

    @classmethod
    def of(cls, points: Iterable[GuidePoint]) -> "Earlier":
        held = [point for point in points if point.conversation.held_at]
        done = {point.text for point in held if point.is_done}
        return cls(bool(held), done, {point.text: point.note for point in held if point.note})


def _filled(points: list[Written], volunteer: Volunteer, language: str) -> Iterator[tuple[Written, str]]:
    """Points whose fields are known; a point about what we do not have is left out."""
    with translation.override(language):
        values = _values(volunteer, language)
        for point in points:
            if text := fill(f"- {point.text}", values):
                yield point, _SIGNS.sub(r"\1", text.removeprefix("- "))


def _values(volunteer: Volunteer, language: str) -> dict[str, Any]:
    """The menu and what volunteers never do come from the activities of the place."""
    activities = Activity.objects.none()
    if volunteer.workplace:
        activities = volunteer.workplace.activities.filter(is_published=True).select_related("activity_type")
    never = [line for one in activities for line in one.activity_type.never]
    given = {
        "activity_menu": [str(one) for one in activities],
        "excluded_tasks": list(dict.fromkeys(never))[:6],
    }
    today = timezone.localdate()
    return known.values(given, volunteer.person, volunteer.workplace, today, language, {})


def tick(conversation: Conversation, number: int, is_done: bool, note: str, by: Any) -> Point:
    """One point of the guide. The conversation keeps the version of the text from its first tick."""
    if conversation._state.adding:
        conversation.save()
    if conversation.guide is None:
        conversation.begin_guide(version_of(KIND, language_of(None)))
    point = next(p for s in sections(conversation) for p in s.points if p.number == number)
    conversation.note_point(point.section, number, point.text, is_done, note, by)
    point.is_done, point.note = is_done, note
    return point


def unfinished(volunteer: Volunteer) -> list[str]:
    """What the last first meeting left open, for the next talk."""
    held = volunteer.conversations.first_meetings().filter(held_at__isnull=False, guide__isnull=False)
    last = held.order_by("-held_at").first()
    found = sections(last) if last else []
    return [point.text for section in found for point in section.points if not point.is_done]
