"""Who holds a course together with the municipality: what each does, what it costs, and what is agreed (CRS-13)."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from foundation.audit.models import record
from foundation.people.models import Partner
from foundation.tenancy.models import WalledModel


class CoOrganiser(WalledModel):
    course = models.ForeignKey(Course, models.CASCADE, related_name="organisers")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    part = models.CharField(_("what they do"), max_length=200)
    cost = models.PositiveIntegerField(_("what it costs the municipality, in kroner"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed"), null=True, blank=True)
    agreement = models.TextField(_("what is agreed"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("co-organiser")
        ordering = ["partner__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "course", "partner"],
                name="co_organiser_once",
                violation_error_message=_("They hold this course with us already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.partner)

    @transaction.atomic
    def agree(self, by: Any) -> None:
        """Written down, or changed."""
        self.full_clean(exclude=["municipality"])
        self.save()
        changes = {"partner": self.partner.name, "part": self.part, "cost": self.cost}
        record(by, "course.organiser", self.course, changes=changes)

    @transaction.atomic
    def withdraw(self, by: Any) -> None:
        record(by, "course.organiser_out", self.course, changes={"partner": self.partner.name})
        self.delete()
