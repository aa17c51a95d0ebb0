"""One time that a happening takes place: who has a place in it, who gives theirs back, and who is asked then."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.models import Event, Participation
from foundation.pages.addresses import address
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.happening import EVENT, Happening
from volunteers.models.happening_member import HappeningMember
from volunteers.models.pause import Pause
from volunteers.models.readiness import lacks
from volunteers.models.volunteer import Volunteer


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
    covered_by = models.CharField(
        max_length=120, blank=True, editable=False
    )  # who comes instead of the group

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
        return address("happening_time", self.pk)

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
            place=happening.whereabouts,
            description=happening.text,
            capacity=happening.wanted,
        )
        return cls.objects.create(happening=happening, event=event, on=day)

    @property
    def is_past(self) -> bool:
        return self.event.ends_at <= timezone.now()

    @property
    def visiting(self) -> str:
        """The group, or who comes instead when it has said that it cannot."""
        return self.covered_by if self.group_cancelled_at else self.happening.visiting

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

    def put_where(self, happening: Happening, by: Any, at: datetime) -> None:
        """In another room or department from now on."""
        self.event.department = happening.department
        self.event.save(update_fields=["department"])
        self.event.move(by, self.event.starts_at, self.event.ends_at, happening.whereabouts, at=at)

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
        """The group cannot come: those in reserve, and the volunteer centre, are asked at once (ASG-17). Returns how many in reserve."""
        from volunteers.models.substitute import Substitute

        at = at or timezone.now()
        self.refresh_from_db(
            fields=["group_cancelled_at"], from_queryset=HappeningTime.objects.select_for_update()
        )
        if self.group_cancelled_at or self.event.ends_at <= at:
            return 0
        self.group_cancelled_at = at
        self.save(update_fields=["group_cancelled_at"])
        record(by, "happening.group_cancelled", self, at=at)
        asked = self._ask_reserves(at)
        if not self.is_covered:
            Substitute.ask(self, by=by, at=at)
        return asked

    @transaction.atomic
    def call_off(self, by: Any, at: datetime | None = None) -> None:
        """Nothing is held this once. Whoever had promised to come is told, also those who came instead."""
        from volunteers.models.substitute import Substitute

        self.event.cancel(by=by, at=at)
        Substitute.release(self, by=by, at=at or timezone.now())

    @transaction.atomic
    def move(self, by: Any, starts_at: datetime, ends_at: datetime) -> None:
        from volunteers.models.substitute import Substitute

        self.event.move(by=by, starts_at=starts_at, ends_at=ends_at)
        Substitute.moved(self)

    @transaction.atomic
    def group_comes_after_all(self, by: Any) -> None:
        from volunteers.models.substitute import Substitute

        Substitute.release(self, by=by, at=timezone.now())
        self.group_cancelled_at, self.covered_by = None, ""
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
