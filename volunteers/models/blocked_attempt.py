"""Somebody was about to let a volunteer do what is the municipality's own duty (LEG-13): told kindly, and counted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.activity import ActivityType

STATUTORY = "statutory"


class BlockedAttempt(WalledModel):
    class What(models.TextChoices):
        OFFER = "offer", _("to offer it to volunteers")
        MATCH = "match", _("to agree on it with a volunteer")
        NEED = "need", _("to ask an organisation for it")

    activity_type = models.ForeignKey(ActivityType, models.PROTECT, related_name="blocked_attempts")
    workplace = models.ForeignKey(Workplace, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=5, choices=What.choices)
    tried_at = models.DateTimeField(default=timezone.now)
    tried_by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("attempt at a statutory task")
        ordering = ["-tried_at", "-id"]

    def __str__(self) -> str:
        return str(self.activity_type)

    @classmethod
    @transaction.atomic
    def note(cls, form: BaseForm, what: str, workplace: Workplace | None, by: Any) -> "BlockedAttempt | None":
        """When this form was refused because of `must_be_a_volunteers`."""
        errors = form.errors.as_data().get("activity_type", []) if form.is_bound else []
        kind = next((one.params["kind"] for one in errors if one.code == STATUTORY), None)
        if kind is None:
            return None
        made = cls.objects.create(activity_type=kind, workplace=workplace, what=what, tried_by_name=by.name)
        record(by, "statutory.blocked", made, changes={"kind": kind.code, "what": what})
        return made


def must_be_a_volunteers(kind: ActivityType) -> None:
    """Supplement, not replace: said kindly, with who does it instead."""
    if kind.is_statutory:
        raise ValidationError(
            _(
                "%(kind)s is the municipality’s own duty. Volunteers come in addition to those who work here, never instead. %(instead)s"
            ),
            code=STATUTORY,
            params={"kind": kind, "instead": kind.said_instead},
        )
