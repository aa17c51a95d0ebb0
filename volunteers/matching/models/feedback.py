"""How two who were brought together get on, told by either side (ASG-03). No marks: words, and whether it goes on."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.matching.belonging import NUMBER, no_number
from volunteers.matching.models.match import Match


class MatchFeedbackQuerySet(models.QuerySet):
    def unsettled(self) -> "MatchFeedbackQuerySet":
        """Somebody wished for a change, and has said nothing since."""
        later = MatchFeedback.objects.filter(
            match=OuterRef("match"), party=OuterRef("party"), told_at__gt=OuterRef("told_at")
        )
        wished = self.filter(wish__in=[MatchFeedback.Wish.CHANGE, MatchFeedback.Wish.STOP])
        return wished.exclude(Exists(later))


class MatchFeedback(WalledModel):
    class Party(models.TextChoices):
        VOLUNTEER = "volunteer", _("The volunteer")
        RECIPIENT = "recipient", _("The one who is visited")
        STAFF = "staff", _("Those who work there")

    class Wish(models.TextChoices):
        GO_ON = "go_on", _("go on as it is")
        CHANGE = "change", _("change something")
        STOP = "stop", _("find somebody else")

    match = models.ForeignKey(Match, models.CASCADE, related_name="feedback")
    party = models.CharField(_("who says it"), max_length=9, choices=Party.choices)
    wish = models.CharField(_("what they wish"), max_length=6, choices=Wish.choices)
    text = models.TextField(_("how it goes"), max_length=600, blank=True, validators=[no_number])
    told_at = models.DateTimeField(default=timezone.now)
    written_by_name = models.CharField(max_length=200)

    places = {
        "workplace": "match__recipient__workplace",
        "sector": "match__recipient__workplace__sector",
        "person": "match__volunteer__person",
    }
    objects = MatchFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("how two get on")
        ordering = ["-told_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text__regex=NUMBER), name="feedback_without_numbers")
        ]

    def __str__(self) -> str:
        return str(self.get_wish_display())

    @transaction.atomic
    def tell(self, by: Any, at: datetime | None = None) -> None:
        self.told_at, self.written_by_name = at or timezone.now(), by.name
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        record(
            by, "match.feedback", self, about=self.match.volunteer.person, changes={"wish": self.wish}, at=at
        )
