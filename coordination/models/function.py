"""What a contact's function is: role, responsibility, tasks, and what must be in place (CON-05).

The municipality has words to begin with; each contact gets their own, as a paper that the contact and the manager sign.
"""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.models import Appointment
from foundation.audit.models import record
from foundation.documents.models import Document
from foundation.tenancy.models import WalledModel


class FourFields(models.Model):
    """One line is one point."""

    role_text = models.TextField(_("The role"))
    responsibility = models.TextField(_("The responsibility"))
    tasks = models.TextField(_("The tasks"))
    prerequisites = models.TextField(_("What must be in place"))

    class Meta:
        abstract = True

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FIELDS}


FIELDS = ("role_text", "responsibility", "tasks", "prerequisites")


class FunctionWording(WalledModel, FourFields):
    """The municipality's own words to begin with. Rows are added, never changed: the newest counts."""

    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("words of a function description")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.made_at.isoformat()

    @classmethod
    @transaction.atomic
    def write(cls, by: Any, **texts: str) -> "FunctionWording":
        written = cls.objects.create(made_by_name=by.name, **texts)
        record(by, "function.worded", written)
        return written


class FunctionDescription(WalledModel, FourFields):
    """One contact's, as it was made. A new one takes its place; what was signed is kept."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="function_descriptions")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    places = {
        "workplace": "appointment__workplace",
        "sector": "appointment__workplace__sector",
        "person": "appointment__person",
    }

    class Meta:
        verbose_name = _("function description")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return str(self.appointment)

    @classmethod
    @transaction.atomic
    def make(
        cls, appointment: Appointment, texts: dict[str, str], by: Any, at: datetime | None = None
    ) -> "FunctionDescription":
        """The paper is made, and both are asked to read and sign. One that nobody has signed yet is withdrawn."""
        from coordination.functions import issue_function

        Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
        for former in appointment.function_descriptions.filter(document__revoked_at=None):
            if not former.document.is_signed:
                former.document.revoke(by, _("A newer one has taken its place."), at=at)
        document = issue_function(appointment, texts, by=by, at=at)
        made = cls.objects.create(
            appointment=appointment, document=document, made_at=at or timezone.now(), **texts
        )
        record(by, "function.described", made, about=appointment.person, at=at)
        return made
