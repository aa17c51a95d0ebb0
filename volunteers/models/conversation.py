"""Conversations: the first meeting and the follow-up call, each with its guide and its outcome (VOL-20, VOL-26, VOL-28, VOL-44)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _

from foundation.access.links import make_link, withdraw_links
from foundation.audit.models import record
from foundation.events.calendar import ics
from foundation.events.models import Event
from foundation.notices.outbox import cancel, notify
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer

SECTIONS = ("who_we_are", "who_you_are", "motivation", "what_you_may_meet", "role", "tasks", "practical")


class Conversation(WalledModel):
    """A talk between the volunteer and the contact."""

    class Kind(models.TextChoices):
        FIRST = "first", _("first meeting")
        FOLLOW_UP = "follow_up", _("follow-up call")

    class Outcome(models.TextChoices):
        CONTINUE = "continue", _("We go on")
        THINK = "think", _("Wants to think it over")
        REFERRED = "referred", _("Shown on to others")
        NOT_RELEVANT = "not_relevant", _("Not this time")

    class Mode(models.TextChoices):
        PHONE = "phone", _("on the phone")
        MEETING = "meeting", _("face to face")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="conversations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    place = models.CharField(_("place"), max_length=200, blank=True)
    event = models.OneToOneField(Event, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    other_wish = models.CharField(_("another time suits better"), max_length=500, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("what we agreed"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_reason = models.CharField(_("reason"), max_length=500, blank=True)
    think_until = models.DateField(_("we talk again"), null=True, blank=True)
    # The follow-up call (VOL-43, VOL-44)
    feedback = models.TextField(_("what the department says"), blank=True)
    summary = models.TextField(_("how it was"), blank=True)
    chemistry = models.CharField(_("how the two got on"), max_length=500, blank=True)
    changes = models.TextField(_("what should be different"), blank=True)
    next_on = models.DateField(_("next time we talk"), null=True, blank=True)
    preferred_mode = models.CharField(_("preferably"), max_length=8, choices=Mode.choices, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("conversation")
        ordering = ["-held_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="think") | Q(think_until__isnull=False),
                name="conversation_think_until",
                violation_error_message=_("Choose the day you talk again."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_relevant") | ~Q(outcome_reason=""),
                name="conversation_not_relevant_why",
                violation_error_message=_("Write why, in a few words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.get_kind_display()}"

    # The first meeting: proposed, accepted, held, concluded

    @classmethod
    @transaction.atomic
    def propose(
        cls, volunteer: Volunteer, times: list[datetime], place: str, minutes: int, by: Any
    ) -> "Conversation":
        """Offer the person some times; the answer is a link in the mail. An earlier offer is withdrawn."""
        for former in volunteer.conversations.filter(kind=cls.Kind.FIRST, held_at=None):
            former.withdraw(by)
        conversation = cls.objects.create(
            volunteer=volunteer, kind=cls.Kind.FIRST, place=place, proposed_at=timezone.now()
        )
        MeetingTime.objects.bulk_create(
            [
                MeetingTime(
                    conversation=conversation, starts_at=start, ends_at=start + timedelta(minutes=minutes)
                )
                for start in sorted(set(times))
            ]
        )
        volunteer.enquiry.answer(by=by)
        record(
            by, "first_meeting.proposed", conversation, about=volunteer.person, changes={"times": len(times)}
        )
        conversation._invite()
        return conversation

    def _invite(self) -> None:
        from django.urls import reverse

        from foundation.pages.moments import clock, day
        from volunteers.words import facts

        person = self.volunteer.person
        secret = make_link("first_meeting", person, about=self, days=30)
        slots = "\n".join(f"- {day(time.starts_at)} {clock(time.starts_at)}" for time in self.times.all())
        notify(
            person,
            "meeting_proposed",
            facts(self.volunteer, timezone.localdate()) | {"slots": slots},
            url=reverse("first_meeting_answer", args=[secret]),
            key=f"proposal:{self.pk}",
            about=self,
        )

    def withdraw(self, by: Any) -> None:
        """The offer is gone: links are dead, calendars are told."""
        withdraw_links("first_meeting", self.pk)
        cancel(about=self)
        if self.event and not self.event.cancelled_at:
            self.event.cancel(by=by)
        record(by, "first_meeting.withdrawn", self, about=self.volunteer.person)
        self.delete()

    @transaction.atomic
    def accept(self, time: "MeetingTime", by: Any) -> Event:
        """The person has chosen: an event with a calendar file to both."""
        volunteer = self.volunteer
        self.event = Event.objects.create(
            kind="conversation",
            title=gettext_now("Coffee and a chat"),
            workplace=volunteer.workplace,
            starts_at=time.starts_at,
            ends_at=time.ends_at,
            place=self.place or volunteer.workplace.address,
        )
        self.save(update_fields=["event"])
        volunteer.open_step(
            Step.FIRST_MEETING, due_at=closing(_day(time.starts_at)), planned_at=time.starts_at
        )
        record(by, "first_meeting.accepted", self, about=volunteer.person, changes={"at": time.starts_at})
        self._confirm()
        return self.event

    def _confirm(self) -> None:
        from volunteers.words import facts

        volunteer, event = self.volunteer, self.event
        today = timezone.localdate()
        fields = facts(volunteer, today) | {
            "day": event.starts_at,
            "time": timezone.localtime(event.starts_at).strftime("%H.%M"),
            "place": event.place,
        }
        url = volunteer.get_absolute_url()
        for role, person in (("volunteer", volunteer.person), ("contact", volunteer.contact(today))):
            if person is None:
                continue
            invitation = ("prat.ics", "text/calendar; method=REQUEST", ics(event, attendee=person))
            key = f"accepted:{event.pk}:{role}"
            link = "" if role == "volunteer" else url
            notify(
                person, "meeting_accepted", fields, url=link, key=key, about=event, attachments=[invitation]
            )

    def ask_for_another_time(self, text: str) -> None:
        """None of the times suits; the contact sees the wish on «what waits»."""
        self.other_wish = text
        self.save(update_fields=["other_wish"])
        record(self.volunteer.person, "first_meeting.other_time", self, about=self.volunteer.person)

    @transaction.atomic
    def hold(self, by: Any, at: datetime | None = None) -> None:
        """One POST: «we have met». What was agreed is written afterwards."""
        self.held_at, self.held_by_name = at or timezone.now(), by.name
        self.save(update_fields=["held_at", "held_by_name"])
        self.volunteer.enquiry.answer(by=by, at=at)
        self.volunteer.finish_step(Step.FIRST_MEETING, by=by, at=at)

    @transaction.atomic
    def conclude(
        self,
        outcome: str,
        by: Any,
        reason: str = "",
        think_until: date | None = None,
        start_on: date | None = None,
        at: datetime | None = None,
    ) -> None:
        """The first meeting ends with an outcome; «we go on» needs a day to start (VOL-28)."""
        if outcome == self.Outcome.CONTINUE and start_on is None:
            raise ValidationError({"start_on": _("Choose the day of the first assignment.")})
        if self.held_at is None:
            self.hold(by, at=at)
        self.outcome, self.outcome_reason, self.think_until = outcome, reason, think_until
        self.full_clean(exclude=["municipality"])
        self.save(update_fields=["outcome", "outcome_reason", "think_until"])
        changes = {"outcome": outcome, "start_on": start_on, "think_until": think_until}
        record(by, "first_meeting.concluded", self, about=self.volunteer.person, changes=changes, at=at)
        self._go_on(start_on, at)

    def _go_on(self, start_on: date | None, at: datetime | None) -> None:
        volunteer = self.volunteer
        if self.outcome == self.Outcome.CONTINUE:
            volunteer.open_step(Step.FIRST_ASSIGNMENT, due_at=closing(start_on), at=at)
            training = closing(start_on + timedelta(days=setting("training_days")))
            if not volunteer.person.is_qualified("introduction", start_on):
                volunteer.open_step(Step.TRAINING, due_at=training, at=at)
        elif self.outcome == self.Outcome.THINK:
            note = gettext_now("Wants to think it over")
            volunteer.open_step(Step.FIRST_MEETING, due_at=closing(self.think_until), at=at, note=note)
        else:
            volunteer.close(self.outcome, timezone.localdate(at))

    # The follow-up call

    @classmethod
    @transaction.atomic
    def call(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> "Conversation":
        """One POST: «we have talked». The fuller record may stay empty (VOL-44)."""
        at = at or timezone.now()
        waiting = volunteer.conversations.filter(kind=cls.Kind.FOLLOW_UP, held_at=None).first()
        conversation = waiting or cls(volunteer=volunteer, kind=cls.Kind.FOLLOW_UP)
        conversation.held_at, conversation.held_by_name = at, by.name
        conversation.save()
        volunteer.finish_step(Step.FOLLOW_UP, by=by, at=at)
        return conversation

    @transaction.atomic
    def write_down(self, by: Any, **fields: Any) -> None:
        """The call's record; «next time we talk» opens the next call."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        record(by, "follow_up.written", self, about=self.volunteer.person, changes={"fields": sorted(fields)})
        if self.next_on:
            self.volunteer.open_step(Step.FOLLOW_UP, due_at=closing(self.next_on))


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


class MeetingTime(WalledModel):
    """One of the times that the contact proposed."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    places = {"workplace": "conversation__volunteer__workplace", "person": "conversation__volunteer__person"}

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return str(self.starts_at)


class GuidePoint(WalledModel):
    """A point of the guide that was talked through, or noted; unticked points go with us to the next talk (VOL-26)."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="points")
    section = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    is_done = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    places = {"workplace": "conversation__volunteer__workplace", "person": "conversation__volunteer__person"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation", "number"], name="guide_point_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
