"""The recipient's yes to a visit and to what is shared (PRI-02). Taken back, it closes everything in the same transaction."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.models import WalledModel
from volunteers.matching.models.recipient import Recipient


class ConsentQuerySet(models.QuerySet):
    def valid(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)


class Consent(WalledModel):
    """One for each purpose. A trigger closes what was shared when it is taken back, whoever does it and however."""

    class Purpose(models.TextChoices):
        VISIT = "visit", _("that a volunteer comes")
        SHARING = "sharing", _("that the volunteer is told what is needed")

    class Form(models.TextChoices):
        SPOKEN = "spoken", _("spoken")
        WRITTEN = "written", _("written")

    class Giver(models.TextChoices):
        SELF = "self", _("themself")
        GUARDIAN = "guardian", _("a guardian")
        ATTORNEY = "attorney", _("whoever has power of attorney")

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("to"), max_length=7, choices=Purpose.choices)
    form = models.CharField(_("how"), max_length=7, choices=Form.choices, default=Form.SPOKEN)
    given_by = models.CharField(_("who said yes"), max_length=8, choices=Giver.choices, default=Giver.SELF)
    given_by_name = models.CharField(_("name of the guardian"), max_length=120, blank=True)
    given_on = models.DateField(_("when"), default=timezone.localdate)
    informed_by_name = models.CharField(_("who explained it"), max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)

    places = {"workplace": "recipient__workplace", "sector": "recipient__workplace__sector"}
    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        ordering = ["-given_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "recipient", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="consent_once",
                violation_error_message=_("This yes stands already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_purpose_display())

    @classmethod
    @transaction.atomic
    def give(
        cls, recipient: Recipient, purposes: list[str], by: Any, at: datetime | None = None, **how: Any
    ) -> list["Consent"]:
        """What stands already stands as it was given."""
        recipient._lock()
        known = set(cls.objects.valid().filter(recipient=recipient).values_list("purpose", flat=True))
        made = [cls(recipient=recipient, purpose=one, **how) for one in purposes if one not in known]
        for consent in made:
            consent.full_clean(exclude=["municipality"])
            consent.save(force_insert=True)
            record(by, "consent.given", consent, changes={"purpose": consent.purpose}, at=at)
        return made

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime | None = None) -> None:
        """Nothing is shared any more; where it was the yes to visits, nobody visits any more either."""
        self.refresh_from_db(fields=["withdrawn_at"], from_queryset=Consent.objects.select_for_update())
        if self.withdrawn_at is not None:
            return  # a double click
        at = at or timezone.now()
        self.withdrawn_at, self.withdrawn_by_name = at, by.name
        self.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
        record(by, "consent.withdrawn", self, changes={"purpose": self.purpose}, at=at)
        if self.purpose == self.Purpose.VISIT:
            for match in self.recipient.matches.filter(ended_on=None):
                match.end(by=by, why="consent", at=at)
