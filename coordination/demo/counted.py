"""Hours of those who want them counted, somebody who would rather not, and how the town's volunteers are insured."""

from datetime import timedelta
from typing import Any

from coordination.demo.days import Days
from foundation.tenancy.settings import choose
from volunteers.models import HoursEntry, Volunteer
from volunteers.models.logged_hours import decline_hours

WEEKS = 6


def tell(row: dict[str, Any], days: Days) -> None:
    choose("insurance", row["settings"]["insurance"])
    choose("log_hours", True)
    active = Volunteer.objects.active().with_people().order_by("person__name", "id")
    begun = active.filter(started_on__lte=days.today - timedelta(weeks=WEEKS))
    for number, volunteer in enumerate(begun):
        if number % 5 == 4:
            decline_hours(volunteer, True, by=volunteer.person)
        elif number % 3 == 0:
            _six_weeks(volunteer, days, method="volunteer" if number % 2 else "estimate")


def _six_weeks(volunteer: Volunteer, days: Days, method: str) -> None:
    own = method == HoursEntry.Method.VOLUNTEER
    by = volunteer.person if own else volunteer.contact(days.today)
    for week in range(1, WEEKS + 1):
        on = days.today - timedelta(weeks=week)
        HoursEntry.write(volunteer, 90 + 30 * (week % 2), on, method, by=by)
