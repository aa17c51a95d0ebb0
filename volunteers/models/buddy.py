"""A buddy: an experienced volunteer who looks after a new one from a day on (VOL-39)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify, occasion
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class BuddyQuerySet(models.QuerySet):
    def current(self, today: date) -> "BuddyQuerySet":
        """Those that run, and those that begin later: both count as somebody to look after."""
        return self.exclude(ends_on__lt=today).filter(volunteer__closed_on=None)


class Buddy(WalledModel):
    """From a day, until somebody says that it is enough."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="buddies")
    buddy = models.ForeignKey(Volunteer, models.CASCADE, related_name="proteges", verbose_name=_("buddy"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = BuddyQuerySet.as_manager()

    class Meta:
        verbose_name = _("buddy")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(buddy=F("volunteer")), name="buddy_is_another"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="buddy_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["municipality", "volunteer"],
                condition=Q(ends_on__isnull=True),
                name="buddy_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.buddy}: {self.volunteer}"

    @classmethod
    @transaction.atomic
    def name(
        cls, volunteer: Volunteer, buddy: Volunteer, starts_on: date, by: Any, at: datetime | None = None
    ) -> "Buddy":
        """Name one; whoever was it before is so no longer. Both are told."""
        volunteer.lock()
        if buddy.pk == volunteer.pk or not buddy.is_active or buddy.workplace_id != volunteer.workplace_id:
            raise ValidationError({"buddy": _("Choose a volunteer who has begun at the same place.")})
        for former in cls.objects.filter(volunteer=volunteer, ends_on=None):
            former.end(by, on=max(former.starts_on, starts_on - timedelta(days=1)))
        made = cls.objects.create(volunteer=volunteer, buddy=buddy, starts_on=starts_on)
        changes = {"buddy": buddy.name, "from": starts_on}
        record(by, "buddy.named", made, about=volunteer.person, changes=changes, at=at)
        made._tell_both()
        return made

    def _tell_both(self) -> None:
        from volunteers.words import facts

        told = facts(self.volunteer, timezone.localdate()) | {
            "buddy": self.buddy.person,
            "day": self.starts_on,
        }
        for kind, to in (("buddy_named", self.volunteer), ("protege_named", self.buddy)):
            key = occasion(kind, self.pk)
            notify(to.person, kind, told, url=reverse("my_page"), key=key, about=self)

    @transaction.atomic
    def end(self, by: Any, on: date) -> None:
        """Well under way: no more need of one."""
        self.ends_on = max(on, self.starts_on)
        self.save(update_fields=["ends_on"])
        cancel(about=self)
        record(by, "buddy.ended", self, about=self.volunteer.person, changes={"on": self.ends_on})
