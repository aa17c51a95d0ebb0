"""Hours that somebody wants to have written down (ASG-21). Nobody has to count in order to volunteer.

Only where the municipality has switched it on, and never for whoever would rather not. What is planned is `volunteers.hours`.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.models import Event
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.models.volunteer import Volunteer

A_DAY = 24 * 60  # minutes


class HoursEntryQuerySet(models.QuerySet):
    def total(self, until: date | None = None) -> int:
        """Minutes, up to and with a day."""
        rows = self.filter(on__lte=until) if until else self
        return rows.aggregate(all=Sum("minutes"))["all"] or 0


class HoursEntry(WalledModel):
    class Method(models.TextChoices):
        TICK = "tick", _("ticked by the volunteer")
        VOLUNTEER = "volunteer", _("written by the volunteer")
        CONTACT = "contact", _("written by the contact")
        ESTIMATE = "estimate", _("an estimate")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="logged_hours")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(A_DAY)]
    )
    on = models.DateField(_("day"))
    method = models.CharField(_("how it came"), max_length=9, choices=Method.choices)
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(default=timezone.now)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = HoursEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("logged hours")
        verbose_name_plural = _("logged hours")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=A_DAY), name="hours_within_a_day"
            ),
            models.UniqueConstraint(
                fields=["municipality", "volunteer", "event"],
                condition=Q(event__isnull=False),
                name="hours_once_for_an_event",
                violation_error_message=_("This is written down already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.on}"

    @classmethod
    @transaction.atomic
    def write(
        cls, volunteer: Volunteer, minutes: int, on: date, method: str, by: Any, event: Event | None = None
    ) -> "HoursEntry":
        volunteer.lock()
        if not setting("log_hours") or volunteer.declines_hours:
            raise ValidationError(_("Hours are not counted here."))
        entry = cls(volunteer=volunteer, minutes=minutes, on=on, method=method, written_by_name=by.name)
        entry.event = event
        entry.full_clean(exclude=["municipality"])
        entry.save()
        changes = {"minutes": minutes, "on": on, "method": method}
        record(by, "hours.written", volunteer, about=volunteer.person, changes=changes)
        return entry

    @classmethod
    def tick(cls, volunteer: Volunteer, event: Event, by: Any) -> "HoursEntry":
        """«I was there»: as long as it was planned to last. Pressed twice it is once."""
        if double := cls.objects.filter(volunteer=volunteer, event=event).first():
            return double
        minutes = max(1, int((event.ends_at - event.starts_at).total_seconds()) // 60)
        on, own = timezone.localdate(event.starts_at), by.person.pk == volunteer.person_id
        method = cls.Method.TICK if own else cls.Method.CONTACT
        return cls.write(volunteer, min(minutes, A_DAY), on, method, by, event=event)

    @transaction.atomic
    def remove(self, by: Any) -> None:
        changes = {"minutes": self.minutes, "on": self.on}
        record(by, "hours.removed", self.volunteer, about=self.volunteer.person, changes=changes)
        self.delete()


@transaction.atomic
def decline_hours(volunteer: Volunteer, declines: bool, by: Any) -> None:
    """Would rather not be counted: nothing follows from it, and no letter says anything of hours."""
    volunteer.lock()
    volunteer.declines_hours = declines
    volunteer.save(update_fields=["declines_hours"])
    record(by, "hours.declined" if declines else "hours.wanted", volunteer, about=volunteer.person)


def hours_to_tell(volunteer: Volunteer, until: date) -> int:
    """Whole hours for a letter; none when nothing is logged, or the volunteer would rather not."""
    if volunteer.declines_hours or not setting("log_hours"):
        return 0
    return round(volunteer.logged_hours.total(until) / 60)
