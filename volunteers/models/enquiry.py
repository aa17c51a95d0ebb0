"""Somebody is interested (VOL-12, VOL-13, VOL-19, NET-09): who, where, what they would like, and a promise of an answer."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.links import make_link
from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify
from foundation.people.models import Person, Workplace
from foundation.people.phones import PhoneField
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import day_deadline, working_deadline
from volunteers.models.activity import ActivityType
from volunteers.models.recruitment import Heard, RecruitmentLink, Via
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class EnquiryQuerySet(models.QuerySet):
    def unanswered(self) -> "EnquiryQuerySet":
        return self.filter(answered_at=None, volunteer__closed_on=None)

    def with_wishes(self) -> "EnquiryQuerySet":
        found = self.select_related("volunteer__person", "volunteer__workplace")
        return found.prefetch_related("wishes__activity_type")


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
    phone = PhoneField(_("phone"), blank=True)
    own_idea = models.TextField(_("something you would like to tell"), blank=True)
    channel = models.CharField(
        _("came through"), max_length=10, choices=Channel.choices, default=Channel.PORTAL
    )
    heard = models.CharField(_("heard of us through"), max_length=10, choices=Heard.choices, blank=True)
    heard_via = models.CharField(_("more exactly"), max_length=12, choices=Via.choices, blank=True)
    heard_text = models.CharField(_("in their own words"), max_length=200, blank=True)
    link = models.ForeignKey(
        RecruitmentLink, models.SET_NULL, null=True, blank=True, related_name="enquiries"
    )
    received_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    consent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    submission = models.UUIDField(default=uuid.uuid4, editable=False)  # of the form: sent twice is kept once

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = EnquiryQuerySet.as_manager()
    LINK = "enquiry"  # purpose of the link to what one wrote

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="")
                | ~models.Q(phone="")
                | ~models.Q(channel="portal")
                | models.Q(name=""),
                name="enquiry_can_be_answered",
                violation_error_message=_("We need a phone number or an e-mail address to reach you."),
            ),
            models.UniqueConstraint(fields=["municipality", "submission"], name="enquiry_once"),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "answered_at"],
                include=["received_at", "volunteer"],
                name="enquiry_answered",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Still waiting for an answer."""
        return self.answered_at is None and not self.volunteer.is_closed

    @property
    def wanted(self) -> list[str]:
        return [str(wish) for wish in self.wishes.all()]

    @transaction.atomic
    def register(
        self,
        workplace: Workplace | None,
        activities: Iterable[ActivityType] = (),
        by: Any = None,
        at: datetime | None = None,
        language: str = "",
    ) -> "Enquiry":
        """Keep it, start the wheel, promise an answer, and tell both the person and whoever answers there today.

        Without a workplace the network coordinator answers, who knows them all.
        """
        at = at or timezone.now()
        person = Person.objects.create(
            name=self.name, email=self.email, phone=self.phone, channel=self._channel, language=language
        )
        self.volunteer = Volunteer.objects.create(
            person=person, workplace=workplace, registered_at=at, motivation=self.own_idea
        )
        self.received_at = self.consent_at = at
        self.due_at = working_deadline(at, setting("reply_days"))
        self.entered_by = by.person if by else None
        self.heard = self.heard or (Heard.WEB if self.channel == self.Channel.PORTAL else Heard.OTHER)
        self.save()
        self._wish(activities)
        self.volunteer.finish_step(Step.RECRUITMENT, by=by, at=at, note=str(self.get_channel_display()))
        self.volunteer.open_step(Step.INTERESTED, due_at=self.due_at, at=at)
        changes = {"workplace": workplace.name if workplace else "", "channel": self.channel}
        record(by or person, "enquiry.registered", self, about=person, changes=changes, at=at)
        self._thank()
        self._tell_answering(by)
        return self

    @property
    def _channel(self) -> str:
        """Whoever has neither is called on, written to, or met."""
        if self.email:
            return Person.Channel.EMAIL
        return Person.Channel.SMS if self.phone else Person.Channel.PAPER

    def _wish(self, activities: Iterable[ActivityType]) -> None:
        self.wishes.all().delete()
        Wish.objects.bulk_create([Wish(enquiry=self, activity_type=activity) for activity in activities])

    def make_link(self) -> str:
        """A new secret that opens what the person wrote."""
        return make_link(self.LINK, self.volunteer.person, about=self, days=60)

    def _thank(self) -> None:
        fields = self._facts()
        url = reverse("interest_thanks", args=[self.make_link()])
        key = f"enquiry:{self.pk}"
        notify(self.volunteer.person, "enquiry_received", fields, url=url, key=key, about=self)

    def _tell_answering(self, by: Any) -> None:
        answering = self.volunteer.contact(timezone.localdate(self.received_at))
        if answering is None or (by and by.person == answering):
            return
        step, url = self.volunteer.step(Step.INTERESTED), self.volunteer.get_absolute_url()
        key = f"enquiry-to:{self.pk}:{self.volunteer.workplace_id}"
        notify(answering, "enquiry_to_contact", self._facts(), url=url, key=key, about=step)

    def _facts(self) -> dict[str, Any]:
        from volunteers.words import facts

        return facts(self.volunteer, timezone.localdate(self.received_at)) | {"due_day": self.due_at}

    @transaction.atomic
    def correct(self, activities: Iterable[ActivityType], by: Any, **fields: Any) -> None:
        """The person puts right what they wrote, while nobody has answered. The log keeps what stood before."""
        before = {name: str(getattr(self, name)) for name in fields}
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean(exclude=["municipality"])
        self.save(update_fields=list(fields))
        self._wish(activities)
        person, volunteer = self.volunteer.person, self.volunteer
        person.name, person.email, person.phone = self.name, self.email, self.phone
        person.channel = self._channel
        person.save(update_fields=["name", "email", "phone", "channel"])
        volunteer.motivation = self.own_idea
        volunteer.save(update_fields=["motivation"])
        record(by, "enquiry.corrected", self, about=person, changes=before)

    @transaction.atomic
    def hand_on(self, workplace: Workplace, by: Any, at: datetime | None = None) -> None:
        """Another place suits better. What was promised still stands, and who answers there is told."""
        volunteer = self.volunteer
        changes = {"from": str(volunteer.workplace or ""), "to": workplace.name}
        volunteer.workplace = workplace
        volunteer.save(update_fields=["workplace"])
        record(by, "enquiry.handed_on", self, about=volunteer.person, changes=changes, at=at)
        if step := volunteer.steps.open().filter(code=Step.INTERESTED).first():
            cancel(about=step)
            self._tell_answering(by)

    @transaction.atomic
    def answer(self, by: Any, at: datetime | None = None) -> bool:
        """Somebody has been in touch: the first reply stops the clock, and the first meeting is next.

        False when somebody was first, also in the same moment; then nothing is changed.
        """
        self.volunteer.lock()
        self.refresh_from_db(fields=["answered_at", "answered_by_name"])
        if self.answered_at:
            return False
        at = at or timezone.now()
        self.answered_at, self.answered_by_name = at, by.name
        self.save(update_fields=["answered_at", "answered_by_name"])
        self.volunteer.finish_step(Step.INTERESTED, by=by, at=at)
        due_at = day_deadline(at, setting("first_meeting_days"))
        self.volunteer.open_step(Step.FIRST_MEETING, due_at=due_at, at=at)
        return True

    @transaction.atomic
    def take_back_answer(self, by: Any) -> None:
        """Undo: nobody has answered after all. Refused when the talk has gone on since."""
        if self.answered_at is None:
            raise ValidationError(_("There is nothing to undo."))
        if self.volunteer.conversations.exists():
            raise ValidationError(_("The first meeting is already being arranged, so this cannot be undone."))
        self.answered_at, self.answered_by_name = None, ""
        self.save(update_fields=["answered_at", "answered_by_name"])
        for step in self.volunteer.steps.open().filter(code=Step.FIRST_MEETING):
            step.drop()
        self.volunteer.step(Step.INTERESTED).reopen(by)


class Wish(WalledModel):
    """A kind of activity that the person ticked in the menu."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="wishes")
    activity_type = models.ForeignKey(ActivityType, models.CASCADE, related_name="+")

    places = {"workplace": "enquiry__volunteer__workplace", "person": "enquiry__volunteer__person"}

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "enquiry", "activity_type"], name="wish_once")
        ]

    def __str__(self) -> str:
        return str(self.activity_type)
