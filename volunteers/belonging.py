"""Are there gatherings enough, and has anybody gone without thanks? Asked for pages, never to rank people (VOL-46, VOL-60)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.events.models import Event
from foundation.people.models import Workplace
from foundation.tenancy.context import current
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from volunteers.models import Gift, Thanks, Volunteer
from volunteers.models.gathering import EVENT

YEAR = timedelta(days=365)
NEAR = timedelta(days=30)  # how far a milestone is from today
MILESTONES = (1, 5, 10, 15, 20, 25, 30, 40, 50)  # years


def fewest(days: Iterable[date], today: date, since: date) -> int:
    """The smallest number of gatherings in any twelve months that begin in the past year and end in the coming one.

    Months before `since` are nobody's fault: the place was not part of this yet.
    """
    held, earliest = sorted(days), min(max(today - YEAR, since), today)
    begins = [earliest, *(day + timedelta(days=1) for day in held if earliest <= day < today)]
    return min(sum(begin <= day < begin + YEAR for day in held) for begin in begins)


def gathering_days(today: date) -> dict[uuid.UUID | None, list[date]]:
    """By workplace, None for those of the whole municipality: the past year and the coming. One query."""
    first = timezone.make_aware(datetime.combine(today - YEAR, datetime.min.time()))
    found: dict[uuid.UUID | None, list[date]] = {}
    for workplace, at in _gatherings(first):
        found.setdefault(workplace, []).append(timezone.localdate(at))
    return found


@prepared
def _gatherings(first: datetime) -> QuerySet:
    rows = Event.objects.held().filter(kind=EVENT, starts_at__range=(first, first + 2 * YEAR))
    return rows.order_by().values_list("workplace", "starts_at")


def too_few(workplaces: Iterable[Workplace], today: date) -> dict[uuid.UUID, int]:
    """Places with fewer gatherings than the municipality wants in some twelve months, and how few."""
    wanted, days = setting("gatherings_per_year"), gathering_days(today)
    shared = days.get(None, [])
    opened = timezone.localdate(current().created_at)
    counts = {
        place.pk: fewest([*shared, *days.get(place.pk, [])], today, place.included_from or opened)
        for place in workplaces
    }
    return {pk: count for pk, count in counts.items() if count < wanted}


def warning(count: int) -> str:
    wanted = setting("gatherings_per_year")
    if count == 0:
        return _("There are twelve months without a gathering.")
    sentence = ngettext(
        "There are twelve months with only one gathering, and %(wanted)s are wanted.",
        "There are twelve months with only %(count)s gatherings, and %(wanted)s are wanted.",
        count,
    )
    return sentence % {"count": count, "wanted": wanted}


# Thanks


@dataclass(frozen=True)
class Milestone:
    volunteer: Volunteer
    years: int
    on: date

    @property
    def title(self) -> str:
        return ngettext("One year as a volunteer", "%(years)s years as a volunteer", self.years) % {
            "years": self.years
        }


def unthanked(volunteers: QuerySet[Volunteer], today: date) -> QuerySet[Volunteer]:
    """Here for a year or more, and neither thanks nor a gift for a year. By name."""
    since = timezone.make_aware(datetime.combine(today - YEAR, datetime.min.time()))
    thanked = Thanks.objects.filter(volunteer=OuterRef("pk"), given_at__gte=since)
    given = Gift.objects.filter(volunteer=OuterRef("pk"), given_on__gte=today - YEAR)
    long_here = volunteers.active().filter(started_on__lte=today - YEAR)
    return long_here.filter(~Exists(thanked), ~Exists(given)).with_people().order_by("person__name", "id")


def milestones(volunteers: Iterable[Volunteer], today: date) -> list[Milestone]:
    """Round years that were just reached or are near. By day."""
    found = (milestone(one, today) for one in volunteers)
    return sorted((one for one in found if one), key=lambda one: (one.on, one.volunteer.name))


def milestone(volunteer: Any, today: date) -> Milestone | None:
    began = volunteer.started_on
    for years in MILESTONES:
        on = _anniversary(began, years)
        if abs(on - today) <= NEAR:
            return Milestone(volunteer, years, on)
    return None


def _anniversary(began: date, years: int) -> date:
    try:
        return began.replace(year=began.year + years)
    except ValueError:  # 29 February
        return date(began.year + years, 3, 1)
