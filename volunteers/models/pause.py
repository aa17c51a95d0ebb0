"""A pause is not an end: the place is kept, and what can wait waits."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify, occasion
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class PauseQuerySet(models.QuerySet):
    def current(self, today: date) -> "PauseQuerySet":
        return self.filter(starts_on__lte=today, ended_at=None).exclude(until__lt=today)


class Pause(WalledModel):
    """Until and including a day, or until somebody says that it is over."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="pauses")
    starts_on = models.DateField(default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_on")),
                name="pause_ends_after_start",
                violation_error_message=_("Choose a day that has not been."),
            )
        ]

    def is_current(self, today: date) -> bool:
        runs = self.starts_on <= today and self.ended_at is None
        return runs and (self.until is None or self.until >= today)

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def begin(cls, volunteer: Volunteer, until: date | None, by: Any, at: datetime | None = None) -> "Pause":
        """Begin, or choose another last day. The contact is told when it was the volunteer who chose it."""
        volunteer.lock()
        today = timezone.localdate(at)
        if until and until < today:
            raise ValidationError({"until": _("Choose a day that has not been.")})
        pause = cls.objects.current(today).filter(volunteer=volunteer).first() or cls(
            volunteer=volunteer, starts_on=today
        )
        pause.until = until
        pause.save()
        record(by, "pause.begun", pause, about=volunteer.person, changes={"until": until}, at=at)
        if by.person.pk == volunteer.person_id:
            pause._tell(today)
        return pause

    def _tell(self, today: date) -> None:
        from volunteers.words import facts

        volunteer = self.volunteer
        if contact := volunteer.contact(today):
            fields = facts(volunteer, today) | {"day": self.until}
            key = occasion("pause", self.pk, self.until or "open")
            notify(contact, "pause_started", fields, url=volunteer.get_absolute_url(), key=key, about=self)

    @transaction.atomic
    def end(self, by: Any, at: datetime | None = None) -> None:
        """Welcome back. What waited goes on."""
        self.ended_at = at or timezone.now()
        self.save(update_fields=["ended_at"])
        cancel(about=self)
        record(by, "pause.ended", self, about=self.volunteer.person, at=at)
