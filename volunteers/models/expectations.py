"""What the place and the volunteer expect of each other, written down and read by both (VOL-27). Written anew it is a new row."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class Expectations(WalledModel):
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="expectations")
    from_workplace = models.TextField(_("what the place expects"), max_length=2000, blank=True)
    from_volunteer = models.TextField(_("what the volunteer expects"), max_length=2000, blank=True)
    between_volunteers = models.TextField(
        _("volunteers among themselves, and what we do when it chafes"), max_length=2000, blank=True
    )
    plan = models.TextField(
        _("the plan, agreed with whoever gets the visit too"), max_length=2000, blank=True
    )
    agreed_at = models.DateTimeField(default=timezone.now)
    written_by_name = models.CharField(max_length=200)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("expectations")
        verbose_name_plural = _("expectations")
        ordering = ["-agreed_at", "-id"]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def write(cls, volunteer: Volunteer, by: Any, at: datetime | None = None, **texts: str) -> "Expectations":
        volunteer.lock()
        at = at or timezone.now()
        row = cls.objects.create(volunteer=volunteer, written_by_name=by.name, agreed_at=at, **texts)
        record(by, "expectations.written", row, about=volunteer.person, at=at)
        return row
