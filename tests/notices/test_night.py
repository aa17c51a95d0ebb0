"""Text messages wait for the morning; the municipality says when that is."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from foundation.notices import drain as draining
from foundation.notices.clock import database_now
from foundation.notices.drain import drain
from foundation.notices.hours import quiet_until
from foundation.notices.models import DueMark, Notice
from foundation.notices.outbox import Address, notify
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality, Setting
from tests.cast import Cast

FIELDS = {
    "course": {"title": "Introduksjonskurs", "short_title": "introkurs"},
    "day": date(2026, 11, 26),
    "time": time(14),
}


def oslo(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)  # an hour ahead in November


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (oslo(26, 20, 59), None),
        (oslo(26, 21), oslo(27, 8)),
        (oslo(26, 3), oslo(26, 8)),
        (oslo(26, 7, 59), oslo(26, 8)),
        (oslo(26, 8), None),
    ],
)
def test_a_reminder_waits_from_nine_in_the_evening_until_eight(
    elvebyen: Municipality, now: datetime, morning: datetime | None
) -> None:
    assert quiet_until(Notice(kind="course_reminder", channel="sms"), now) == morning


def test_the_municipality_sets_the_hours(elvebyen: Municipality) -> None:
    Setting.objects.create(code="sms_from_hour", value=10)
    assert quiet_until(Notice(kind="course_reminder", channel="sms"), oslo(26, 9)) == oslo(26, 10)


def test_mail_and_answers_come_at_any_hour(elvebyen: Municipality) -> None:
    assert quiet_until(Notice(kind="course_reminder", channel="email"), oslo(26, 3)) is None
    assert quiet_until(Notice(kind="course_confirmed", channel="sms"), oslo(26, 3)) is None


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)], ids=["spring", "autumn"])
def test_it_is_eight_by_the_clock_on_the_wall_also_when_the_clock_is_changed(
    elvebyen: Municipality, day: date
) -> None:
    evening = timezone.make_aware(datetime.combine(day, time(22)))
    morning = quiet_until(Notice(kind="course_reminder", channel="sms"), evening)
    assert timezone.localtime(morning) == timezone.make_aware(
        datetime.combine(day + timedelta(days=1), time(8))
    )


def test_putting_off_counts_no_attempt_and_leaves_a_mark(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    night = timezone.localtime(database_now() + timedelta(days=1)).replace(hour=3, minute=0)
    with enter(cast.elvebyen):
        notify(
            Address("Mina", phone="900 00 099"),
            "course_reminder",
            FIELDS,
            "/",
            key="x",
            expires_at=night + timedelta(days=1),
        )
    monkeypatch.setattr(draining, "database_now", lambda: night)
    drain(cast.elvebyen.pk)
    with enter(cast.elvebyen):
        notice = Notice.objects.get()
    assert (notice.state, notice.attempts) == ("pending", 0)
    assert timezone.localtime(notice.try_at).hour == 8
    assert list(DueMark.objects.values_list("due_at", flat=True)) == [notice.try_at]
    assert mail.outbox == []
