"""What happens at a place, once or again and again: a song hour, a baking day, a choir that comes each month (ASG-05, ASG-24).

A happening is the plan; each time is an event of its own, made some weeks ahead. Those who always come have a place in every
time, and give it back when they cannot. Whoever is in reserve is asked then, and when a group that should have come cannot.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.models import Participation
from foundation.notices.outbox import silent
from foundation.pages import moments
from foundation.pages.addresses import address
from foundation.people.models import Department, Partner, Person, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.activity import ActivityType
from volunteers.models.volunteer import Volunteer
from volunteers.recurrence import Recurrence, lasting, must_be_a_rule, on_the_wall

EVENT = "happening"
AHEAD = timedelta(weeks=8)


class HappeningQuerySet(models.QuerySet):
    def running(self, today: date) -> "HappeningQuerySet":
        return self.filter(ended_on=None).exclude(ends_on__lt=today)

    def next_first(self, now: datetime) -> "HappeningQuerySet":
        """With `next_at`, and in the order of it; what has no time to come is left out."""
        coming = Q(times__event__cancelled_at=None, times__event__ends_at__gt=now)
        rows = self.annotate(next_at=Min("times__event__starts_at", filter=coming))
        return rows.filter(next_at__isnull=False).order_by("next_at", "id")

    def for_many(self) -> "HappeningQuerySet":
        """What goes on here; the visits of two stand on their own page."""
        return self.filter(for_two=False)

    def with_places(self) -> "HappeningQuerySet":
        return self.select_related("workplace", "department", "responsible", "partner", "activity_type")


class Happening(WalledModel):
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, related_name="happenings", verbose_name=_("workplace")
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what is good to know"), max_length=1000, blank=True)
    activity_type = models.ForeignKey(
        ActivityType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of activity"),
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    responsible = models.ForeignKey(  # None: whoever answers at the place
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    group = models.CharField(_("group"), max_length=120, blank=True)
    visitors = models.PositiveSmallIntegerField(_("how many come in the group"), null=True, blank=True)
    wanted = models.PositiveSmallIntegerField(_("how many volunteers are needed"), null=True, blank=True)
    rule = models.CharField(max_length=120, blank=True, validators=[must_be_a_rule])  # empty: once
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to and including"), null=True, blank=True)
    starts = models.TimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("how many minutes"), default=60)
    for_two = models.BooleanField(default=False, editable=False)  # a visit: nobody else is written up
    ended_on = models.DateField(null=True, blank=True, editable=False)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = HappeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("happening")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="happening_ends_after_start",
                violation_error_message=_("The end cannot be before the start."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=24 * 60), name="happening_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(wanted__isnull=True) | Q(wanted__gte=1), name="happening_needs_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("happening", self.pk)

    @property
    def is_once(self) -> bool:
        return not self.rule

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.rule, self.starts_on, self.ends_on)

    @property
    def in_words(self) -> str:
        """«hver tirsdag», or the day when it is once."""
        return moments.day(self.starts_on, "plain") if self.is_once else self.recurrence.in_words

    @property
    def clock(self) -> str:
        """«10–12», on the wall."""
        return moments.span(*self.times_on(self.starts_on))

    @property
    def whereabouts(self) -> str:
        return self.place or str(self.department or self.workplace.name)

    @property
    def visiting(self) -> str:
        """Who comes as a group: its own name, else the organisation's, with how many."""
        name = self.group or (self.partner.name if self.partner else "")
        return f"{name} ({self.visitors})" if name and self.visitors else name

    def times_on(self, day: date) -> tuple[datetime, datetime]:
        return lasting(on_the_wall(day, self.starts), self.minutes)

    def days(self, first: date, last: date) -> list[date]:
        if self.is_once:
            return [self.starts_on] if first <= self.starts_on <= last else []
        return self.recurrence.days(max(first, self.starts_on), last)

    @transaction.atomic
    def plan(self, by: Any, always: "list[Volunteer] | None" = None, at: datetime | None = None) -> None:
        """A new one, with those who always come, and its times of the coming weeks."""
        from volunteers.models.happening_member import HappeningMember

        if self.activity_type and self.activity_type.is_statutory:
            raise ValidationError(_("This is the municipality’s own duty, and never a volunteer’s."))
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        record(by, "happening.planned", self, changes={"rule": self.rule, "from": self.starts_on}, at=at)
        self.extend(at=at)
        for volunteer in always or []:
            HappeningMember.join(self, volunteer, by=by, at=at)

    @transaction.atomic
    def extend(self, at: datetime | None = None) -> int:
        """Times of the coming weeks, with those who always come. Asked again it makes nothing."""
        from volunteers.models.happening_time import HappeningTime

        now = at or timezone.now()
        Happening.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if self.ended_on:
            return 0
        today = timezone.localdate(now)
        last = max(today + AHEAD, self.starts_on) if self.is_once else today + AHEAD
        known = set(self.times.filter(on__gte=today).values_list("on", flat=True))
        missing = [day for day in self.days(today, last) if day not in known]
        members = list(self.members.always().with_people()) if missing else []
        for day in missing:
            time = HappeningTime.make(self, day)
            for member in members:
                time.seat(member, by=None, at=now)
        return len(missing)

    @transaction.atomic
    def end(self, by: Any, at: datetime | None = None) -> None:
        """It does not happen any more. Everybody is told once, not once for each time."""
        from volunteers import told_happenings as told
        from volunteers.models.substitute import Substitute

        at = at or timezone.now()
        self.refresh_from_db(fields=["ended_on"], from_queryset=Happening.objects.select_for_update())
        if self.ended_on:
            return  # a double click
        self.ended_on = timezone.localdate(at)
        self.save(update_fields=["ended_on"])
        coming = list(self.times.coming(at).with_events())
        seats = Participation.objects.active().filter(event__in=[time.event_id for time in coming])
        people = list(Person.objects.filter(pk__in=seats.values("person")))
        for time in coming:
            with silent():
                time.event.cancel(by=by, at=at)
            Substitute.release(time, by=by, at=at)
        told.ended(self, people)
        record(by, "happening.ended", self, at=at)
