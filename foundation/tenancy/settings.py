"""Settings of a municipality: each room declares its own (code, default, limits, words); the values are kept here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Declared:
    code: str
    default: Any
    kind: type
    label: str | Promise
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[tuple[str, str | Promise], ...] = ()
    help: str | Promise = ""

    def check(self, value: Any) -> None:
        """Raise ValidationError, one sentence, for a value that cannot be kept."""
        if not isinstance(value, self.kind) or (self.kind is int and isinstance(value, bool)):
            raise ValidationError(_("This value is of the wrong kind."))
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(_("Choose at least %(minimum)s."), params={"minimum": self.minimum})
        if self.maximum is not None and value > self.maximum:
            raise ValidationError(_("Choose at most %(maximum)s."), params={"maximum": self.maximum})
        if self.choices and value not in dict(self.choices):
            raise ValidationError(_("Choose one of the values in the list."))


DECLARED: dict[str, Declared] = {}


def declare(code: str, default: Any, label: str | Promise, kind: type = int, **limits: Any) -> None:
    """Called once per setting when a room's `settings.py` is imported."""
    if code in DECLARED:
        raise ValueError(f"the setting {code} is declared twice")
    DECLARED[code] = Declared(code=code, default=default, kind=kind, label=label, **limits)


def setting(code: str) -> Any:
    """The entered municipality's value, else the default. An unknown code raises."""
    if (asked := _asked.get()) is not None:
        asked.add(code)
    declared = DECLARED[code]
    return values().get(code, declared.default)


@contextmanager
def asked_for() -> Iterator[set[str]]:
    """The codes of the settings that are read inside."""
    token = _asked.set(set())
    try:
        yield _asked.get()
    finally:
        _asked.reset(token)


_asked: ContextVar[set[str] | None] = ContextVar("settings asked for", default=None)


def values() -> dict[str, Any]:
    """All values the entered municipality has chosen: one query, remembered a few seconds."""
    from foundation.tenancy.context import current_id, remember
    from foundation.tenancy.models import Setting

    return remember(
        ("settings", current_id()),
        lambda: dict(Setting.objects.values_list("code", "value")),
    )


def choose(code: str, value: Any) -> None:
    """Keep a value for the entered municipality. The caller writes the audit entry."""
    from foundation.tenancy.context import forget
    from foundation.tenancy.models import Setting

    DECLARED[code].check(value)
    Setting.objects.update_or_create(code=code, defaults={"value": value})
    forget()
