"""The first meeting: held, talked through by the guide, and ended with an outcome (VOL-26, VOL-28)."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.access.links import withdraw_links
from foundation.audit.models import record
from foundation.documents.models import TemplateVersion
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing, day_deadline
from volunteers.models.guide_point import GuidePoint
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer

DAYS_TO_CONCLUDE = 7  # after a first meeting, to write what was agreed


class FirstMeeting:
    """The part of `Conversation` from «we have met» to what was agreed."""

    @classmethod
    @transaction.atomic
    def meet(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> Self:
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
        volunteer.answer_enquiry(by=by, at=at)
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

    # The guide, see `volunteers.guide`

    def begin_guide(self, version: TemplateVersion) -> None:
        self.guide = version
        self.save(update_fields=["guide"])

    @transaction.atomic
    def note_point(
        self, section: str, number: int, text: str, is_done: bool, note: str, by: Any
    ) -> GuidePoint:
        """Tick a point off, or take the tick away; what is noted stays beside it."""
        wording = {"section": section, "text": text[:500], "is_done": is_done, "note": note}
        point, _made = GuidePoint.objects.update_or_create(conversation=self, number=number, defaults=wording)
        changes = {"number": number, "is_done": is_done}
        record(by, "guide.point", self, about=self.volunteer.person, changes=changes)
        return point
