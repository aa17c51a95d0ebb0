"""A talk between the volunteer and the contact: the first meeting, or a follow-up call (VOL-20, VOL-28, VOL-44)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.documents.models import TemplateVersion
from foundation.events.models import Event
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.first_meeting import FirstMeeting
from volunteers.models.follow_up import FollowUp
from volunteers.models.meeting_offer import MeetingOffer
from volunteers.models.meeting_plan import MeetingParticipant, PlannedMeeting
from volunteers.models.volunteer import Volunteer


class ConversationQuerySet(models.QuerySet):
    def first_meetings(self) -> "ConversationQuerySet":
        return self.filter(kind=Conversation.Kind.FIRST, withdrawn_at=None)

    def ahead(self) -> "ConversationQuerySet":
        """Offered or agreed, not yet held."""
        return self.first_meetings().filter(held_at=None)

    def with_participants(self) -> "ConversationQuerySet":
        """Who they are and what they are called, without a question more."""
        rows = MeetingParticipant.objects.filter(conversation=OuterRef("pk"))
        return self.annotate(
            who_take_part=ArraySubquery(rows.values("person")),
            names_of_participants=ArraySubquery(rows.values("person__name")),
        )


class Conversation(MeetingOffer, PlannedMeeting, FirstMeeting, FollowUp, WalledModel):
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
    closed_room = models.BooleanField(_("a closed door"), default=False)
    responsible = models.ForeignKey(  # None: the contact
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
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
    feedback_better = models.TextField(_("what could have been different"), blank=True)
    feedback_chemistry = models.CharField(_("how the department saw the two"), max_length=500, blank=True)
    feedback_at = models.DateTimeField(null=True, blank=True)
    feedback_by_name = models.CharField(_("said by"), max_length=200, blank=True)
    summary = models.TextField(_("how it was"), blank=True)
    chemistry = models.CharField(_("how the two got on"), max_length=500, blank=True)
    changes = models.TextField(_("what should be different"), blank=True)
    staff_note = models.TextField(_("only for those who follow up"), blank=True)
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
