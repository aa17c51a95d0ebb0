"""Allergies and outlook on life (VOL-15, PRI-03): apart from everything else, and only with a yes that can be taken back."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.models.profile import TOLD_AT
from volunteers.models.volunteer import Volunteer


class SensitiveInfo(WalledModel):
    """Special categories of personal data. Never in lists, search, exports or history; gone when the volunteer is."""

    volunteer = models.OneToOneField(Volunteer, models.CASCADE, related_name="sensitive")
    allergies = models.TextField(_("allergies"), blank=True)
    outlook_on_life = models.TextField(_("outlook on life"), blank=True)
    consent_at = models.DateTimeField()
    consent_heard_by_name = models.CharField(max_length=200, blank=True)  # empty: given on one's own page

    places = TOLD_AT

    class Meta:
        verbose_name = _("allergies and outlook on life")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(allergies="", outlook_on_life=""),
                name="sensitive_says_something",
                violation_error_message=_("Write something, or leave it out altogether."),
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def tell(
        cls, volunteer: Volunteer, allergies: str, outlook_on_life: str, by: Any, at: datetime | None = None
    ) -> "SensitiveInfo | None":
        """Keep it with today's consent. When everything is emptied nothing is kept."""
        volunteer.lock()
        at = at or timezone.now()
        if not (allergies or outlook_on_life):
            cls.withdraw(volunteer, by=by, at=at)
            return None
        heard_by = "" if by.person.pk == volunteer.person_id else by.name
        kept, _made = cls.objects.update_or_create(
            volunteer=volunteer,
            defaults={
                "allergies": allergies,
                "outlook_on_life": outlook_on_life,
                "consent_at": at,
                "consent_heard_by_name": heard_by,
            },
        )
        record(by, "sensitive.told", kept, about=volunteer.person, at=at)
        return kept

    @classmethod
    @transaction.atomic
    def withdraw(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> bool:
        """The consent is taken back, or the volunteer has left: deleted at once, and only that is remembered."""
        kept = cls.objects.filter(volunteer=volunteer).first()
        if kept is None:
            return False
        record(by, "sensitive.deleted", kept, about=volunteer.person, at=at)
        kept.delete()
        return True
