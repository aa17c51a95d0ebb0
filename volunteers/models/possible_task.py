"""What volunteers may do at one place: the frame, what is not part of it, and what the place has decided about a grey zone (ASG-06)."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.activity import ActivityType
from volunteers.models.grey_zone import GreyZoneCase


class PossibleTaskQuerySet(models.QuerySet):
    def current(self) -> "PossibleTaskQuerySet":
        return self.filter(removed_on=None)


class PossibleTask(WalledModel):
    """The activity menu and the agreements begin from it. A trigger refuses what is the municipality's own duty (LEG-13)."""

    workplace = models.ForeignKey(Workplace, models.PROTECT, related_name="+", verbose_name=_("workplace"))
    activity_type = models.ForeignKey(
        ActivityType, models.PROTECT, related_name="+", verbose_name=_("kind of activity")
    )
    name = models.CharField(_("what it is called here"), max_length=120)
    frame = models.TextField(_("the frame"), max_length=600)
    excluded = models.TextField(_("not included"), max_length=600, blank=True)
    grey_zone = models.ForeignKey(
        GreyZoneCase, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("grey zone")
    )
    decision = models.TextField(_("what the place has decided"), max_length=600, blank=True)
    decided_on = models.DateField(_("when it was decided"), null=True, blank=True)
    decided_by_name = models.CharField(_("who decided"), max_length=200, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = PossibleTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible task")
        ordering = ["workplace__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "workplace", "name"],
                condition=Q(removed_on=None),
                name="possible_task_once",
                violation_error_message=_("This stands on the list of the place already."),
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_on__isnull=False) & ~Q(decided_by_name=""),
                name="possible_task_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("possible_task", self.pk)

    @property
    def never(self) -> list[str]:
        """What is not part of it: the place's own words, else those of the kind."""
        own = [line.strip(" -") for line in self.excluded.splitlines() if line.strip(" -")]
        return own or self.activity_type.never

    @transaction.atomic
    def keep(self, by: Any) -> None:
        is_new = self._state.adding
        self.full_clean(exclude=["municipality"])
        self.save()
        record(by, "possible_task.added" if is_new else "possible_task.changed", self)

    @transaction.atomic
    def remove(self, by: Any, on: date | None) -> None:
        """Off the list, or (None) back on it. What has been agreed stands."""
        if (self.removed_on is None) == (on is None):
            return  # a double click
        self.removed_on = on
        self.full_clean(exclude=["municipality"])
        self.save(update_fields=["removed_on"])
        record(by, "possible_task.removed" if on else "possible_task.back", self)
