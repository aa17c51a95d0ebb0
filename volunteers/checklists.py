"""The points of a checklist as they stand today: the house's own (`texts/checklists.yaml`), or the municipality's wording of them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.utils.translation import get_language

from volunteers.models import PointWording
from volunteers.tags import FALLBACK, TEXTS


@dataclass(frozen=True)
class Point:
    """`number` is the wording's: 1 is the house's own."""

    code: str
    title: str
    text: str
    number: int = 1
    is_used: bool = True


@cache
def shipped() -> dict[str, list[dict[str, Any]]]:
    read = yaml.safe_load((TEXTS / "checklists.yaml").read_text("utf-8"))
    return {name: points for name, points in read.items() if name != "version"}


def points(checklist: str) -> list[Point]:
    """What is gone through now, in the reader's language as long as the wording is the house's."""
    return [point for point in every_point(checklist) if point.is_used]


def every_point(checklist: str) -> list[Point]:
    """Those that are taken off the list too, to be put back."""
    own = newest(checklist)
    language = get_language() or FALLBACK
    ours = [own.pop(point["code"], None) or _shipped(point, language) for point in shipped()[checklist]]
    return [*ours, *own.values()]


def newest(checklist: str) -> dict[str, Point]:
    """The municipality's own wordings, the newest of each. One query."""
    rows = PointWording.objects.filter(checklist=checklist).order_by("code", "number")
    return {row.code: Point(row.code, row.title, row.text, row.number, row.is_used) for row in rows}


def _shipped(point: dict[str, Any], language: str) -> Point:
    title, text = point["title"], point["text"]
    return Point(point["code"], title.get(language, title[FALLBACK]), text.get(language, text[FALLBACK]))
