"""The values of a text: taken from what the caller has at hand, kept as plain data, said in the reader's language.

Only the fields that the kind's texts use are kept, so that the outbox knows no more than the message tells.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format, time_format

from foundation.notices.kinds import OURS, Kind
from foundation.pages.numbers import national

_DAY = {"nb": "l j. F", "nn": "l j. F", "en": "l j F"}
_ANOTHER_YEAR = {"nb": "j. F Y", "nn": "j. F Y", "en": "j F Y"}
_CLOCK = {"nb": "H.i", "nn": "H.i", "en": "H:i"}
_AND_CLOCK = {"nb": "{day} kl. {clock}", "nn": "{day} kl. {clock}", "en": "{day} at {clock}"}


class MissingField(ValueError):
    """A notice was promised without something that its text says."""


def take(kind: Kind, given: dict[str, Any], language: str) -> dict[str, Any]:
    """`{"volunteer": person, "day": date}` becomes `{"volunteer.first_name": "Ingrid", "day": {"date": "2026-11-26"}}`."""
    with translation.override(language):
        found = {field: _plain(field, _look_up(given, field)) for field in _wanted(kind)}
    if missing := sorted(field for field in kind.needed if found[field] in ("", [])):
        raise MissingField(f"the notice {kind.key} has no value for {', '.join(missing)}")
    return found


def plain_values(given: dict[str, Any], fields: Iterable[str], language: str) -> dict[str, Any]:
    """These fields of what the caller has at hand, for a text that somebody will read before it is sent."""
    with translation.override(language):
        return {field: _plain(field, _look_up(given, field)) for field in fields}


def _wanted(kind: Kind) -> Iterable[str]:
    return (kind.fields - OURS) | {"sender.name", "sender.place", "sender.email"}


def _look_up(given: dict[str, Any], path: str) -> Any:
    value: Any = given
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    return value


def _plain(field: str, value: Any) -> Any:
    match value:
        case None:
            return ""
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case list() | tuple():
            return [_plain(field, item) for item in value]
    return tame(field, national(value) if hasattr(value, "as_national") else str(value))


def tame(field: str, value: str) -> str:
    """Strangers choose their own names: none of them becomes a link in a letter from the municipality.

    A `message.` is written by staff, who answer for what they link to.
    """
    if field.startswith("message."):
        return value
    value = value.replace("://", " ")
    return re.sub(r"\.(?=\w)", ". ", value) if field.endswith("name") else value


def say(field: str, value: Any, language: str) -> str:
    """In words. A moment in a field named day or time is only that part of it."""
    with translation.override(language):
        match value:
            case date():  # a sample
                return _day(value, language)
            case {"date": day}:
                return _day(date.fromisoformat(day), language)
            case {"time": clock}:
                return time_format(time.fromisoformat(clock), _CLOCK[language])
            case {"datetime": moment}:
                return _moment(field, timezone.localtime(datetime.fromisoformat(moment)), language)
            case list():
                return "\n".join(f"- {say(field, item, language)}" for item in value)
    return str(value)


def _moment(field: str, moment: datetime, language: str) -> str:
    day, clock = _day(moment.date(), language), date_format(moment, _CLOCK[language])
    if field.endswith("time"):
        return clock
    return day if field.endswith(("day", "_on")) else _AND_CLOCK[language].format(day=day, clock=clock)


def _day(day: date, language: str) -> str:
    this_year = day.year == timezone.localdate().year
    return date_format(day, (_DAY if this_year else _ANOTHER_YEAR)[language])
