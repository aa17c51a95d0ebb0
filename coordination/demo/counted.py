"""Hours of those who want them counted, how volunteers are insured, and an organisation that has confirmed for its own."""

from datetime import timedelta
from typing import Any

from coordination.demo.days import Days
from foundation.access.roles import coordinator
from foundation.people.models import Partner, PartnerConfirmation
from foundation.tenancy.settings import choose
from volunteers.models import HoursEntry, Profile, Volunteer
from volunteers.models.logged_hours import decline_hours

WEEKS = 6


def tell(row: dict[str, Any], days: Days) -> None:
    choose("insurance", row["settings"]["insurance"])
    choose("log_hours", True)
    _confirmed(days)
    active = Volunteer.objects.active().with_people().order_by("person__name", "id")
    begun = active.filter(started_on__lte=days.today - timedelta(weeks=WEEKS))
    for number, volunteer in enumerate(begun):
        if number % 5 == 4:
            decline_hours(volunteer, True, by=volunteer.person)
        elif number % 3 == 0:
            _six_weeks(volunteer, days, method="volunteer" if number % 2 else "estimate")


def _confirmed(days: Days) -> None:
    """One organisation of those that volunteers come through: its confirmation runs out in some weeks."""
    through = Partner.objects.filter(pk__in=Profile.objects.exclude(partner=None).values("partner"))
    by = coordinator(days.today)
    for partner in through.order_by("name")[:1]:
        on = days.today - timedelta(days=340)
        PartnerConfirmation.write(partner, partner.contact_name or partner.name, on, "mail", by=by)


def _six_weeks(volunteer: Volunteer, days: Days, method: str) -> None:
    own = method == HoursEntry.Method.VOLUNTEER
    by = volunteer.person if own else volunteer.contact(days.today)
    for week in range(1, WEEKS + 1):
        on = days.today - timedelta(weeks=week)
        HoursEntry.write(volunteer, 90 + 30 * (week % 2), on, method, by=by)
