"""Who holds a course together with the municipality: what each does, what it costs, and what is agreed (CRS-13)."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.kept import KeptFile
from foundation.audit.models import record
from foundation.people.models import Partner
from foundation.tenancy.models import WalledModel


class CoOrganiserQuerySet(models.QuerySet):
    def with_paper(self) -> "CoOrganiserQuerySet":
        """Each with its organisation, and whether the agreement is there as a file."""
        return self.select_related("partner").annotate(has_paper=Q(paper__isnull=False))


class CoOrganiser(WalledModel):
    course = models.ForeignKey(Course, models.CASCADE, related_name="organisers")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    part = models.CharField(_("what they do"), max_length=200)
    cost = models.PositiveIntegerField(_("what it costs the municipality, in kroner"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed"), null=True, blank=True)
    agreement = models.TextField(_("what is agreed"), max_length=4000, blank=True)

    has_paper = False  # set by `with_paper`
    objects = CoOrganiserQuerySet.as_manager()

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
    def attach(self, file: tuple[str, bytes], by: Any) -> None:
        """The agreement as both have signed it; a newer one takes its place."""
        media, content = file
        Agreement.objects.update_or_create(organiser=self, defaults={"media": media, "file": content})
        record(by, "course.agreement", self.course, changes={"partner": self.partner.name})

    @transaction.atomic
    def detach(self, by: Any) -> None:
        if Agreement.objects.filter(organiser=self).delete()[0]:
            record(by, "course.agreement_out", self.course, changes={"partner": self.partner.name})

    @transaction.atomic
    def withdraw(self, by: Any) -> None:
        record(by, "course.organiser_out", self.course, changes={"partner": self.partner.name})
        self.delete()


class Agreement(KeptFile):
    organiser = models.OneToOneField(CoOrganiser, models.CASCADE, related_name="paper")

    class Meta:
        verbose_name = _("agreement with a co-organiser")

    def __str__(self) -> str:
        return str(self.organiser)

    @property
    def name(self) -> str:
        return f"{self.organiser.partner.name}.{self.ending}".replace("/", "-")
