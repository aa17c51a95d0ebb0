"""References, where the municipality checks them (VOL-32). Who was asked and what came of it, never what was said."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class RefereeCheck(WalledModel):
    """Somebody whom the volunteer has named, and the conclusion when they have been asked."""

    class Conclusion(models.TextChoices):
        GO_ON = "go_on", _("We go on")
        TALK = "talk", _("We talk about it first")
        NOT_NOW = "not_now", _("Not this time")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="referees")
    name = models.CharField(_("name"), max_length=200)
    contact = models.CharField(_("phone or e-mail"), max_length=200, blank=True)
    named_at = models.DateTimeField(default=timezone.now)
    checked_on = models.DateField(_("asked on"), null=True, blank=True)
    checked_by_name = models.CharField(_("asked by"), max_length=200, blank=True)
    conclusion = models.CharField(_("conclusion"), max_length=8, choices=Conclusion.choices, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("referee")
        ordering = ["named_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on=None, conclusion="")
                | Q(checked_on__isnull=False) & ~Q(conclusion="") & ~Q(checked_by_name=""),
                name="referee_checked_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def add(
        cls, volunteer: Volunteer, name: str, contact: str, by: Any, at: datetime | None = None
    ) -> "RefereeCheck":
        volunteer.lock()
        referee = cls.objects.create(
            volunteer=volunteer, name=name, contact=contact, named_at=at or timezone.now()
        )
        record(by, "referee.named", referee, about=volunteer.person, at=at)
        return referee

    @transaction.atomic
    def conclude(self, conclusion: str, on: date, by: Any, at: datetime | None = None) -> None:
        """Asked, and what it leads to. The number is no longer needed, so it is not kept."""
        self.volunteer.lock()
        self.conclusion, self.checked_on, self.checked_by_name = conclusion, on, by.name
        self.contact = ""
        self.save(update_fields=["conclusion", "checked_on", "checked_by_name", "contact"])
        changes = {"conclusion": conclusion, "on": on}
        record(by, "referee.checked", self, about=self.volunteer.person, changes=changes, at=at)
