"""What is reminded of before it happens: the first day, a call, the end of a pause and of a trial period."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from foundation.notices import planning
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.models import Conversation, Pause, Step, Volunteer
from volunteers.papers import Terms
from volunteers.reminders import calls_due, first_days, first_meetings, pauses_end, trials_end

OSLO = ZoneInfo("Europe/Oslo")


def at(year: int, month: int, day: int, hour: int = 15) -> datetime:
    return datetime(year, month, day, hour, tzinfo=OSLO)


def tomorrow(hour: int = 14) -> datetime:
    on = timezone.localdate() + timedelta(days=1)
    return datetime(on.year, on.month, on.day, hour, tzinfo=OSLO)


def test_the_day_before_the_first_time_both_are_told_who_meets_whom(here: Cast) -> None:
    first = people.planned(here, start=tomorrow())
    promises = list(first_days(timezone.now()))
    assert [(one.kind, one.to) for one in promises] == [
        ("first_day_volunteer", here.ingrid),
        ("first_day_companion", here.solveig),
    ]
    eve = timezone.localdate(first.event.starts_at) - timedelta(days=1)
    assert {timezone.localtime(one.due_at) for one in promises} == {at(eve.year, eve.month, eve.day, 16)}
    assert all(timezone.localdate(one.expires_at - timedelta(seconds=1)) == eve for one in promises)


def test_what_is_called_off_or_held_is_not_reminded_of(here: Cast) -> None:
    people.planned(here, "ingrid", start=tomorrow()).call_off(by=here.kari)
    people.planned(here, "gunnar", start=tomorrow()).hold(by=here.kari)
    assert list(first_days(timezone.now())) == []


def test_a_call_is_reminded_of_on_the_working_day_before(here: Cast) -> None:
    volunteer = people.started(here)
    step = volunteer.open_step(Step.FOLLOW_UP, due_at=at(2026, 11, 23))  # a Monday
    (promise,) = calls_due(at(2026, 11, 20, 7))
    assert (promise.to, promise.kind) == (here.kari, "followup_due")
    assert (promise.due_at, promise.expires_at) == (at(2026, 11, 20, 8), step.due_at)


@pytest.mark.parametrize(
    ("due", "reminded"),
    [
        (date(2027, 3, 30), date(2027, 3, 24)),  # over Easter
        (date(2026, 12, 28), date(2026, 12, 24)),
        (date(2027, 5, 18), date(2027, 5, 14)),  # over Whitsun and the national day
        (date(2026, 10, 26), date(2026, 10, 23)),  # summer time ends on the Sunday
    ],
)
def test_reminders_keep_to_norwegian_working_days(here: Cast, due: date, reminded: date) -> None:
    volunteer = people.started(here)
    volunteer.open_step(Step.FOLLOW_UP, due_at=at(due.year, due.month, due.day))
    (promise,) = calls_due(at(reminded.year, reminded.month, reminded.day, 6))
    assert promise.due_at == at(reminded.year, reminded.month, reminded.day, 8)


def test_a_call_that_is_made_is_not_reminded_of(here: Cast) -> None:
    volunteer = people.started(here)
    step = volunteer.open_step(Step.FOLLOW_UP, due_at=timezone.now() + timedelta(days=4))
    planning.plan(here.elvebyen.pk)
    step.finish(by=here.kari)
    planning.plan(here.elvebyen.pk)
    assert not Notice.objects.of(step).pending().exists()


def test_before_a_pause_ends_the_volunteer_is_asked(here: Cast) -> None:
    volunteer = people.going(here)
    until = timezone.localdate() + timedelta(days=5)
    Pause.begin(volunteer, until=until, by=here.kari)
    Pause.objects.update(starts_on=timezone.localdate() - timedelta(days=30))
    (promise,) = pauses_end(timezone.now())
    assert (promise.to, timezone.localdate(promise.due_at)) == (here.oddvar, until - timedelta(days=3))


def test_a_short_pause_is_not_asked_about(here: Cast) -> None:
    Pause.begin(people.going(here), until=timezone.localdate() + timedelta(days=2), by=here.kari)
    assert list(pauses_end(timezone.now())) == []


def test_before_a_trial_period_ends_the_contact_is_told(here: Cast) -> None:
    volunteer = people.going(here)
    trial = timezone.localdate() + timedelta(days=9)
    terms = Terms(tasks="Sjakk", when="onsdager", start_on=timezone.localdate(), trial_until=trial)
    papers.issue_agreement(volunteer, terms, by=here.kari)
    (promise,) = trials_end(timezone.now())
    assert (promise.to, promise.kind) == (here.kari, "trial_period_ends")
    assert timezone.localdate(promise.due_at) <= trial - timedelta(days=7)
    assert set(promise.fields) >= {"volunteer", "day"}


def test_every_reminder_can_be_written(here: Cast) -> None:
    """What the planners promise goes all the way into the outbox."""
    people.planned(here, "ingrid", start=tomorrow())
    people.started(here, "gunnar").open_step(Step.FOLLOW_UP, due_at=timezone.now() + timedelta(hours=30))
    planning.plan(here.elvebyen.pk)
    kinds = set(Notice.objects.exclude(planned_by="").values_list("kind", flat=True))
    assert {"first_day_volunteer", "first_day_companion", "followup_due"} <= kinds


def test_the_working_day_before_a_first_meeting_the_contact_is_reminded_of_room_coffee_and_papers(
    here: Cast, enquire: Callable[..., Volunteer]
) -> None:
    """On Monday 30 November: the reminder comes on the Friday before, in the morning (VOL-25)."""
    volunteer, monday = enquire(), at(2026, 11, 30, 13)
    meeting = Conversation.propose(volunteer, [monday], "Møterommet", 60, by=here.kari)
    meeting.accept(meeting.times.get(), by=volunteer.person)
    [told] = first_meetings(at(2026, 11, 26, 9))
    assert (told.to, told.kind, told.due_at) == (here.kari, "first_meeting_eve", at(2026, 11, 27, 8))
    assert (told.fields["place"], told.url) == ("Møterommet", f"/frivillige/{volunteer.pk}/prat/guide/")
    meeting.withdraw(by=here.kari)
    assert list(first_meetings(at(2026, 11, 26, 9))) == []
