"""Rules of RFC 5545 over the whole year: days, clocks on the wall, words; also in the nights when summer time begins and ends."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from volunteers.boards.models import Route, Scheme
from volunteers.recurrence import Recurrence, monthly, must_be_a_rule, on_the_wall, week_of, weekly

OSLO = ZoneInfo("Europe/Oslo")
days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
weekdays = st.sets(st.integers(0, 6), min_size=1)
NOWHERE = uuid.UUID(int=7)
GAP, TWICE = date(2027, 3, 28), date(2026, 10, 25)  # 02.30 is not there; 02.30 is there twice


@given(days, weekdays, st.integers(1, 4), st.integers(0, 400))
def test_weekly_days_are_those_of_the_rule_and_all_of_them(
    start: date, wanted: set[int], interval: int, length: int
) -> None:
    last = start + timedelta(days=length)
    found = Recurrence(weekly(wanted, interval), start).days(start, last)
    weeks = lambda day: (week_of(day)[0] - week_of(start)[0]).days // 7  # noqa: E731
    every = [start + timedelta(days=number) for number in range(length + 1)]
    assert found == [day for day in every if day.weekday() in wanted and weeks(day) % interval == 0]


@given(days, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1]))
def test_monthly_days_come_once_in_each_month(start: date, weekday: int, nth: int) -> None:
    first = start.replace(day=1)
    found = Recurrence(monthly(weekday, nth), first).days(first, first + timedelta(days=365))
    assert {day.weekday() for day in found} == {weekday}
    assert len({(day.year, day.month) for day in found}) == len(found) >= 12
    for day in found:
        assert (day + timedelta(days=7)).month != day.month if nth == -1 else (day.day - 1) // 7 == nth - 1


@given(days, clocks)
def test_the_clock_on_the_wall_stays_all_year_round(day: date, clock: time) -> None:
    moment = on_the_wall(day, clock).astimezone(UTC).astimezone(OSLO)
    is_jumped_over = clock.hour == 2 and day.month == 3 and day.weekday() == 6 and day.day > 24
    assert (moment.date(), moment.time()) == (day, clock.replace(hour=3) if is_jumped_over else clock)


@given(days, clocks, st.integers(1, 720))
def test_a_turn_lasts_as_long_as_it_takes_also_in_the_night_of_the_clock(
    day: date, clock: time, minutes: int
) -> None:
    start, end = Route(municipality_id=NOWHERE, starts=clock, minutes=minutes).times_on(day)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=minutes)


@given(days, clocks, st.integers(0, 14))
def test_the_cutoff_is_so_many_days_before_at_that_clock(day: date, clock: time, before: int) -> None:
    scheme = Scheme(municipality_id=NOWHERE, cutoff_days=before, cutoff_clock=clock)
    assert scheme.cutoff_of(day) == on_the_wall(day - timedelta(days=before), clock)


def test_the_hour_that_is_jumped_over_and_the_one_that_comes_twice() -> None:
    jumped, twice = on_the_wall(GAP, time(2, 30)), on_the_wall(TWICE, time(2, 30))
    assert jumped.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03.30 on the wall
    assert timezone.localtime(jumped.astimezone(UTC)).time() == time(3, 30)
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the first of the two


def test_exceptions_and_an_end_are_kept() -> None:
    rule = Recurrence(weekly([1]), date(2026, 11, 24), date(2026, 12, 15))
    found = rule.days(date(2026, 11, 1), date(2027, 1, 31), without=[date(2026, 12, 1)])
    assert found == [date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 15)]


@pytest.mark.parametrize(
    ("rule", "nb", "nn", "en"),
    [
        (weekly([1, 4]), "hver tirsdag og fredag", "kvar tysdag og fredag", "every Tuesday and Friday"),
        (weekly(range(5)), "mandag til fredag", "måndag til fredag", "Monday to Friday"),
        (weekly(range(7)), "hver dag", "kvar dag", "every day"),
        (weekly([2], 2), "annenhver uke, onsdag", "annakvar veke, onsdag", "every other week, Wednesday"),
        (weekly([2], 3), "hver 3. uke, onsdag", "kvar 3. veke, onsdag", "every 3 weeks, Wednesday"),
        (monthly(4, -1), "siste fredag i måneden", "siste fredag i månaden", "the last Friday of the month"),
        (
            monthly(0, 1),
            "første mandag i måneden",
            "første måndag i månaden",
            "the first Monday of the month",
        ),
    ],
)
def test_a_rule_is_said_in_words(rule: str, nb: str, nn: str, en: str) -> None:
    found = []
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            found.append(Recurrence(rule, date(2026, 11, 23)).in_words)
    assert found == [nb, nn, en]


@given(
    st.one_of(
        st.builds(weekly, weekdays, st.integers(1, 52)),
        st.builds(monthly, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1])),
    )
)
def test_every_rule_that_we_make_is_a_rule_that_we_can_say(rule: str) -> None:
    must_be_a_rule(rule)
    assert Recurrence(rule, date(2026, 11, 23)).in_words


@pytest.mark.parametrize(
    "rule", ["", "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=SECONDLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=XX", "x" * 50,
             "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=MONTHLY;BYDAY=MO", "DTSTART:20260101\nRRULE:FREQ=WEEKLY;BYDAY=MO"]
)  # fmt: skip
def test_what_we_cannot_say_is_no_rule(rule: str) -> None:
    with pytest.raises(ValidationError):
        must_be_a_rule(rule)
