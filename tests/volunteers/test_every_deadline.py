"""Every deadline of the room on the days when calendars go wrong: one table of days, one of what is promised.

Weekend, Easter, Ascension Day, 17 May, Christmas, New Year, the nights when the clock is changed, and both sides of midnight,
where Oslo has another date than UTC. Forward: so many working days, or days, after something was done, at the close of
that day. Back: so long before something is to happen. Last, whom a late step reaches, a rhythm, and the week's letter.
"""

import re
from datetime import date, datetime, time
from inspect import getmembers, isfunction
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coordination.digest import week_begins
from foundation.events.reminders import due_at as remembered_at
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.moments import oslo
from tests.volunteers.promised import DAY, HOUR, PROMISES, first_time, on_trial
from volunteers import deadlines
from volunteers.escalation import chain
from volunteers.models import Conversation, Pause, Step, Volunteer
from volunteers.models.gathering import Rhythm, starts
from volunteers.reminders import calls_due, first_days, first_meetings, pauses_end, trials_end

# Forward


#  done                       working days after:  1        2        3        5     days after:  7       14       30
CALENDAR = """
   a Friday evening         20.11.2026 16:30     23.11    24.11    25.11    27.11             27.11    04.12    20.12
   late, UTC has the day    24.11.2026 23:30     25.11    26.11    27.11    01.12             01.12    08.12    24.12
   late, UTC is behind      25.11.2026 00:30     26.11    27.11    30.11    02.12             02.12    09.12    25.12
   winter time begins       25.10.2026 02:30     26.10    27.10    28.10    30.10             01.11    08.11    24.11
   before Easter            24.03.2027 12:00     30.03    31.03    01.04    05.04             31.03    07.04    23.04
   summer time begins       28.03.2027 03:30     30.03    31.03    01.04    05.04             04.04    11.04    27.04
   before Ascension Day     05.05.2027 12:00     07.05    10.05    11.05    13.05             12.05    19.05    04.06
   before 17 May, Whitsun   14.05.2027 12:00     18.05    19.05    20.05    24.05             21.05    28.05    13.06
   before Christmas         23.12.2026 12:00     24.12    28.12    29.12    31.12             30.12    06.01    22.01
   New Year's Eve           31.12.2026 12:00     04.01    05.01    06.01    08.01             07.01    14.01    30.01
"""
COLUMNS = ("1 working", "2 working", "3 working", "5 working", "7 days", "14 days", "30 days")


def rows() -> dict[str, tuple[datetime, dict[str, datetime]]]:
    """What is special about the day -> when something is done, and by when each promise that follows is to be kept."""
    found = {}
    for line in CALENDAR.strip().splitlines():
        name, day, clock, *days = re.split(r"\s{2,}| (?=\d\d:)", line.strip())
        done = _moment(f"{day} {clock}")
        by = [datetime.combine(_after(done, one), time(15)).replace(tzinfo=done.tzinfo) for one in days]
        found[name] = (done, dict(zip(COLUMNS, by, strict=True)))
    return found


def _moment(text: str) -> datetime:
    naive = datetime.strptime(text, "%d.%m.%Y %H:%M")  # noqa: DTZ007
    return naive.replace(
        tzinfo=oslo(2026, 1, 1).tzinfo, fold=1
    )  # the second half past two of the autumn night


def _after(done: datetime, day: str) -> date:
    """The next day of that name."""
    number, month = (int(part) for part in day.split("."))
    return date(done.year + (month < done.month), month, number)


@pytest.mark.parametrize("what", PROMISES)
def test_it_is_promised_by_the_close_of_the_right_day(here: Cast, what: str) -> None:
    column, _module, deed = PROMISES[what]
    found, wanted = {}, {name: by[column] for name, (_done, by) in rows().items()}
    for name, (done, _by) in rows().items():
        with time_machine.travel(done, tick=False), transaction.atomic():
            found[name] = deed(here, people.interested(here, "ingrid"))
            transaction.set_rollback(True)
    assert found == wanted


# Back: what is reminded of before it happens


#  what happens                                    the eve      the first meeting  a call      a pause      a trial
BEFORE = """
   after a weekend           23.11.2026 10:00      22.11 16:00     20.11 08:00     20.11 08:00    20.11 08:00     16.11 08:00
   just after midnight       25.11.2026 00:30      24.11 16:00     24.11 08:00     24.11 08:00    22.11 08:00     18.11 08:00
   after winter time began   26.10.2026 08:00      25.10 16:00     23.10 08:00     23.10 08:00    23.10 08:00     19.10 08:00
   after Easter              30.03.2027 10:00      29.03 16:00     24.03 08:00     24.03 08:00    27.03 08:00     23.03 08:00
   after Ascension Day       07.05.2027 10:00      06.05 16:00     05.05 08:00     05.05 08:00    04.05 08:00     30.04 08:00
   after 17 May              18.05.2027 10:00      17.05 16:00     14.05 08:00     14.05 08:00    15.05 08:00     11.05 08:00
   after Christmas           28.12.2026 10:00      27.12 16:00     24.12 08:00     24.12 08:00    25.12 08:00     21.12 08:00
"""


