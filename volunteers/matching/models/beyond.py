"""The volunteer was asked to do more than was agreed (ASG-16): what was told, and which visits it is about."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.matching.models.match import Match
from volunteers.models import Concern


class BeyondFrame(WalledModel):
    """Answered as any concern is; here only because a concern knows nothing of visits."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="+")
    match = models.ForeignKey(Match, models.CASCADE, related_name="beyond")

    places = {
        "workplace": "match__recipient__workplace",
        "sector": "match__recipient__workplace__sector",
        "person": "match__volunteer__person",
    }

    class Meta:
        verbose_name = _("asked to do more than agreed")
        ordering = ["-concern__told_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "concern"], name="beyond_frame_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    @transaction.atomic
    def tell(
        cls, match: Match, category: str, text: str, by: Any, at: datetime | None = None
    ) -> "BeyondFrame":
        concern = Concern.tell(match.volunteer, category, text, by=by, at=at)
        made = cls.objects.create(concern=concern, match=match)
        record(by, "match.beyond", match, about=match.volunteer.person, at=at)
        return made
