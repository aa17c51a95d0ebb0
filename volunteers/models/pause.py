"""A pause is not an end."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class PauseQuerySet(models.QuerySet):
    def current(self, today: date) -> "PauseQuerySet":
        return self.filter(starts_on__lte=today, ended_at=None).exclude(until__lt=today)


class Pause(WalledModel):
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="pauses")
    starts_on = models.DateField(default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "volunteer__workplace", "person": "volunteer__person"}
    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def begin(cls, volunteer: Volunteer, until: date | None, by: Any, at: datetime | None = None) -> "Pause":
        pause = cls.objects.create(volunteer=volunteer, until=until, starts_on=timezone.localdate(at))
        record(by, "pause.begun", pause, about=volunteer.person, changes={"until": until}, at=at)
        return pause

    @transaction.atomic
    def end(self, by: Any) -> None:
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])
        record(by, "pause.ended", self, about=self.volunteer.person)
