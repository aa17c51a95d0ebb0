"""What a step is called here, and what is easily forgotten at it, in the municipality's own words (VOL-02).

Rows are added, never changed: the newest counts. A step that is done keeps the title and the checklist it was done with.
"""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Workplace
from foundation.tenancy.context import forget
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import choose, setting


class StepDefinition(WalledModel):
    """For the whole municipality, or (the checklist only) for one place."""

    step = models.CharField(max_length=20)
    workplace = models.ForeignKey(Workplace, models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=40, blank=True)
    checklist = models.TextField(_("checklist"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("what a step is")
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.step}: {self.title}"

    @property
    def lines(self) -> list[str]:
        return [line for line in (line.strip(" -\t") for line in self.checklist.splitlines()) if line]

    @classmethod
    @transaction.atomic
    def write(
        cls, step: str, title: str, checklist: str, by: Any, workplace: Workplace | None = None
    ) -> "StepDefinition":
        made = cls.objects.create(
            step=step, workplace=workplace, title=title, checklist=checklist, made_by_name=by.name
        )
        if workplace is None:
            others = [pair for pair in setting("step_titles") if not pair.startswith(f"{step}=")]
            choose("step_titles", [*others, f"{step}={title}"] if title else others)
        forget()
        record(by, "step.defined", made, changes={"step": step})
        return made
