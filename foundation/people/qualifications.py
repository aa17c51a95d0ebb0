"""Granting qualifications: one room grants, others read, and those who wait for it are told without being imported."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from foundation.audit.models import record
from foundation.people.models import Person, Qualification

Listener = Callable[[Qualification, Any], None]
_listeners: dict[str, list[Listener]] = {}


def on_granted(code: str) -> Callable[[Listener], Listener]:
    """A room above asks to be told, in the same transaction, when somebody is qualified."""

    def keep(listener: Listener) -> Listener:
        _listeners.setdefault(code, []).append(listener)
        return listener

    return keep


def grant(
    person: Person,
    code: str,
    title: str,
    on: date,
    source_id: uuid.UUID | None,
    by: Any,
    until: date | None = None,
) -> Qualification:
    """Once per person, code and source. It counts to the end of `until`, else for ever."""
    qualification, made = Qualification.objects.get_or_create(
        person=person,
        code=code,
        source_id=source_id,
        defaults={
            "title": title,
            "granted_on": on,
            "valid_until": until,
            "granted_by_name": by.name if by else "",
        },
    )
    if made:
        record(by, "qualification.granted", qualification, about=person, changes={"code": code})
        for listener in _listeners.get(code, []):
            listener(qualification, by)
    return qualification
