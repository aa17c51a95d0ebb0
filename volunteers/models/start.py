"""The start: what is signed, and the first assignment that nobody meets alone (VOL-30, VOL-31, VOL-38)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.models import Document
from foundation.events.models import Event
from foundation.notices.outbox import notify
from foundation.people.models import Department, Person
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import day_deadline
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class Agreement(WalledModel):
    """The volunteer agreement: mutual, ended by either at any time (VOL-31)."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="agreements")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    tasks = models.CharField(_("tasks"), max_length=500)
    commitment = models.CharField(_("about how much"), max_length=200, blank=True)
    trial_until = models.DateField(_("trial period until"), null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    terminated_by_name = models.CharField(max_length=200, blank=True)

    places = {"workplace": "volunteer__workplace", "person": "volunteer__person"}

    class Meta:
        verbose_name = _("volunteer agreement")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.tasks


class FirstAssignment(WalledModel):
    """The first time. A companion is required by the table itself."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="first_assignments")
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    companion = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("companion"))
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name=_("department"), related_name="+"
    )
    confidentiality = models.ForeignKey(Document, models.PROTECT, related_name="+")
    is_shared = models.BooleanField(_("an activity together with others"), default=False)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "volunteer__workplace", "person": "volunteer__person"}

    class Meta:
        verbose_name = _("first assignment")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="first_held_or_cancelled",
            ),
            models.UniqueConstraint(
                fields=["municipality", "volunteer"],
                condition=Q(held_at__isnull=True, cancelled_at__isnull=True),
                name="first_planned_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    @classmethod
    @transaction.atomic
    def plan(
        cls,
        volunteer: Volunteer,
        title: str,
        starts_at: datetime,
        ends_at: datetime,
        companion: Person | None,
        by: Any,
        department: Department | None = None,
        is_shared: bool = False,
        at: datetime | None = None,
    ) -> "FirstAssignment":
        """Plan the first time with a companion, once the confidentiality agreement is signed."""
        if companion is None:
            raise ValidationError(
                {"companion": _("Choose a companion first. Nobody is alone the first time.")}
            )
        for former in volunteer.first_assignments.filter(held_at=None, cancelled_at=None):
            former.call_off(by)
        event = Event.objects.create(
            kind="first_assignment",
            title=title,
            workplace=volunteer.workplace,
            starts_at=starts_at,
            ends_at=ends_at,
            place=str(department or volunteer.workplace),
        )
        first = cls.objects.create(
            volunteer=volunteer,
            event=event,
            companion=companion,
            department=department,
            is_shared=is_shared,
            confidentiality=signed_confidentiality(volunteer),
        )
        due_at = day_deadline(starts_at, 0)
        volunteer.open_step(Step.FIRST_ASSIGNMENT, due_at=max(due_at, ends_at), planned_at=starts_at, at=at)
        changes = {"at": starts_at, "companion": companion.name}
        record(by, "first_assignment.planned", first, about=volunteer.person, changes=changes, at=at)
        first._tell(at)
        return first

    def _tell(self, at: datetime | None) -> None:
        from volunteers.words import facts, person_facts

        if self.event.starts_at < timezone.now():
            return  # written down afterwards: nobody is told about the past
        fields = facts(self.volunteer, timezone.localdate()) | {
            "companion": person_facts(self.companion),
            "activity": {"title": self.event.title},
            "department": {"name": str(self.department or self.volunteer.workplace)},
            "day": self.event.starts_at,
            "time": timezone.localtime(self.event.starts_at).strftime("%H.%M"),
        }
        key = f"first:{self.event_id}"
        notify(self.volunteer.person, "first_day_volunteer", fields, key=key, about=self.event)
        if self.companion_id != self.volunteer.person_id:
            notify(self.companion, "first_day_companion", fields, key=f"{key}:companion", about=self.event)

    @transaction.atomic
    def call_off(self, by: Any) -> None:
        self.cancelled_at = timezone.now()
        self.save(update_fields=["cancelled_at"])
        self.event.cancel(by=by)
        record(by, "first_assignment.cancelled", self, about=self.volunteer.person)

    @transaction.atomic
    def hold(self, by: Any, at: datetime | None = None) -> None:
        """It happened: the volunteer has begun, and is called within a week (VOL-42)."""
        at = at or timezone.now()
        self.held_at = at
        self.save(update_fields=["held_at"])
        volunteer = self.volunteer
        if volunteer.started_on is None:
            volunteer.started_on = timezone.localdate(at)
            volunteer.save(update_fields=["started_on"])
        volunteer.finish_step(Step.FIRST_ASSIGNMENT, by=by, at=at)
        volunteer.open_step(Step.FOLLOW_UP, due_at=day_deadline(at, setting("followup_days")), at=at)


def signed_confidentiality(volunteer: Volunteer) -> Document:
    """The signed confidentiality agreement, or a kind sentence about what is missing (VOL-30)."""
    documents = Document.objects.filter(kind="confidentiality", person=volunteer.person, revoked_at=None)
    for document in documents.order_by("-issued_at"):
        if document.is_signed:
            return document
    raise ValidationError(
        _(
            "%(name)s has not signed the confidentiality agreement yet. Send it, or register it as signed on paper."
        ),
        params={"name": volunteer.first_name},
    )


def trial_until(start_on: date) -> date | None:
    from datetime import timedelta

    days = setting("trial_days")
    return start_on + timedelta(days=days) if days else None
