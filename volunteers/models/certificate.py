"""That a police certificate was shown. The certificate itself is looked at and given back: there is no place to keep one."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class Basis(models.TextChoices):
    """Nobody is asked for a certificate unless an act says so; each with its paragraph."""

    HEALTH = "health", _("Health and Care Services Act section 5-4")
    CHILD_WELFARE = "child_welfare", _("Child Welfare Act section 12-10")
    KINDERGARTEN = "kindergarten", _("Kindergarten Act section 30")
    SCHOOL = "school", _("Education Act section 17-11")
    ORGANISATION = "organisation", _("Police Databases Regulations section 34-1")


class PoliceCertificate(WalledModel):
    """Shown on a day, to somebody, for a task, on a legal basis. Nothing of what it said (LEG, design §8.4)."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="police_certificates")
    task = models.CharField(_("task"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=20, choices=Basis.choices)
    shown_on = models.DateField(_("shown on"))
    seen_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seen_by_name = models.CharField(_("seen by"), max_length=200)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("police certificate shown")
        ordering = ["-shown_on", "-id"]

    def __str__(self) -> str:
        return self.task

    @classmethod
    @transaction.atomic
    def show(
        cls, volunteer: Volunteer, task: str, basis: str, on: date, by: Any, at: datetime | None = None
    ) -> "PoliceCertificate":
        """It was shown, and given back."""
        if on > timezone.localdate(at):
            raise ValidationError({"shown_on": _("Choose the day it was shown.")})
        volunteer.lock()
        shown = cls.objects.create(
            volunteer=volunteer,
            task=task,
            basis=basis,
            shown_on=on,
            seen_by=by.person,
            seen_by_name=by.name,
        )
        changes = {"on": on, "task": task, "basis": basis}
        record(by, "police_certificate.shown", shown, about=volunteer.person, changes=changes, at=at)
        return shown