def _eve(cast: Cast, volunteer: Volunteer, at: datetime) -> Any:
    first_time(cast, volunteer, at)
    return first_days(timezone.now())


def _meeting(cast: Cast, volunteer: Volunteer, at: datetime) -> Any:
    Conversation.agree(volunteer, at, place="", minutes=45, by=cast.kari)
    return first_meetings(timezone.now())


def _call(cast: Cast, volunteer: Volunteer, at: datetime) -> Any:
    volunteer.open_step(Step.FOLLOW_UP, due_at=at)
    return calls_due(timezone.now())


def _pause(cast: Cast, volunteer: Volunteer, at: datetime) -> Any:
    Pause.begin(volunteer, timezone.localdate(at), by=cast.kari)
    Pause.objects.update(starts_on=date(2026, 1, 1))
    return pauses_end(timezone.now())


def _trial(cast: Cast, volunteer: Volunteer, at: datetime) -> Any:
    Volunteer.objects.filter(pk=volunteer.pk).update(started_on=date(2026, 1, 1))
    on_trial(cast, volunteer, timezone.localdate(at))
    return trials_end(timezone.now())


REMINDERS = (_eve, _meeting, _call, _pause, _trial)


def before() -> dict[str, tuple[datetime, list[datetime]]]:
    found = {}
    for line in BEFORE.strip().splitlines():
        name, day, clock, *rest = re.split(r"\s{2,}| (?=\d\d:)", line.strip())
        year = day[-4:]
        told = [_moment(f"{on}.{year} {at}") for on, at in zip(rest[::2], rest[1::2], strict=True)]
        found[name] = (_moment(f"{day} {clock}"), told)
    return found


@pytest.mark.parametrize("number", range(len(REMINDERS)), ids=[one.__name__[1:] for one in REMINDERS])
def test_it_is_reminded_of_in_time(here: Cast, number: int) -> None:
    """Asked six days before, so that all are within sight; to a contact on working mornings, to a volunteer on any."""
    found, wanted = {}, {name: told[number] for name, (_happens, told) in before().items()}
    for name, (happens, told) in before().items():
        with time_machine.travel(told[number] - 12 * HOUR, tick=False), transaction.atomic():
            volunteer = people.interested(here, "ingrid")
            found[name] = next(iter(REMINDERS[number](here, volunteer, happens))).due_at
            transaction.set_rollback(True)
    assert found == wanted


@pytest.mark.parametrize(
    ("starts_at", "reminded"),
    [
        (oslo(2027, 3, 29, 9), oslo(2027, 3, 28, 10)),  # summer time began in the night
        (oslo(2026, 10, 26, 9), oslo(2026, 10, 25, 10)),  # winter time did
        (oslo(2026, 11, 25, 0, 30), oslo(2026, 11, 24, 10)),  # just after midnight in Oslo
    ],
)
def test_whoever_has_a_place_is_reminded_at_ten_the_day_before(
    starts_at: datetime, reminded: datetime
) -> None:
    assert remembered_at(starts_at, DAY) == reminded


# Whom what is late reaches, a rhythm, and the week's letter


@pytest.mark.parametrize(
    ("due_at", "deputy", "coordinator"),
    [
        (oslo(2026, 11, 20, 15), oslo(2026, 11, 23, 8), oslo(2026, 11, 24, 8)),
        (oslo(2026, 11, 24, 23, 30), oslo(2026, 11, 25, 8), oslo(2026, 11, 26, 8)),
        (oslo(2026, 11, 25, 0, 30), oslo(2026, 11, 26, 8), oslo(2026, 11, 27, 8)),
        (oslo(2026, 10, 23, 15), oslo(2026, 10, 26, 8), oslo(2026, 10, 27, 8)),
        (oslo(2027, 3, 24, 15), oslo(2027, 3, 30, 8), oslo(2027, 3, 31, 8)),
        (oslo(2027, 5, 5, 15), oslo(2027, 5, 7, 8), oslo(2027, 5, 10, 8)),
        (oslo(2027, 5, 14, 15), oslo(2027, 5, 18, 8), oslo(2027, 5, 19, 8)),
        (oslo(2026, 12, 24, 15), oslo(2026, 12, 28, 8), oslo(2026, 12, 29, 8)),
    ],
)
def test_the_deputy_hears_the_next_working_morning_and_the_coordinator_the_one_after(
    here: Cast, due_at: datetime, deputy: datetime, coordinator: datetime
) -> None:
    told = chain(due_at, here.kari, here.jonas, here.marit)
    assert [(one.to, one.at) for one in told] == [
        (here.kari, due_at),
        (here.jonas, deputy),
        (here.marit, coordinator),
    ]


