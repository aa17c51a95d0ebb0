"""The follow-up call: what the department says before it, and what was said in it (VOL-43, VOL-44)."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing, day_deadline
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class FollowUp:
    """The part of `Conversation` that is a talk after the start."""

    @classmethod
    def waiting_call(cls, volunteer: Volunteer) -> Self:
        """The call to come, with what the department has said so far; unsaved when nothing is written yet."""
        calls = volunteer.conversations.filter(kind=cls.Kind.FOLLOW_UP, held_at=None)
        return calls.first() or cls(volunteer=volunteer, kind=cls.Kind.FOLLOW_UP)

    @classmethod
    @transaction.atomic
    def note_feedback(
        cls, volunteer: Volunteer, text: str, said_by: str, by: Any, better: str = "", chemistry: str = ""
    ) -> Self:
        """What the department says, kept until the call and shown during it (VOL-43)."""
        volunteer.lock()
        conversation = cls.waiting_call(volunteer)
        conversation.feedback, conversation.feedback_by_name = text, said_by or by.name
        conversation.feedback_better, conversation.feedback_chemistry = better, chemistry
        conversation.feedback_at = timezone.now()
        conversation.save()
        record(by, "follow_up.feedback", conversation, about=volunteer.person)
        return conversation

    @classmethod
    @transaction.atomic
    def call(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> Self:
        """One POST: «we have talked». The fuller record may stay empty (VOL-44)."""
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
    def write_down(
        self, by: Any, owner: Person | None = None, due_on: date | None = None, **fields: Any
    ) -> None:
        """The call's record; «next time we talk» opens the next call, and so does a change that was agreed.

        Each line of what should be different becomes somebody's task.
        """
        from volunteers.models.agreed_change import AgreedChange

        self.volunteer.lock()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        record(by, "follow_up.written", self, about=self.volunteer.person, changes={"fields": sorted(fields)})
        lines = list(dict.fromkeys(line.strip()[:500] for line in self.changes.splitlines() if line.strip()))
        by_then = due_on or timezone.localdate(self.held_at) + timedelta(days=setting("followup_days"))
        AgreedChange.agree(self, lines, owner or by.person, by_then, by=by)
        self._next_call()

    def _next_call(self) -> None:
        """The day they agreed; else a week after a change. A trial period has its own (VOL-31)."""
        volunteer, note = self.volunteer, ""
        if self.next_on:
            due_at = closing(self.next_on)
        elif self.changes:
            due_at, note = (
                day_deadline(self.held_at, setting("followup_days")),
                gettext("How did the change work?"),
            )
        else:
            return
        volunteer.open_step(Step.FOLLOW_UP, due_at=due_at, note=note)

    @transaction.atomic
    def undo_call(self, by: Any) -> None:
        """They have not talked after all: the call waits again, with what was written."""
        self.volunteer.lock()
        self.agreed_changes.filter(done_at=None).delete()
        self.held_at, self.held_by_name = None, ""
        self.save(update_fields=["held_at", "held_by_name"])
        done = self.volunteer.steps.done().filter(code=Step.FOLLOW_UP).order_by("done_at", "id").last()
        if done:
            done.reopen(by)
