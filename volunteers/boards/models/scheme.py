"""A scheme: what comes round again, on which routes, by when one answers, and who does what nobody has taken (ASG-07, ASG-08)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Workplace
from foundation.tenancy.models import WalledModel
from volunteers.deadlines import is_holiday
from volunteers.models import Activity
from volunteers.recurrence import Recurrence, lasting, must_be_a_rule, on_the_wall


@dataclass(frozen=True)
class Round:
    """What is decided about a route. `pk` of one that is there already."""

    name: str
    starts: time
    minutes: int = 60
    places: int = 1
    pk: Any = None


class SchemeQuerySet(models.QuerySet):
    def running(self, today: date) -> "SchemeQuerySet":
        return self.exclude(ends_on__lt=today)

    def with_places(self) -> "SchemeQuerySet":
        return self.select_related("activity__workplace", "activity__activity_type", "unit")


class Scheme(WalledModel):
    class Mode(models.TextChoices):
        BOARD = "board", _("an open board: each ticks what suits")
        ROSTER = "roster", _("a fixed roster: those who have it swap among themselves")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="schemes", verbose_name=_("activity"))
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("what is good to know"), blank=True)
    mode = models.CharField(_("how it is shared"), max_length=6, choices=Mode.choices, default=Mode.BOARD)
    rule = models.CharField(max_length=120, validators=[must_be_a_rule])
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to and including"), null=True, blank=True)
    rests_on_holidays = models.BooleanField(_("not on public holidays"), default=False)
    cutoff_days = models.PositiveSmallIntegerField(_("days before"), default=1)
    cutoff_clock = models.TimeField(_("at what time"), default=time(12))
    unit = models.ForeignKey(
        Workplace, models.PROTECT, related_name="+", verbose_name=_("who does what nobody has taken")
    )
    weeks_ahead = models.PositiveSmallIntegerField(_("weeks ahead"), default=4)
    asks_ready = models.BooleanField(_("only who has what is asked for before the first time"), default=True)

    places = {"workplace": "activity__workplace", "sector": "activity__workplace__sector"}
    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheme")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="scheme_ends_after_start",
                violation_error_message=_("The end cannot be before the start."),
            ),
            models.CheckConstraint(
                condition=Q(cutoff_days__lte=14, weeks_ahead__gte=1, weeks_ahead__lte=26),
                name="scheme_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("board", self.pk)

    @property
    def workplace(self) -> Workplace:
        return self.activity.workplace

    @property
    def is_roster(self) -> bool:
        return self.mode == self.Mode.ROSTER

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.rule, self.starts_on, self.ends_on)

    @property
    def rounds(self) -> list[Round]:
        """What is decided about the routes now."""
        rows = self.routes.filter(is_open=True)
        return [Round(one.name, one.starts, one.minutes, one.places_wanted, one.pk) for one in rows]

    def cutoff_of(self, day: date) -> datetime:
        return on_the_wall(day - timedelta(days=self.cutoff_days), self.cutoff_clock)

    @transaction.atomic
    def plan(self, rounds: Iterable[Round], by: Any, at: datetime | None = None) -> None:
        """A new scheme with its routes, and the slots of the first weeks."""
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        self._route(rounds)
        record(by, "scheme.planned", self, changes={"rule": self.rule, "unit": str(self.unit)}, at=at)
        self.extend(at=at)

    @transaction.atomic
    def change(self, by: Any, rounds: Iterable[Round] | None = None, at: datetime | None = None) -> None:
        """What was promised moves or is called off in the same breath, and everybody concerned is told."""
        Scheme.objects.select_for_update().get(pk=self.pk)
        self.full_clean(exclude=["municipality"])
        self.save()
        moved = self._route(self.rounds if rounds is None else rounds)
        record(by, "scheme.changed", self, changes={"rule": self.rule, "unit": str(self.unit)}, at=at)
        self._keep_up(by, at, moved)
        self.extend(at=at)

    @transaction.atomic
    def close_day(self, on: date, reason: str, by: Any, at: datetime | None = None) -> None:
        """Nothing on that day; what was promised is called off. Twice is once."""
        Scheme.objects.select_for_update().get(pk=self.pk)
        _closed, is_new = ClosedDay.objects.get_or_create(scheme=self, on=on, defaults={"reason": reason})
        if is_new:
            record(by, "scheme.day_closed", self, changes={"on": on}, at=at)
            self._keep_up(by, at)

    @transaction.atomic
    def open_day(self, on: date, by: Any, at: datetime | None = None) -> None:
        Scheme.objects.select_for_update().get(pk=self.pk)
        if self.closed_days.filter(on=on).delete()[0]:
            record(by, "scheme.day_opened", self, changes={"on": on}, at=at)
            self.extend(at=at)

    def days(self, first: date, last: date) -> list[date]:
        """The days of the rule that are not closed."""
        closed = set(self.closed_days.filter(on__range=(first, last)).values_list("on", flat=True))
        found = self.recurrence.days(first, last, closed)
        return [day for day in found if not (self.rests_on_holidays and is_holiday(day))]

    @transaction.atomic
    def extend(self, at: datetime | None = None) -> int:
        """Slots for the coming weeks, and in them those who have agreed to come every time. Asked again it makes nothing."""
        from volunteers.boards.making import make_slots

        Scheme.objects.select_for_update().get(pk=self.pk)
        return make_slots(self, at or timezone.now())

    def _keep_up(self, by: Any, at: datetime | None, moved: Collection[Any] = ()) -> None:
        from volunteers.boards.making import keep_up

        keep_up(self, by, at or timezone.now(), moved)

    def _route(self, rounds: Iterable[Round]) -> list[Any]:
        """Those that have changed. A route that is left out is ended: its past stays."""
        kept, moved = [], []
        for number, one in enumerate(rounds):
            given = {"name": one.name, "starts": one.starts, "minutes": one.minutes}
            given |= {"places_wanted": one.places, "number": number, "is_open": True}
            route = self.routes.filter(pk=one.pk).first() or Route(scheme=self)
            if any(getattr(route, name) != value for name, value in given.items()):
                moved.append(route.pk)
            for name, value in given.items():
                setattr(route, name, value)
            route.save()
            kept.append(route.pk)
        self.routes.exclude(pk__in=kept).update(is_open=False)
        return moved


class Route(WalledModel):
    """One of several that run at each time: «Nord, kl. 15.00»."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="routes")
    name = models.CharField(_("name"), max_length=60)
    starts = models.TimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("how many minutes"), default=60)
    places_wanted = models.PositiveSmallIntegerField(_("how many people"), default=1)
    number = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    places = {"workplace": "scheme__activity__workplace", "sector": "scheme__activity__workplace__sector"}

    class Meta:
        verbose_name = _("route")
        ordering = ["number", "starts", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(places_wanted__gte=1), name="route_needs_somebody"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=24 * 60), name="route_within_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def times_on(self, day: date) -> tuple[datetime, datetime]:
        return lasting(on_the_wall(day, self.starts), self.minutes)


class ClosedDay(WalledModel):
    """A day on which there is nothing, although the rule says so."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="closed_days")
    on = models.DateField(_("day"))
    reason = models.CharField(_("why"), max_length=120, blank=True)

    places = {"workplace": "scheme__activity__workplace", "sector": "scheme__activity__workplace__sector"}

    class Meta:
        verbose_name = _("closed day")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "scheme", "on"], name="closed_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.on}"