@pytest.mark.parametrize(
    ("week_of", "comes"),
    [
        (date(2026, 11, 23), oslo(2026, 11, 23, 8)),
        (date(2026, 10, 26), oslo(2026, 10, 26, 8)),
        (date(2027, 3, 29), oslo(2027, 3, 30, 8)),
        (date(2027, 5, 3), oslo(2027, 5, 3, 8)),
        (date(2027, 5, 17), oslo(2027, 5, 18, 8)),
        (date(2026, 12, 21), oslo(2026, 12, 21, 8)),
    ],
)
def test_the_weeks_letter_comes_the_first_working_morning(here: Cast, week_of: date, comes: datetime) -> None:
    hours = [oslo(*on.timetuple()[:3], 8) for on in (week_of + days * DAY for days in range(7))]
    assert [hour for hour in hours if any(True for _letter in week_begins(hour))] == [comes]


@pytest.mark.parametrize(
    ("rhythm", "first", "second"),
    [
        (Rhythm.MONTH, oslo(2026, 10, 6, 18), oslo(2026, 11, 6, 18)),  # over the change to winter time
        (Rhythm.MONTH, oslo(2027, 3, 9, 18), oslo(2027, 4, 9, 18)),  # and to summer time
        (Rhythm.MONTH, oslo(2027, 1, 31, 18), oslo(2027, 2, 28, 18)),
        (Rhythm.QUARTER, oslo(2026, 11, 24, 23, 30), oslo(2027, 2, 24, 23, 30)),
        (Rhythm.HALF_YEAR, oslo(2026, 11, 25, 0, 30), oslo(2027, 5, 25, 0, 30)),
        (Rhythm.YEAR, oslo(2026, 11, 24, 18), oslo(2027, 11, 24, 18)),
    ],
)
def test_a_rhythm_keeps_the_clock_on_the_wall(rhythm: str, first: datetime, second: datetime) -> None:
    assert starts(first, rhythm)[:2] == [first, second]


# None is left out


#: Deadlines that are asked for here or in a module of their own, and what asks.
ELSEWHERE = {
    "coordination/digest.py": test_the_weeks_letter_comes_the_first_working_morning,
    "volunteers/reminders.py": test_it_is_reminded_of_in_time,
    "volunteers/desk.py": test_the_deputy_hears_the_next_working_morning_and_the_coordinator_the_one_after,
    "volunteers/models/meeting_offer.py": "tests/volunteers/test_meeting_offer.py",  # the hour itself
    "volunteers/forms/care_steps.py": "tests/volunteers/test_care_step.py",  # the day that somebody writes
    "volunteers/training.py": "tests/volunteers/test_start.py",  # the day the course was taken
    "volunteers/boards/models/scheme.py": "tests/boards/test_recurrence.py",  # what rests on holidays
    "volunteers/partner_reminders.py": "tests/volunteers/test_partner_confirmation.py",  # the morning of a day
    "volunteers/hours.py": "tests/volunteers/test_hours.py",  # at once, or the next working morning
    "volunteers/thanks.py": "tests/volunteers/test_promise.py",  # the morning after the promise
}


def test_no_deadline_is_left_out() -> None:
    uses = re.compile(r"^from volunteers\.deadlines import", re.MULTILINE)
    folders = [Path(settings.BASE_DIR, room) for room in ("volunteers", "coordination", "courses")]
    files = [file for folder in folders for file in folder.rglob("*.py") if "demo" not in file.parts]
    found = {str(file.relative_to(settings.BASE_DIR)) for file in files if uses.search(file.read_text())}
    assert found - {module for _column, module, _deed in PROMISES.values()} - set(ELSEWHERE) == set()
    for proof in ELSEWHERE.values():
        assert callable(proof) or Path(settings.BASE_DIR, proof).exists(), proof


def test_no_rule_of_deadlines_is_left_out() -> None:
    """Each is asked for by something above; a new one is to have its column."""
    own = {name for name, one in getmembers(deadlines, isfunction) if one.__module__ == deadlines.__name__}
    forward, back = {"add_working_days", "working_deadline", "day_deadline", "closing"}, {"opening"}
    assert own == forward | back | {"working_day_before", "is_working_day", "is_holiday"}
