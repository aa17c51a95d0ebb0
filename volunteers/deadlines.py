"""Deadlines in Norwegian working time: Monday to Friday without public holidays, Europe/Oslo."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone

OPENING_TIME = time(8, 0)  # reminders come in the morning, when there is a day to do something about it
CLOSING_TIME = time(15, 0)  # what is promised "by Thursday" is kept within that day's office hours


@cache
def _norwegian() -> holidays.HolidayBase:
    return holidays.Norway(language="no")


def is_holiday(day: date) -> bool:
    return day in _norwegian()


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def add_working_days(day: date, count: int) -> date:
    """The `count`th working day after `day`; with 0, `day` itself or the next working day."""
    while count > 0 or not is_working_day(day):
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def closing(day: date) -> datetime:
    """The moment a deadline on this day runs out."""
    return timezone.make_aware(datetime.combine(day, CLOSING_TIME))


def opening(day: date) -> datetime:
    """The moment a working day begins."""
    return timezone.make_aware(datetime.combine(day, OPENING_TIME))


def working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_deadline(since: datetime, count: int) -> datetime:
    return closing(add_working_days(timezone.localdate(since), count))


def day_deadline(since: datetime, days: int) -> datetime:
    return closing(timezone.localdate(since) + timedelta(days=days))
