"""Before anybody comes to somebody's own home: talked over with those who help there and with the next of kin (ASG-15)."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.matching.belonging import NUMBER, no_number
from volunteers.matching.models.recipient import Recipient


class HomeTalk(WalledModel):
    """A trigger refuses a match at home without one from before it begins. Never written over: another talk is another row."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="home_talks")
    staff_name = models.CharField(_("who helps there"), max_length=200)
    staff_on = models.DateField(_("when you talked"))
    kin_name = models.CharField(_("next of kin"), max_length=200, blank=True)
    kin_on = models.DateField(_("when you talked with the next of kin"), null=True, blank=True)
    without_kin = models.BooleanField(_("there is nobody, or they would rather not ask them"), default=False)
    agreed = models.TextField(_("what was agreed"), max_length=600, validators=[no_number])
    responsible = models.CharField(_("who is responsible there"), max_length=300, validators=[no_number])
    written_at = models.DateTimeField(default=timezone.now)
    written_by_name = models.CharField(max_length=200)

    places = {"workplace": "recipient__workplace", "sector": "recipient__workplace__sector"}

    class Meta:
        verbose_name = _("talk before visits at home")
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(without_kin=True) | Q(kin_on__isnull=False) & ~Q(kin_name=""),
                name="home_talk_with_kin_or_not",
                violation_error_message=_("Write whom you talked with, or that there is nobody to ask."),
            ),
            models.CheckConstraint(
                condition=~Q(agreed__regex=NUMBER) & ~Q(responsible__regex=NUMBER),
                name="home_talk_without_numbers",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @transaction.atomic
    def write_down(self, by: Any, at: datetime | None = None) -> None:
        self.recipient._lock()
        self.written_at, self.written_by_name = at or timezone.now(), by.name
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        record(by, "recipient.home_talk", self.recipient, at=at)
