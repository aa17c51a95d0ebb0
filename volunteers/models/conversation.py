"""Conversations: the first meeting and the follow-up call, each with its guide and its outcome (VOL-20, VOL-26, VOL-28, VOL-44)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from foundation.access.links import make_link, withdraw_links
from foundation.audit.models import record
from foundation.documents.models import TemplateVersion
from foundation.events.calendar import attachment
from foundation.events.models import Event
from foundation.notices.outbox import cancel, notify, occasion
from foundation.pages.moments import clock, day
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing, day_deadline
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer
from volunteers.words import facts

DAYS_TO_CONCLUDE = 7  # after a first meeting, to write what was agreed
SECTIONS = ("who_we_are", "who_you_are", "motivation", "what_you_may_meet", "role", "tasks", "practical")


class ConversationQuerySet(models.QuerySet):
    def first_meetings(self) -> "ConversationQuerySet":
        return self.filter(kind=Conversation.Kind.FIRST, withdrawn_at=None)

    def ahead(self) -> "ConversationQuerySet":
        """Offered or agreed, not yet held."""
        return self.first_meetings().filter(held_at=None)


class Conversation(WalledModel):
    """A talk between the volunteer and the contact."""

    LINK = "first_meeting"  # purpose of the link by which the person answers an offer

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
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    other_wish = models.CharField(_("another time suits better"), max_length=500, blank=True)
    guide = models.ForeignKey(  # the text that the points are ticked off in
        TemplateVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    held_by_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("what we agreed"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_reason = models.CharField(_("reason"), max_length=500, blank=True)
    think_until = models.DateField(_("we talk again"), null=True, blank=True)
    # The follow-up call (VOL-43, VOL-44)
    feedback = models.TextField(_("what the department says"), blank=True)
    feedback_at = models.DateTimeField(null=True, blank=True)
    feedback_by_name = models.CharField(_("said by"), max_length=200, blank=True)
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
    objects = ConversationQuerySet.as_manager()

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

    @property
    def is_agreed(self) -> bool:
        return self.event is not None and self.event.cancelled_at is None

    def times_ahead(self, now: datetime) -> list["MeetingTime"]:
        """What can still be chosen."""
        return [time for time in self.times.all() if time.starts_at > now]

    @classmethod
    @transaction.atomic
    def propose(
        cls,
        volunteer: Volunteer,
        times: list[datetime],
        place: str,
        minutes: int,
        by: Any,
        at: datetime | None = None,
    ) -> "Conversation":
        """Offer the person some times; the answer is a link in the mail. An earlier offer is withdrawn."""
        at = at or timezone.now()
        for former in volunteer.conversations.ahead():
            former.withdraw(by, at=at)
        conversation = cls.objects.create(
            volunteer=volunteer, kind=cls.Kind.FIRST, place=place, proposed_at=at
        )
        conversation._offer(times, timedelta(minutes=minutes))
        volunteer.enquiry.answer(by=by, at=at)
        changes = {"times": len(times)}
        record(by, "first_meeting.proposed", conversation, about=volunteer.person, changes=changes, at=at)
        conversation._invite()
        return conversation

    def _offer(self, starts: list[datetime], length: timedelta) -> None:
        times = [
            MeetingTime(conversation=self, starts_at=start, ends_at=start + length)
            for start in sorted(set(starts))
        ]
        MeetingTime.objects.bulk_create(times)

    def _invite(self) -> None:
        person = self.volunteer.person
        with override(person.reads):
            slots = [f"{day(time.starts_at, 'exact')} {clock(time.starts_at)}" for time in self.times.all()]
        fields = facts(self.volunteer, timezone.localdate()) | {"slots": slots}
        key = f"proposal:{self.pk}"
        notify(person, "meeting_proposed", fields, url=self.answer_url(), key=key, about=self)

    def answer_url(self) -> str:
        """A new address at which the person answers."""
        secret = make_link(self.LINK, self.volunteer.person, about=self, days=60)
        return reverse("first_meeting_answer", args=[secret])

    def withdraw(self, by: Any, at: datetime | None = None) -> None:
        """The offer is gone: links are dead, calendars are told."""
        withdraw_links(self.LINK, self.pk)
        cancel(about=self)
        if self.is_agreed:
            self.event.cancel(by=by)
        self.withdrawn_at = at or timezone.now()
        self.save(update_fields=["withdrawn_at"])
        record(by, "first_meeting.withdrawn", self, about=self.volunteer.person, at=at)

    @transaction.atomic
    def accept(self, time: "MeetingTime", by: Any, at: datetime | None = None) -> Event:
        """The person has chosen: an event with a calendar file to both. Choosing again moves it."""
        volunteer = self.volunteer
        if self.is_agreed:
            cancel(about=self.event)
            self.event.move(starts_at=time.starts_at, ends_at=time.ends_at, by=by)
        else:
            self.event = self._arrange(time)
        self.other_wish = ""
        self.save(update_fields=["event", "other_wish"])
        due_at = max(closing(_day(time.starts_at)), time.ends_at)
        volunteer.open_step(Step.FIRST_MEETING, due_at=due_at, planned_at=time.starts_at, at=at)
        changes = {"at": time.starts_at}
        record(by, "first_meeting.accepted", self, about=volunteer.person, changes=changes, at=at)
        self._confirm()
        return self.event

    def _arrange(self, time: "MeetingTime") -> Event:
        workplace = self.volunteer.workplace
        return Event.objects.create(
            kind="conversation",
            title=gettext("Coffee and a chat"),
            workplace=workplace,
            starts_at=time.starts_at,
            ends_at=time.ends_at,
            place=self.place or (workplace.address if workplace else ""),
        )

    def _confirm(self) -> None:
        """Both get the time in words and as a calendar file, once for each time that is agreed."""
        volunteer, event = self.volunteer, self.event
        today = timezone.localdate()
        starts = timezone.localtime(event.starts_at)
        fields = facts(volunteer, today) | {"day": starts.date(), "time": starts.time(), "place": event.place}
        for person, url in (
            (volunteer.person, self.answer_url()),
            (volunteer.contact(today), volunteer.get_absolute_url()),
        ):
            if person is None:
                continue
            key = occasion("meeting_accepted", event.pk, str(event.sequence))
            notify(
                person,
                "meeting_accepted",
                fields,
                url=url,
                key=key,
                about=event,
                attachments=[attachment(event, person)],
            )

    @transaction.atomic
    def ask_for_another_time(self, text: str, by: Any) -> None:
        """None of the times suits; the contact is told, and sees the wish on «what waits»."""
        self.other_wish = text
        self.save(update_fields=["other_wish"])
        volunteer, today = self.volunteer, timezone.localdate()
        record(by, "first_meeting.other_time", self, about=volunteer.person)
        if contact := volunteer.contact(today):
            url = reverse("first_meeting_proposal", args=[volunteer.pk])
            key = f"other-time:{self.pk}:{timezone.now().timestamp():.0f}"
            notify(contact, "meeting_other_time", facts(volunteer, today), url=url, key=key, about=self)

    @classmethod
    @transaction.atomic
    def meet(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> "Conversation":
        """One POST: «we have met», also when no time was proposed here. Pressed twice it is one meeting."""
        volunteer.lock()
        conversation = volunteer.conversations.ahead().first()
        if conversation is None:
            met = volunteer.conversations.first_meetings().filter(held_at__isnull=False, outcome="")
            if double := met.first():
                return double
            conversation = cls.objects.create(volunteer=volunteer, kind=cls.Kind.FIRST)
        conversation.hold(by, at=at)
        return conversation

    @transaction.atomic
    def hold(self, by: Any, at: datetime | None = None) -> None:
        """It took place. What was agreed is written afterwards."""
        at = at or timezone.now()
        self.held_at, self.held_by_name = at, by.name
        self.save(update_fields=["held_at", "held_by_name"])
        withdraw_links(self.LINK, self.pk)
        volunteer = self.volunteer
        volunteer.enquiry.answer(by=by, at=at)
        volunteer.finish_step(Step.FIRST_MEETING, by=by, at=at)
        volunteer.open_step(Step.FIRST_ASSIGNMENT, due_at=day_deadline(at, DAYS_TO_CONCLUDE), at=at)

    @transaction.atomic
    def take_back(self, by: Any) -> None:
        """Undo: the meeting has not been held after all. Refused when its outcome is written."""
        if self.held_at is None:
            raise ValidationError(_("The meeting has not been held."))
        if self.outcome:
            raise ValidationError(_("What you agreed is already written down, so this cannot be undone."))
        self.held_at, self.held_by_name = None, ""
        self.save(update_fields=["held_at", "held_by_name"])
        self._drop(Step.FIRST_ASSIGNMENT)
        self.volunteer.step(Step.FIRST_MEETING).reopen(by)

    def _drop(self, code: str) -> None:
        for step in self.volunteer.steps.open().filter(code=code):
            step.drop()

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
        if outcome == self.Outcome.CONTINUE and self.volunteer.workplace is None:
            raise ValidationError(_("Choose the place first."))
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
            self._drop(Step.FIRST_ASSIGNMENT)
            note = gettext("Wants to think it over")
            volunteer.open_step(Step.FIRST_MEETING, due_at=closing(self.think_until), at=at, note=note)
        else:
            volunteer.close(self.outcome, timezone.localdate(at))

    # The guide of the first meeting, see `volunteers.guide`

    def begin_guide(self, version: TemplateVersion) -> None:
        self.guide = version
        self.save(update_fields=["guide"])

    @transaction.atomic
    def note_point(
        self, section: str, number: int, text: str, is_done: bool, note: str, by: Any
    ) -> "GuidePoint":
        """Tick a point off, or take the tick away; what is noted stays beside it."""
        wording = {"section": section, "text": text[:500], "is_done": is_done, "note": note}
        point, _made = GuidePoint.objects.update_or_create(conversation=self, number=number, defaults=wording)
        changes = {"number": number, "is_done": is_done}
        record(by, "guide.point", self, about=self.volunteer.person, changes=changes)
        return point

    # The follow-up call

    @classmethod
    def waiting_call(cls, volunteer: Volunteer) -> "Conversation":
        """The call to come, with what the department has said so far; unsaved when nothing is written yet."""
        calls = volunteer.conversations.filter(kind=cls.Kind.FOLLOW_UP, held_at=None)
        return calls.first() or cls(volunteer=volunteer, kind=cls.Kind.FOLLOW_UP)

    @classmethod
    @transaction.atomic
    def note_feedback(cls, volunteer: Volunteer, text: str, said_by: str, by: Any) -> "Conversation":
        """What the department says, kept until the call and shown during it (VOL-43)."""
        volunteer.lock()
        conversation = cls.waiting_call(volunteer)
        conversation.feedback, conversation.feedback_by_name = text, said_by or by.name
        conversation.feedback_at = timezone.now()
        conversation.save()
        record(by, "follow_up.feedback", conversation, about=volunteer.person)
        return conversation

    @classmethod
    @transaction.atomic
    def call(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> "Conversation":
        """One POST: «we have talked». The fuller record may stay empty (VOL-44).

        Whoever is on trial is called again before it ends (VOL-31).
        """
        volunteer.lock()
        at = at or timezone.now()
        open_ = volunteer.steps.open().filter(code=Step.FOLLOW_UP).exists()
        just_now = volunteer.conversations.filter(
            kind=cls.Kind.FOLLOW_UP, held_at__date=timezone.localdate(at)
        )
        if not open_ and (double := just_now.first()):
            return double
        conversation = cls.waiting_call(volunteer)
        conversation.held_at, conversation.held_by_name = at, by.name
        conversation.save()
        volunteer.finish_step(Step.FOLLOW_UP, by=by, at=at)
        conversation._next_call()
        return conversation

    @transaction.atomic
    def write_down(self, by: Any, **fields: Any) -> None:
        """The call's record; «next time we talk» opens the next call, and so does a change that was agreed."""
        self.volunteer.lock()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        record(by, "follow_up.written", self, about=self.volunteer.person, changes={"fields": sorted(fields)})
        self._next_call()

    def _next_call(self) -> None:
        """The day they agreed; else a week after a change, else before a trial period runs out."""
        volunteer, day = self.volunteer, timezone.localdate(self.held_at)
        trial = volunteer.agreements.on_trial(day).order_by("trial_until").first()
        note = ""
        if self.next_on:
            due_at = closing(self.next_on)
        elif self.changes:
            due_at, note = (
                day_deadline(self.held_at, setting("followup_days")),
                gettext("How did the change work?"),
            )
        elif trial:
            due_at, note = (
                closing(trial.trial_until),
                gettext("The trial period ends: talk, and go on or stop."),
            )
        else:
            return
        volunteer.open_step(Step.FOLLOW_UP, due_at=due_at, note=note)

    @transaction.atomic
    def undo_call(self, by: Any) -> None:
        """They have not talked after all: the call waits again, with what was written."""
        self.volunteer.lock()
        self.held_at, self.held_by_name = None, ""
        self.save(update_fields=["held_at", "held_by_name"])
        done = self.volunteer.steps.done().filter(code=Step.FOLLOW_UP).order_by("done_at", "id").last()
        if done:
            done.reopen(by)


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
