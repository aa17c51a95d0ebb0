"""Kinds of activity, and who does which: told by the room that knows, for those who teach."""

import uuid
from collections.abc import Callable, Collection

Kinds = Callable[[], list[tuple[str, str]]]  # code and name, in the reader's language
Chosen = Callable[[Collection[uuid.UUID]], dict[uuid.UUID, set[str]]]  # persons -> codes
_kinds: list[Kinds] = []
_chosen: list[Chosen] = []


def tells_activities(kinds: Kinds, chosen: Chosen) -> None:
    _kinds.append(kinds)
    _chosen.append(chosen)


def kinds_of_activity() -> list[tuple[str, str]]:
    return [pair for kinds in _kinds for pair in kinds()]


def activities_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """person -> codes of what they do or want to do; nobody is left out."""
    found: dict[uuid.UUID, set[str]] = {pk: set() for pk in persons}
    for chosen in _chosen:
        for pk, codes in chosen(persons).items():
            found[pk] |= codes
    return found
