"""The story's calendar, moved to today."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from volunteers.deadlines import is_working_day

DEEDS = time(10, 30)  # when the things of a day happen, unless the story says


class Days:
    """Moves the story by whole days: its anchor becomes today, or the next working day."""

    def __init__(self, anchor: date, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)
        target = self.today
        while not is_working_day(target):
            target += timedelta(days=1)
        self.shift = target - anchor

    def day(self, told: date) -> date:
        """A coming day is never a holiday: people do not meet in offices then."""
        moved = told + self.shift
        while moved > self.today and not is_working_day(moved):
            moved += timedelta(days=1)
        return moved

    def at(self, told: date, clock: time = DEEDS) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(told), clock))

    def past(self, told: date, clock: time = DEEDS) -> datetime:
        """When something happened: never later than now."""
        return min(self.at(told, clock), self.now - timedelta(minutes=5))
