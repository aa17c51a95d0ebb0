"""How much of a month somebody has said yes to, beside how much they want to give: so that nobody is eaten up (VOL-17)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone

from foundation.events.models import Participation
from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import Promise, planner, still_wanted
from volunteers.deadlines import add_working_days, opening
from volunteers.models import Volunteer
from volunteers.words import facts

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Month:
    """The hours that are planned in one month for somebody who has said how many they want at the most."""

    volunteer: Volunteer
    first_day: date
    planned: timedelta

    @property
    def wanted(self) -> timedelta:
        return self.volunteer.profile.max_hours_month * AN_HOUR

    @property
    def is_too_much(self) -> bool:
        return self.planned > self.wanted

    @property
    def hours(self) -> int:
        """Begun hours count: half an hour too much is too much."""
        return -(-self.planned // AN_HOUR)


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_after(day: date) -> date:
    return month_of(month_of(day) + timedelta(days=31))


def planned_hours(people: Iterable[UUID], month: date) -> dict[UUID, timedelta]:
    """Person -> what they have a place in that month, at every place where they volunteer. One query."""
    since, until = (_midnight(day) for day in (month, month_after(month)))
    seats = Participation.objects.signed_up().filter(
        person__in=people,
        event__cancelled_at=None,
        event__starts_at__gte=since,
        event__starts_at__lt=until,
    )
    length = Sum(F("event__ends_at") - F("event__starts_at"))
    return dict(seats.order_by().values("person").annotate(length=length).values_list("person", "length"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def months(month: date) -> list[Month]:
    """Of everybody who has begun and has said how much is enough."""
    rows = Volunteer.objects.active().filter(profile__max_hours_month__isnull=False)
    volunteers = list(rows.select_related("person", "workplace", "profile"))
    planned = planned_hours([one.person_id for one in volunteers], month)
    return [Month(one, month, planned.get(one.person_id, timedelta())) for one in volunteers]


def of(volunteer: Volunteer, month: date) -> Month:
    planned = planned_hours([volunteer.person_id], month)
    return Month(volunteer, month, planned.get(volunteer.person_id, timedelta()))


@planner
def more_than_wanted(now: datetime) -> Iterator[Promise]:
    """Once for each month, the morning of the working day on which it has become too much."""
    today = timezone.localdate(now)
    for month in (month_of(today), month_after(today)):
        for one in months(month):
            if one.is_too_much and (contact := one.volunteer.contact(today)):
                told = {"hours": {"planned": one.hours, "wanted": one.volunteer.profile.max_hours_month}}
                yield Promise(
                    contact,
                    "more_than_wanted",
                    facts(one.volunteer, today) | told,
                    reverse("profile", args=[one.volunteer.pk]),
                    occasion("hours", one.volunteer.pk, month),
                    opening(add_working_days(today, 0)),
                    one.volunteer,
                )


@still_wanted("more_than_wanted")
def still_too_much(notice: Notice) -> bool:
    """Called off meanwhile, or the volunteer has said that it is all right: then nobody is bothered."""
    volunteer = Volunteer.objects.active().select_related("profile").filter(pk=notice.about_id).first()
    if (
        volunteer is None
        or getattr(volunteer, "profile", None) is None
        or not volunteer.profile.max_hours_month
    ):
        return False
    return of(volunteer, date.fromisoformat(notice.key.rsplit(":", 1)[1])).is_too_much
