"""The log of one person, in words: who has done and read what about them. Never what was said, and nothing of others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit import words
from foundation.audit.models import Entry
from foundation.people.models import Person

EACH = 60  # lines of the log on a page, before those that say the same are taken together


@dataclass
class Line:
    """The same deed by the same person on the same day is told once, with how many times."""

    at: datetime
    who: str
    what: str
    is_read: bool
    is_mine: bool
    times: int = 1

    @property
    def day(self) -> Any:
        return timezone.localdate(self.at)


def log_page(about: Person, reader: Person, number: str, only_read: bool = False) -> Page:
    """Newest first; `page.lines` are the lines. How somebody logs in is told to themselves only."""
    entries = Entry.objects.about(about).order_by("-at", "-id")
    if about != reader:
        entries = entries.exclude(verb__startswith="login.")
    if only_read:
        entries = entries.reads()
    page = Paginator(entries, EACH).get_page(number)
    page.lines = _together(_line(entry, reader) for entry in page.object_list)
    return page


def _line(entry: Entry, reader: Person) -> Line:
    mine = entry.actor_id == reader.pk
    who = _("You") if mine else entry.actor_name or "Samspill"
    return Line(entry.at, who, words.said(entry), entry.is_read, mine)


def _together(lines: Iterable[Line]) -> list[Line]:
    found: dict[tuple[Any, ...], Line] = {}
    for line in lines:
        same = found.setdefault((line.day, line.who, line.what), line)
        same.times += same is not line
    return list(found.values())
