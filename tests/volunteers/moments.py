"""Moments on the clock in the hall."""

from datetime import datetime
from zoneinfo import ZoneInfo


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Oslo"))
