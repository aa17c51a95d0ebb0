"""What happens at a place, once or again and again: a song hour, a baking day, a choir that comes each month (ASG-05, ASG-24).

A happening is the plan; each time is an event of its own, made some weeks ahead. Those who always come have a place in every
time, and give it back when they cannot. Whoever is in reserve is asked then, and when a group that should have come cannot.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.models import Event, Participation
from foundation.notices.outbox import silent
from foundation.people.models import Department, Partner, Person, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.activity import ActivityType
from volunteers.models.demanded import must_have_learnt
from volunteers.models.pause import Pause
from volunteers.models.readiness import lacks
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
        return reverse("happening", args=[self.pk])

    @property
    def is_once(self) -> bool:
        return not self.rule

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.rule, self.starts_on, self.ends_on)

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

        at = at or timezone.now()
        self.refresh_from_db(fields=["ended_on"], from_queryset=Happening.objects.select_for_update())
        if self.ended_on:
            return  # a double click
        self.ended_on = timezone.localdate(at)
        self.save(update_fields=["ended_on"])
        coming = list(self.times.coming(at).select_related("event"))
        seats = Participation.objects.active().filter(event__in=[time.event_id for time in coming])
        people = list(Person.objects.filter(pk__in=seats.values("person")))
        with silent():
            for time in coming:
                time.event.cancel(by=by, at=at)
        told.ended(self, people)
        record(by, "happening.ended", self, at=at)


class HappeningMemberQuerySet(models.QuerySet):
    def current(self) -> "HappeningMemberQuerySet":
        return self.filter(left_on=None, volunteer__closed_on=None)

    def always(self) -> "HappeningMemberQuerySet":
        return self.current().filter(is_reserve=False)

    def reserves(self) -> "HappeningMemberQuerySet":
        return self.current().filter(is_reserve=True)

    def with_people(self) -> "HappeningMemberQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "happening__workplace")


class HappeningMember(WalledModel):
    """Comes every time, or is asked when somebody cannot."""

    happening = models.ForeignKey(Happening, models.CASCADE, related_name="members")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="happenings")
    is_reserve = models.BooleanField(_("in reserve: is asked when somebody cannot"), default=False)
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    places = {
        "workplace": "happening__workplace",
        "sector": "happening__workplace__sector",
        "person": "volunteer__person",
    }
    objects = HappeningMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        ordering = ["volunteer__person__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "happening", "volunteer"],
                condition=Q(left_on__isnull=True),
                name="happening_member_once",
                violation_error_message=_("This person is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @property
    def person(self) -> Person:
        return self.volunteer.person

    @classmethod
    @transaction.atomic
    def join(
        cls,
        happening: Happening,
        volunteer: Volunteer,
        by: Any,
        is_reserve: bool = False,
        at: datetime | None = None,
    ) -> "HappeningMember":
        """Twice is once. Whoever comes every time has a place in each time that is made, and is told once."""
        from volunteers import told_happenings as told

        volunteer.lock()
        rows = cls.objects.filter(happening=happening, volunteer=volunteer, left_on=None).with_people()
        if found := rows.first():
            return found
        at = at or timezone.now()
        made = cls(happening=happening, volunteer=volunteer, is_reserve=is_reserve)
        made.joined_on = timezone.localdate(at)
        made.must_be_ready()
        made.save(force_insert=True)
        record(by, "happening.joined", made, about=volunteer.person, at=at)
        if not is_reserve:
            coming = happening.times.coming(at).with_events().order_by("event__starts_at", "pk")
            seats = [seat for time in coming if (seat := time.seat(made, by=by, at=at))]
            told.put_up(seats[:1], by)
        return made

    @transaction.atomic
    def leave(self, by: Any, at: datetime | None = None) -> None:
        """Places that have not been are given back; nobody is asked why."""
        at = at or timezone.now()
        if self.left_on is not None:
            return
        self.left_on = timezone.localdate(at)
        self.save(update_fields=["left_on"])
        record(by, "happening.left", self, about=self.person, at=at)
        for time in self.happening.times.coming(at).with_events().order_by("pk"):
            time.event.cancel_place(self.person, by=by, at=at)

    def must_be_ready(self) -> None:
        """What is required before the first time is in place; the database asks the same."""
        if self.volunteer.workplace_id != self.happening.workplace_id:
            raise ValidationError(
                _("%(name)s is a volunteer at another place."), params={"name": self.volunteer.name}
            )
        if lacks(self.volunteer, begins=True):
            told = _("Something remains before %(name)s can come. See it on the page of the start.")
            raise ValidationError(told, params={"name": self.volunteer.first_name})
        if kind := self.happening.activity_type:
            must_have_learnt(self.volunteer, {kind.code})


class HappeningTimeQuerySet(models.QuerySet):
    def coming(self, now: datetime) -> "HappeningTimeQuerySet":
        return self.filter(event__cancelled_at=None, event__ends_at__gt=now)

    def with_events(self) -> "HappeningTimeQuerySet":
        return self.select_related(
            "event__workplace", "event__responsible", "happening__workplace", "happening__partner"
        )


class HappeningTime(WalledModel):
    happening = models.ForeignKey(Happening, models.PROTECT, related_name="times")
    event = models.OneToOneField(Event, models.PROTECT, related_name="happening_time")
    on = models.DateField()  # the day the rule gave it, also when it is moved
    group_cancelled_at = models.DateTimeField(null=True, editable=False)

    places = {"workplace": "happening__workplace", "sector": "happening__workplace__sector"}
    objects = HappeningTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("time")
        ordering = ["event__starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "happening", "on"], name="happening_time_once")
        ]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return reverse("happening_time", args=[self.pk])

    @classmethod
    def make(cls, happening: Happening, day: date) -> "HappeningTime":
        starts_at, ends_at = happening.times_on(day)
        event = Event.objects.create(
            kind=EVENT,
            title=happening.title,
            workplace=happening.workplace,
            department=happening.department,
            responsible=happening.responsible,
            starts_at=starts_at,
            ends_at=ends_at,
            place=happening.place or str(happening.department or happening.workplace.name),
            description=happening.text,
            capacity=happening.wanted,
        )
        return cls.objects.create(happening=happening, event=event, on=day)

    @property
    def is_past(self) -> bool:
        return self.event.ends_at <= timezone.now()

    @property
    def visiting(self) -> str:
        """The group, unless it has said that it cannot."""
        return "" if self.group_cancelled_at else self.happening.visiting

    @property
    def is_covered(self) -> bool:
        """Enough come, or the group does."""
        if self.visiting:
            return True
        return self.event.is_full if self.event.capacity else self.event.taken > 0

    def seat(self, member: HappeningMember, by: Any, at: datetime) -> Participation | None:
        """A place for whoever always comes; None when there is none, or they are away, or have said no to this one."""
        if self.event.participations.filter(person=member.person).exists() or _rests(member, self):
            return None
        try:
            return self.event.sign_up(member.person, by=by, at=at, may_wait=False)
        except ValidationError:
            return None

    @transaction.atomic
    def take(self, volunteer: Volunteer, by: Any, at: datetime | None = None) -> Participation:
        """Somebody steps in this once."""
        if lacks(volunteer, begins=True):
            raise ValidationError(
                _("Something remains before the first time. Your contact helps you with it.")
            )
        return self.event.sign_up(volunteer.person, by=by, at=at, may_wait=False)

    @transaction.atomic
    def give_back(self, person: Person, by: Any, at: datetime | None = None) -> bool:
        """«I cannot come»: whoever is responsible hears it at once, and those in reserve are asked."""
        from volunteers import told_happenings as told

        at = at or timezone.now()
        mine = self.event.participation_of(person)
        if mine is None or self.event.ends_at <= at:
            return False
        had_seat = mine.has_seat
        self.event.decline(person, by=by, at=at)
        self.event.cancel_place(person, by=by, at=at)
        if had_seat:
            asked = self._ask_reserves(at, but=person)
            told.cannot_come(self, person, by, asked=asked)
        return had_seat

    @transaction.atomic
    def group_gives_up(self, by: Any, at: datetime | None = None) -> int:
        """The group cannot come: those in reserve are asked at once (ASG-17). Returns how many were asked."""
        at = at or timezone.now()
        self.refresh_from_db(
            fields=["group_cancelled_at"], from_queryset=HappeningTime.objects.select_for_update()
        )
        if self.group_cancelled_at or self.event.ends_at <= at:
            return 0
        self.group_cancelled_at = at
        self.save(update_fields=["group_cancelled_at"])
        record(by, "happening.group_cancelled", self, at=at)
        return self._ask_reserves(at)

    @transaction.atomic
    def group_comes_after_all(self, by: Any) -> None:
        self.group_cancelled_at = None
        self.save(update_fields=["group_cancelled_at"])
        record(by, "happening.group_comes", self)

    def _ask_reserves(self, at: datetime, but: Person | None = None) -> int:
        from volunteers import told_happenings as told

        self.event.refresh_from_db()
        if self.event.is_full or self.event.is_cancelled:
            return 0
        there = self.event.participations.values("person")
        rows = self.happening.members.reserves().with_people().exclude(volunteer__person__in=there)
        asked = [member.person for member in rows if member.person != but]
        for person in asked:
            told.offered(self, self.event.invite(person, by=None, at=at))
        return len(asked)


def _rests(member: HappeningMember, time: HappeningTime) -> bool:
    return Pause.objects.current(time.on).filter(volunteer=member.volunteer_id).exists()
