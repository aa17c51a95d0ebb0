"""What people like: the words for it and where it is kept, told by the room that knows, for those who hear it at a course."""

from collections.abc import Callable
from typing import Any

from foundation.people.models import Person

Choices = Callable[[], list[tuple[Any, Any]]]  # by theme, in the reader's language
Keep = Callable[
    [Person, list[str], Any], bool
]  # who, codes, by whom -> whether there was somewhere to keep it
_choices: list[Choices] = []
_keepers: list[Keep] = []


def keeps_interests(choices: Choices, keep: Keep) -> None:
    _choices.append(choices)
    _keepers.append(keep)


def interests() -> list[tuple[Any, Any]]:
    return [choice for choices in _choices for choice in choices()]


def note_interests(person: Person, codes: list[str], by: Any) -> bool:
    """Added to what they have told before. False when no room knows them."""
    kept = [keep(person, codes, by) for keep in _keepers]  # each of them is asked
    return any(kept)
