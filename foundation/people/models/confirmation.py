"""An organisation confirms once a year that its volunteers have promised confidentiality, instead of each signing (PAR-08)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models.place import Partner
from foundation.tenancy.models import WalledModel

A_YEAR = timedelta(days=365)


class PartnerConfirmationQuerySet(models.QuerySet):
    def valid(self, today: date) -> "PartnerConfirmationQuerySet":
        return self.filter(confirmed_on__lte=today, valid_until__gte=today, withdrawn_at=None)


class PartnerConfirmation(WalledModel):
    class Method(models.TextChoices):
        PAPER = "paper", _("on paper")
        MAIL = "mail", _("by e-mail")

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="confirmations")
    confirmed_by = models.CharField(_("confirmed by"), max_length=200)
    confirmed_on = models.DateField(_("confirmed on"))
    method = models.CharField(_("how"), max_length=5, choices=Method.choices)
    valid_until = models.DateField(_("valid until"))
    written_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    places = {"partner": "partner"}
    objects = PartnerConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation by an organisation")
        ordering = ["-confirmed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("confirmed_on"), valid_until__lte=F("confirmed_on") + A_YEAR),
                name="partner_confirmation_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=""),
                name="partner_confirmation_by_somebody",
                violation_error_message=_("Write who confirmed it for the organisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.confirmed_on}"

    @classmethod
    @transaction.atomic
    def write(
        cls, partner: Partner, confirmed_by: str, on: date, method: str, by: Any
    ) -> "PartnerConfirmation":
        row = cls(
            partner=partner,
            confirmed_by=confirmed_by,
            confirmed_on=on,
            method=method,
            valid_until=on + A_YEAR,
            written_by_name=by.name,
        )
        row.full_clean(exclude=["municipality"])
        row.save()
        record(by, "partner.confirmed", partner, changes={"by": confirmed_by, "on": on, "how": method})
        return row

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime | None = None) -> None:
        """It was written by mistake, or does not hold any more; the row stays."""
        self.withdrawn_at = at or timezone.now()
        self.save(update_fields=["withdrawn_at"])
        record(by, "partner.not_confirmed", self.partner, changes={"on": self.confirmed_on})
