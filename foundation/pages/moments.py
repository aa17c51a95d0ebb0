"""Days and clocks as we say them. Never a weekday shortened, never a year that goes without saying."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format, time_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

Moment = date | datetime


def local(value: Moment) -> Moment:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def as_date(value: Moment) -> date:
    value = local(value)
    return value.date() if isinstance(value, datetime) else value


def near(value: date) -> str:
    """Today, yesterday or tomorrow when that is true, else nothing."""
    return _near(value, timezone.localdate())


def _near(value: date, today: date) -> str:
    away = (value - today).days
    return {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get(away, "")


def day(value: Moment, how: str = "") -> str:
    """ "torsdag 26. november". how: "exact" never says today, "plain" has no weekday, "short" is "26. nov."."""
    return _day(as_date(value), how, timezone.localdate(), get_language())


@lru_cache(maxsize=4096)
def _day(when: date, how: str, today: date, language: str | None) -> str:
    """A list says the same few days again and again, and putting one in words is slow."""
    if how in ("", "plain") and (said := _near(when, today)):
        return said
    return format(when, _pattern(how, with_year=when.year != today.year))


def dated(value: Moment) -> str:
    """ "26. november 2026", as on a paper that is read in another year."""
    return format(as_date(value), _pattern("plain", with_year=True))


def _pattern(how: str, with_year: bool) -> str:
    if how == "short":
        return pgettext("short date with year", "j N Y") if with_year else pgettext("short date", "j N")
    if how == "plain":
        return pgettext("date with year", "j F Y") if with_year else pgettext("date", "j F")
    return pgettext("weekday, date, year", "l j F Y") if with_year else pgettext("weekday and date", "l j F")


def clock(value: datetime | time) -> str:
    """ "kl. 14.00", said alone or after a day."""
    return _as_clock(value, pgettext("clock said alone", "H:i"))


def at(value: datetime | time) -> str:
    """ "14.00", where the sentence around says what it is."""
    return _as_clock(value, pgettext("clock in a span", "H:i"))


def span(start: datetime, end: datetime | None) -> str:
    """ "14.00–15.30"; over midnight with both days."""
    bare = pgettext("clock in a span", "H:i")
    if end is None:
        return clock(start)
    if as_date(start) == as_date(end) or end - start < timedelta(hours=12):
        return f"{_as_clock(start, bare)}–{_as_clock(end, bare)}"
    return f"{day(start, 'plain')} {_as_clock(start, bare)} – {day(end, 'plain')} {_as_clock(end, bare)}"


def _as_clock(value: datetime | time, pattern: str) -> str:
    at = local(value) if isinstance(value, datetime) else value
    return time_format(at, pattern)


def lasted(length: timedelta | None) -> str:
    """How long something took, as one would say it: hours within a day, then whole days; empty for nothing."""
    if length is None:
        return ""
    hours = round(length.total_seconds() / 3600)
    if hours < 1:
        return _("less than an hour")
    if hours < 24:
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    days = round(hours / 24)
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def length(minutes: int | None) -> str:
    """How long something takes, as one would say it: «An hour and a half»; empty for nothing."""
    if not minutes:
        return ""
    words = {
        30: _("Half an hour"),
        45: _("Three quarters of an hour"),
        60: _("An hour"),
        90: _("An hour and a half"),
    }
    hours, half = divmod(round(minutes / 30), 2)
    if half:
        told = ngettext("About %(hours)s and a half hour", "About %(hours)s and a half hours", hours)
    else:
        told = ngettext("About %(hours)s hour", "About %(hours)s hours", hours)
    return words.get(minutes, told % {"hours": hours})
