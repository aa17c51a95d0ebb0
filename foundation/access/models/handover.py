"""Handovers: somebody else takes over, in one action and with a note (CON-08)."""

from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.models.appointment import Appointment
from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel


class Handover(WalledModel):
    """Everything open at a place goes to another person, in one action and with a note (CON-08).

    Open steps belong to the workplace's current contact, so nothing is copied: while the handover lasts, `contact_of`
    answers with who took over, and the note tells what waits.
    """

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Person, models.PROTECT, related_name="handovers_taken", verbose_name=_("to"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    places = {
        "workplace": "appointment__workplace",
        "sector": "appointment__workplace__sector",
        "person": "appointment__person",
    }

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="handover_ends_after_start",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment.person} → {self.to}"

    def is_current(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @transaction.atomic
    def make(self, by: Any) -> "Handover":
        from foundation.access.grants import refresh_grants

        self.made_by_name = by.name if by else ""
        self.full_clean(exclude=["municipality"])
        self.save()
        changes = {
            "from": self.appointment.person.name,
            "to": self.to.name,
            "on": self.starts_on,
        }
        record(by, "handover.made", self, about=self.appointment.person, changes=changes)
        refresh_grants(self.to)
        return self

    @transaction.atomic
    def take_back(self, by: Any, on: date) -> None:
        """The holder is back: the handover ends the day before. One that has not lasted a day is not kept; the log tells of it."""
        from foundation.access.grants import refresh_grants

        record(by, "handover.ended", self, about=self.appointment.person, changes={"on": on})
        if on <= self.starts_on:
            self.delete()
        else:
            self.ends_on = on - timedelta(days=1)
            self.save(update_fields=["ends_on"])
        refresh_grants(self.to)
