"""When something comes round again: a rule of RFC 5545, its days, and the rule in words.

A rule tells days; the clock is put on afterwards, on the wall in Oslo, so that 15 o'clock is 15 o'clock all year round.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, rruleset, rrulestr
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from foundation.pages.templatetags.samspill import and_list

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {"FREQ", "INTERVAL", "BYDAY"}


@dataclass(frozen=True)
class Recurrence:
    """`rule` is the text of an RRULE: weekly on some days, or monthly on the first to fourth, or last, of a weekday."""

    rule: str
    starts_on: date
    ends_on: date | None = None

    def days(self, first: date, last: date, without: Collection[date] = ()) -> list[date]:
        """From the first to the last day, both included."""
        last = min(last, self.ends_on) if self.ends_on else last
        wanted = rruleset()
        wanted.rrule(self._read)
        for day in without:
            wanted.exdate(datetime.combine(day, time()))
        found = wanted.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
        return [moment.date() for moment in found]

    @property
    def _read(self) -> rrule:
        return rrulestr(self.rule, dtstart=datetime.combine(self.starts_on, time()))

    @property
    def weekdays(self) -> list[int]:
        """Monday is 0."""
        read = self._read
        return sorted(read._byweekday or [day for day, _nth in read._bynweekday or ()])

    @property
    def interval(self) -> int:
        return self._read._interval

    @property
    def nth(self) -> int:
        """Which of the month; 0 when it is weekly."""
        return self._read._bynweekday[0][1] if self._read._freq == MONTHLY else 0

    @property
    def in_words(self) -> str:
        """«hver tirsdag og fredag», in the reader's language."""
        names = [str(WEEKDAYS[day]).lower() if _lowers() else str(WEEKDAYS[day]) for day in self.weekdays]
        if self.nth:
            return _("the %(nth)s %(weekday)s of the month") % {"nth": _nth(self.nth), "weekday": names[0]}
        if self.interval == 2:
            return _("every other week, %(days)s") % {"days": and_list(names)}
        if self.interval > 2:
            told = {"number": self.interval, "days": and_list(names)}
            return _("every %(number)s weeks, %(days)s") % told
        if len(names) == 7:
            return _("every day")
        if len(names) > 2 and self.weekdays == list(range(self.weekdays[0], self.weekdays[-1] + 1)):
            return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
        return _("every %(days)s") % {"days": and_list(names)}


def weekly(weekdays: Iterable[int], interval: int = 1) -> str:
    return f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(DAYS[day] for day in sorted(set(weekdays)))}"


def monthly(weekday: int, nth: int) -> str:
    """`nth` is 1 to 4, or -1 for the last."""
    return f"FREQ=MONTHLY;INTERVAL=1;BYDAY={nth:+d}{DAYS[weekday]}"


def must_be_a_rule(rule: str) -> None:
    """What we can say in words, and nothing else."""
    try:
        read = rrulestr(rule, dtstart=datetime(2026, 1, 5))  # noqa: DTZ001, days have no clock
        parts = {part.partition("=")[0] for part in rule.split(";")}
        is_said = isinstance(read, rrule) and read._freq in (WEEKLY, MONTHLY) and parts <= PARTS
        is_said = is_said and (read._freq == WEEKLY or bool(read._bynweekday)) and "BYDAY" in parts
    except (ValueError, TypeError, KeyError, IndexError):
        is_said = False
    if not is_said:
        raise ValidationError(_("Choose how often, and on which days."))


def on_the_wall(day: date, clock: time) -> datetime:
    """That clock on that day. An hour that is jumped over in spring comes an hour later; one that comes twice is the first."""
    return timezone.make_aware(datetime.combine(day, clock))


def lasting(start: datetime, minutes: int) -> tuple[datetime, datetime]:
    """From and to, as long as it takes also in the night when the clock is moved."""
    return start, (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _lowers() -> bool:
    from django.utils.translation import get_language

    return not (get_language() or "").startswith("en")


def _nth(number: int) -> str:
    return {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}[number]
