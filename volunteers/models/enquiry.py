"""Somebody is interested (VOL-12, VOL-13, VOL-19, NET-09): who, where, what they would like, and a promise of an answer."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from foundation.audit.models import record
from foundation.notices.outbox import notify
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import working_deadline
from volunteers.models.activity import Activity
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class EnquiryQuerySet(models.QuerySet):
    def unanswered(self) -> "EnquiryQuerySet":
        return self.filter(answered_at=None, volunteer__closed_on=None)


class Enquiry(WalledModel):
    """What the person wrote, kept as it was written. The clock stands on the volunteer's step «interested»."""

    class Channel(models.TextChoices):
        PORTAL = "portal", _("the portal")
        PHONE = "phone", _("phone")
        EMPLOYEE = "employee", _("an employee")
        OTHER = "other", _("other")

    volunteer = models.OneToOneField(Volunteer, models.CASCADE, related_name="enquiry")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = PhoneNumberField(_("phone"), blank=True)
    own_idea = models.TextField(_("something you would like to tell"), blank=True)
    channel = models.CharField(
        _("came through"), max_length=10, choices=Channel.choices, default=Channel.PORTAL
    )
    received_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    consent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="") | ~models.Q(phone=""),
                name="enquiry_can_be_answered",
                violation_error_message=_("We need a phone number or an e-mail address to reach you."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def register(
        self,
        workplace: Workplace,
        activities: list[Activity] = (),
        by: Any = None,
        at: datetime | None = None,
    ) -> "Enquiry":
        """Keep it, start the wheel, promise an answer, and tell both the person and whoever answers there today."""
        at = at or timezone.now()
        person = Person.objects.create(
            name=self.name, email=self.email, phone=self.phone, channel=self._channel
        )
        self.volunteer = Volunteer.objects.create(
            person=person, workplace=workplace, registered_at=at, motivation=self.own_idea
        )
        self.received_at = self.consent_at = at
        self.due_at = working_deadline(at, setting("reply_days"))
        self.entered_by = by.person if by else None
        self.save()
        Wish.objects.bulk_create([Wish(enquiry=self, activity=activity) for activity in activities])
        self.volunteer.finish_step(Step.RECRUITMENT, by=by, at=at, note=str(self.get_channel_display()))
        step = self.volunteer.open_step(Step.INTERESTED, due_at=self.due_at, at=at)
        record(
            by or person,
            "enquiry.registered",
            self,
            about=person,
            changes={"workplace": workplace.name},
            at=at,
        )
        self._tell(step)
        return self

    @property
    def _channel(self) -> str:
        return Person.Channel.EMAIL if self.email else Person.Channel.SMS

    def _tell(self, step: Any) -> None:
        from volunteers.words import facts

        today = timezone.localdate(self.received_at)
        fields = facts(self.volunteer, today) | {"due_day": self.due_at}
        notify(self.volunteer.person, "enquiry_received", fields, key=f"enquiry:{self.pk}", about=self)
        answering = self.volunteer.contact(today)
        if answering:
            url = self.volunteer.get_absolute_url()
            notify(answering, "enquiry_to_contact", fields, url=url, key=f"enquiry-to:{self.pk}", about=step)

    @transaction.atomic
    def answer(self, by: Any, at: datetime | None = None) -> None:
        """Somebody has been in touch: the first reply stops the clock, and the first meeting is next."""
        if self.answered_at:
            return
        at = at or timezone.now()
        self.answered_at, self.answered_by_name = at, by.name
        self.save(update_fields=["answered_at", "answered_by_name"])
        self.volunteer.finish_step(Step.INTERESTED, by=by, at=at)
        due_at = working_deadline(at, setting("first_meeting_days"))
        self.volunteer.open_step(Step.FIRST_MEETING, due_at=due_at, at=at)


class Wish(WalledModel):
    """An activity that the person ticked in the menu."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="wishes")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")

    places = {"workplace": "enquiry__volunteer__workplace", "person": "enquiry__volunteer__person"}

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "enquiry", "activity"], name="wish_once")
        ]

    def __str__(self) -> str:
        return str(self.activity)
