"""Reads the environment, and refuses nonsense in one sentence."""

import os

from django.core.exceptions import ImproperlyConfigured

MODES = ("development", "demo", "production")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def several(name: str) -> list[str]:
    """Values with a comma between them."""
    return [value for value in text(name).split(",") if value]


def mode() -> str:
    value = text("SAMSPILL_MODE", "development")
    if value not in MODES:
        raise ImproperlyConfigured(f"SAMSPILL_MODE={value!r}: choose one of {', '.join(MODES)}.")
    return value


def demand(*names: str) -> None:
    """In production each must be there. All that is missing is said at once: nobody wants to start five times."""
    missing = [name for name in names if not text(name)]
    if missing and mode() == "production":
        told = f"{', '.join(missing[:-1])} and {missing[-1]} are" if missing[1:] else f"{missing[0]} is"
        raise ImproperlyConfigured(f"{told} missing. Production does not start without.")
