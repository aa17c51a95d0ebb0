"""What should be different after a talk: somebody sees to it by a day (VOL-44)."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.conversation import Conversation


class AgreedChangeQuerySet(models.QuerySet):
    def open(self) -> "AgreedChangeQuerySet":
        return self.filter(done_at=None, conversation__volunteer__closed_on=None)

    def with_people(self) -> "AgreedChangeQuerySet":
        return self.select_related("conversation__volunteer__person", "owner")


class AgreedChange(WalledModel):
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="agreed_changes")
    text = models.CharField(_("what should be different"), max_length=500)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField(_("by when"))
    agreed_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=200, blank=True)

    places = {
        "workplace": "conversation__volunteer__workplace",
        "sector": "conversation__volunteer__workplace__sector",
        "person": "conversation__volunteer__person",
    }
    objects = AgreedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreed change")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "conversation", "text"], name="agreed_change_once_a_talk"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def volunteer(self) -> Any:
        return self.conversation.volunteer

    @classmethod
    @transaction.atomic
    def agree(
        cls, conversation: Conversation, lines: list[str], owner: Person, due_on: date, by: Any
    ) -> None:
        """One for each line. What is written again is moved; what is no longer written, and not done, falls away."""
        told = conversation.agreed_changes
        told.filter(done_at=None).exclude(text__in=lines).delete()
        for line in lines:
            wanted = {"owner": owner, "due_on": due_on}
            change, made = cls.objects.get_or_create(conversation=conversation, text=line, defaults=wanted)
            if not made and change.done_at is None:
                change.owner, change.due_on = owner, due_on
                change.save(update_fields=["owner", "due_on"])
            if made:
                facts = {"owner": owner.name, "due_on": due_on}
                record(by, "change.agreed", change, about=conversation.volunteer.person, changes=facts)

    @transaction.atomic
    def finish(self, by: Any, at: datetime | None = None) -> None:
        self.done_at, self.done_by_name = at or timezone.now(), by.name
        self.save(update_fields=["done_at", "done_by_name"])
        record(by, "change.done", self, about=self.volunteer.person, at=at)

    @transaction.atomic
    def undo(self, by: Any) -> None:
        self.done_at, self.done_by_name = None, ""
        self.save(update_fields=["done_at", "done_by_name"])
        record(by, "change.not_done", self, about=self.volunteer.person)
