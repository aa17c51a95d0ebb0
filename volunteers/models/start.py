"""The start: what is signed, and the first assignment that nobody meets alone (VOL-30, VOL-31, VOL-38)."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.models import Document, Signature
from foundation.events.models import Event
from foundation.notices.outbox import cancel, notify, occasion, silent
from foundation.people.models import Department, Partner, PartnerConfirmation, Person
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing, day_deadline, working_deadline
from volunteers.models.profile import Profile
from volunteers.models.readiness import must_be_ready
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class AgreementQuerySet(models.QuerySet):
    def running(self) -> "AgreementQuerySet":
        return self.filter(terminated_on=None, document__revoked_at=None)

    def on_trial(self, today: date) -> "AgreementQuerySet":
        return self.running().filter(trial_until__gte=today, trial_closed_at=None)

    def to_be_confirmed(self, until: date) -> "AgreementQuerySet":
        """Trial periods that run out by then, and nobody has talked about yet (VOL-31)."""
        begun = self.running().filter(trial_closed_at=None, trial_until__lte=until)
        return begun.filter(volunteer__closed_on=None, volunteer__started_on__isnull=False)

    def with_people(self) -> "AgreementQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "document")


class Agreement(WalledModel):
    """The volunteer agreement: mutual, ended by either at any time (VOL-31)."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="agreements")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    tasks = models.CharField(_("tasks"), max_length=500)
    commitment = models.CharField(_("about how much"), max_length=200, blank=True)
    types = models.JSONField(default=list)  # codes of kinds of activity
    trial_until = models.DateField(_("trial period until"), null=True, blank=True)
    trial_closed_at = models.DateTimeField(null=True, blank=True)  # we have talked: it goes on, or it ended
    trial_closed_by_name = models.CharField(max_length=200, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    terminated_by_name = models.CharField(max_length=200, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer agreement")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.tasks

    @property
    def asked_at(self) -> datetime:
        return self.document.issued_at

    @property
    def due_at(self) -> datetime:
        """When the talk about the trial period should have been held."""
        return closing(self.trial_until)

    @transaction.atomic
    def confirm(self, by: Any, at: datetime | None = None) -> None:
        """The trial period is over: they have talked, and go on."""
        self.volunteer.lock()
        self.refresh_from_db(fields=["trial_closed_at"])
        if self.trial_closed_at is not None:
            return  # a double click
        self.trial_closed_at, self.trial_closed_by_name = at or timezone.now(), by.name
        self.save(update_fields=["trial_closed_at", "trial_closed_by_name"])
        cancel(about=self)
        record(by, "agreement.confirmed", self, about=self.volunteer.person, at=at)

    def unconfirm(self, by: Any) -> None:
        """Undo: they have not talked yet."""
        self.trial_closed_at, self.trial_closed_by_name = None, ""
        self.save(update_fields=["trial_closed_at", "trial_closed_by_name"])
        record(by, "agreement.unconfirmed", self, about=self.volunteer.person)

    @transaction.atomic
    def terminate(self, by: Any, on: date) -> None:
        """Either of the two ends it, at any time. It no longer holds; the paper is kept as it was."""
        self.terminated_on, self.terminated_by_name = on, by.name
        self.save(update_fields=["terminated_on", "terminated_by_name"])
        cancel(about=self)
        record(by, "agreement.terminated", self, about=self.volunteer.person, changes={"on": on})


class FirstAssignmentQuerySet(models.QuerySet):
    def planned(self) -> "FirstAssignmentQuerySet":
        return self.filter(held_at=None, cancelled_at=None)

    def with_people(self) -> "FirstAssignmentQuerySet":
        return self.select_related(
            "event", "companion", "department", "volunteer__person", "volunteer__workplace"
        )


class FirstAssignment(WalledModel):
    """The first time. A companion is required by the table itself."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="first_assignments")
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    companion = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("companion"))
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name=_("department"), related_name="+"
    )
    confidentiality = models.ForeignKey(  # None: the organisation has confirmed it
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_shared = models.BooleanField(_("an activity together with others"), default=False)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = FirstAssignmentQuerySet.as_manager()

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

    @property
    def is_planned(self) -> bool:
        return self.held_at is None and self.cancelled_at is None

    @property
    def is_past(self) -> bool:
        return self.event.starts_at <= timezone.now()

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
        _nobody_alone(volunteer, companion)
        volunteer.lock()
        signed = signed_confidentiality(volunteer)
        must_be_ready(volunteer)
        for former in volunteer.first_assignments.planned().with_people():
            former.call_off(by)
        event = Event.objects.create(
            kind="first_assignment",
            title=title,
            workplace=volunteer.workplace,
            starts_at=starts_at,
            ends_at=ends_at,
            place=where(volunteer, department),
            department=department,
        )
        first = cls.objects.create(
            volunteer=volunteer,
            event=event,
            companion=companion,
            department=department,
            is_shared=is_shared,
            confidentiality=signed,
        )
        first._await(at)
        changes = {"at": starts_at, "companion": companion.name}
        record(by, "first_assignment.planned", first, about=volunteer.person, changes=changes, at=at)
        first._bring_together(by, at)
        return first

    def _bring_together(self, by: Any, at: datetime | None) -> None:
        """Volunteer and companion both have a place, and are told; nobody is told about the past."""
        event = self.event
        past = event.starts_at <= timezone.now()
        with silent() if past else nullcontext():
            for person in (self.volunteer.person, self.companion):
                event.sign_up(person, by=by, at=at or min(timezone.now(), event.starts_at))

    def _await(self, at: datetime | None = None) -> None:
        """The step waits for the day, and asks how it went when it is over."""
        event = self.event
        due_at = max(day_deadline(event.starts_at, 0), event.ends_at)
        self.volunteer.open_step(Step.FIRST_ASSIGNMENT, due_at=due_at, planned_at=event.starts_at, at=at)

    @transaction.atomic
    def change(
        self,
        by: Any,
        starts_at: datetime,
        ends_at: datetime,
        companion: Person | None,
        department: Department | None = None,
        is_shared: bool = False,
    ) -> None:
        """Another time, place or companion; it stays the same meeting in everybody's calendar."""
        _nobody_alone(self.volunteer, companion)
        self.volunteer.lock()
        former, self.companion = self.companion, companion
        self.department, self.is_shared = department, is_shared
        self.save(update_fields=["companion", "department", "is_shared"])
        if former != companion:
            self.event.cancel_place(former, by=by)
        self.event.move(by=by, starts_at=starts_at, ends_at=ends_at, place=where(self.volunteer, department))
        Event.objects.filter(pk=self.event.pk).update(department=department)
        self.event.sign_up(companion, by=by)
        self._await()
        changes = {"at": starts_at, "companion": [former.name, companion.name]}
        record(by, "first_assignment.moved", self, about=self.volunteer.person, changes=changes)

    @transaction.atomic
    def call_off(self, by: Any) -> None:
        """It does not happen then. The step stays open: somebody finds a new time."""
        self.cancelled_at = timezone.now()
        self.save(update_fields=["cancelled_at"])
        with silent() if self.is_past else nullcontext():
            self.event.cancel(by=by)
        due_at = working_deadline(timezone.now(), setting("reply_days"))
        self.volunteer.open_step(Step.FIRST_ASSIGNMENT, due_at=due_at, planned_at=None)
        record(by, "first_assignment.cancelled", self, about=self.volunteer.person)
        if by.person.pk == self.volunteer.person_id:
            self._tell_contact()

    def _tell_contact(self) -> None:
        """The volunteer cannot come: whoever answers at the place hears it from us."""
        from volunteers.invitations import first_assignment_fields

        volunteer, event = self.volunteer, self.event
        if contact := volunteer.contact(timezone.localdate()):
            fields = {"day": event.starts_at, "time": event.starts_at} | first_assignment_fields(
                event, contact
            )
            key, url = occasion("cannot-come", event.pk), volunteer.get_absolute_url()
            notify(contact, "first_assignment_called_off", fields, url=url, key=key, about=event)

    @transaction.atomic
    def hold(self, by: Any, at: datetime | None = None) -> None:
        """It happened: the volunteer has begun, and is called within a week (VOL-42)."""
        volunteer = self.volunteer
        volunteer.lock()
        self.refresh_from_db(fields=["held_at", "cancelled_at"])
        if not self.is_planned:
            return  # a double click
        must_be_ready(volunteer, begins=True)
        self.held_at = at or timezone.now()
        self.save(update_fields=["held_at"])
        if volunteer.started_on is None:
            volunteer.started_on = timezone.localdate(self.event.starts_at)
            volunteer.save(update_fields=["started_on"])
        volunteer.finish_step(Step.FIRST_ASSIGNMENT, by=by, at=self.held_at)
        began = min(self.event.starts_at, self.held_at)
        volunteer.open_step(
            Step.FOLLOW_UP, due_at=day_deadline(began, setting("followup_days")), at=self.held_at
        )

    @transaction.atomic
    def undo(self, by: Any) -> None:
        """It did not happen after all: what followed from it is taken back."""
        volunteer = self.volunteer
        volunteer.lock()
        if volunteer.first_assignments.planned().exclude(pk=self.pk).exists():
            raise ValidationError(_("A new first time is planned already, so this cannot be undone."))
        volunteer.reopen_step(Step.FIRST_ASSIGNMENT, by)
        self.held_at = None
        self.save(update_fields=["held_at"])
        others = volunteer.first_assignments.exclude(pk=self.pk).filter(held_at__isnull=False)
        if volunteer.started_on == timezone.localdate(self.event.starts_at) and not others.exists():
            volunteer.started_on = None
            volunteer.save(update_fields=["started_on"])
        for call in volunteer.steps.open().filter(code=Step.FOLLOW_UP):
            call.drop()
        cancel(about=self.event)
        self._await()


def where(volunteer: Volunteer, department: Department | None) -> str:
    """Where they meet, as the mails and the visits say it."""
    return str(department or volunteer.workplace.address or volunteer.workplace)


def _nobody_alone(volunteer: Volunteer, companion: Person | None) -> None:
    if companion is None:
        raise ValidationError({"companion": _("Choose a companion first. Nobody is alone the first time.")})
    if companion.pk == volunteer.person_id:
        raise ValidationError({"companion": _("Choose somebody else. Nobody is alone the first time.")})


def signed_confidentiality(volunteer: Volunteer) -> Document | None:
    """The confidentiality agreement that the volunteer has signed for this place, or a kind sentence about what is missing.

    It is the volunteer's promise: it holds from their own signature (VOL-30). A former one at the same place still holds. None
    when the organisation they come through has confirmed it for this year (PAR-08).
    """
    signed = Signature.objects.filter(document=OuterRef("pk"), party="volunteer", signed_at__isnull=False)
    documents = Document.objects.valid().of(volunteer.person).filter(kind="confidentiality")
    found = documents.filter(Exists(signed), workplace=volunteer.workplace).order_by("-issued_at").first()
    if found is None and confirmed_by_partner(volunteer) is None:
        raise ValidationError(
            _(
                "%(name)s has not signed the confidentiality agreement yet. Send it, or register it as signed on paper."
            ),
            params={"name": volunteer.first_name},
        )
    return found


def confirmed_by_partner(volunteer: Volunteer) -> PartnerConfirmation | None:
    """What the organisation has confirmed for its volunteers, as long as it holds."""
    theirs = Partner.objects.filter(pk__in=Profile.objects.filter(volunteer=volunteer).values("partner"))
    valid = PartnerConfirmation.objects.valid(timezone.localdate()).filter(partner__in=theirs)
    return valid.select_related("partner").first()


def trial_until(start_on: date) -> date | None:
    days = setting("trial_days")
    return start_on + timedelta(days=days) if days else None
