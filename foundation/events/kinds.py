"""What each kind of event writes to people. The rooms that make events say it in `ready()`."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from foundation.people.models import Person
from foundation.tenancy.elements import in_use

if TYPE_CHECKING:
    from foundation.events.models import Event

Beside = Callable[["list[Event]"], "dict[uuid.UUID, str]"]
Fields = Callable[["Event", Person], dict[str, Any]]
Path = Callable[["Event", Person], str]
Until = Callable[["Event", datetime], "datetime | None"]


#: How a kind stands in the week of its place: each by name, or how many.
NAMES, NUMBER = "names", "number"


@dataclass(frozen=True)
class Words:
    """Kinds of notices, "" for none; `fields` and `url` are what the room adds to day, time and place."""

    confirmed: str = ""  # a place is taken
    waiting: str = ""  # full: on the waiting list
    promoted: str = ""  # from the waiting list to a place
    moved: str = ""
    cancelled: str = ""
    reminder: str = ""
    is_assignment: bool = False  # a time somebody was there for others, which courses count
    in_week: str = ""  # NAMES or NUMBER: those who work there see it among what happens
    beside: Beside = lambda _events: {}  # who comes, or does it, beside those who have a place
    page: "Callable[[Event], str] | None" = None  # where those who work there find more
    element: str = ""  # of the model: where it is not in use, the kind shows nowhere and reminds nobody
    remind_before: timedelta = timedelta(days=1)
    fields: Fields = lambda _event, _person: {}
    url: Path = lambda _event, _person: ""
    offered_until: Until = lambda _event, _at: (
        None
    )  # whoever waits is asked first, and the place kept so long


_WORDS: dict[str, Words] = {}


def describe(kind: str, words: Words) -> None:
    _WORDS[kind] = words


def words_of(kind: str) -> Words:
    return _WORDS.get(kind, Words())


def reminded() -> dict[str, Words]:
    """The kinds that remind of themselves."""
    idle = unused()
    return {kind: words for kind, words in _WORDS.items() if words.reminder and kind not in idle}


def assignments() -> list[str]:
    """The kinds that are somebody's assignment."""
    return [kind for kind, words in _WORDS.items() if words.is_assignment]


def of_the_week() -> dict[str, Words]:
    """The kinds that stand in the week of their place."""
    idle = unused()
    return {kind: words for kind, words in _WORDS.items() if words.in_week and kind not in idle}


def unused() -> list[str]:
    """The kinds of elements that the entered municipality does not use (SYS-03)."""
    return [kind for kind, words in _WORDS.items() if words.element and not in_use(words.element)]
