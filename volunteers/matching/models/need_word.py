"""What was said about a need between whoever asked and whoever passes it on, before and after the answer (ASG-13)."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import coordinator
from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.matching.belonging import NUMBER, no_number
from volunteers.matching.models.need import NeedRequest


class NeedWord(WalledModel):
    need = models.ForeignKey(NeedRequest, models.CASCADE, related_name="words")
    text = models.TextField(_("what was said"), max_length=1000, validators=[no_number])
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    places = {"workplace": "need__workplace", "sector": "need__workplace__sector"}

    class Meta:
        verbose_name = _("word about a need")
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text__regex=NUMBER), name="need_word_without_numbers")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    @transaction.atomic
    def say(cls, need: NeedRequest, text: str, by: Any, at: datetime | None = None) -> "NeedWord":
        """The other side is told: whoever asked, or whoever passes it on."""
        made = cls(need=need, text=text, said_by=by.person, said_at=at or timezone.now())
        made.full_clean(exclude=["municipality"])
        made.save(force_insert=True)
        record(by, "need.said", need, at=at)
        for person in {need.asked_by, coordinator(timezone.localdate(at))} - {by.person, None}:
            need.tell(person, "need_word", f"word {made.pk} {person.pk}")
        return made
