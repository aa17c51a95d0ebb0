"""What an organisation already runs here: it is shown before a competing offer is made, and may be theirs alone (ASG-19)."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import District, Partner, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.activity import ActivityType


class PartnerOfferQuerySet(models.QuerySet):
    def current(self, today: date) -> "PartnerOfferQuerySet":
        return self.exclude(ended_on__lte=today)

    def near(self, workplace: Workplace, kind: ActivityType, today: date) -> "PartnerOfferQuerySet":
        """Of this kind, in the district of the place or everywhere."""
        area = Q(district=None) | Q(district=workplace.district_id)
        return self.current(today).filter(area, activity_type=kind).select_related("partner")


class PartnerOffer(WalledModel):
    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="activity_offers", verbose_name=_("organisation")
    )
    activity_type = models.ForeignKey(
        ActivityType, models.PROTECT, related_name="partner_offers", verbose_name=_("kind of activity")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    text = models.TextField(_("what they do"), max_length=400, blank=True)
    is_reserved = models.BooleanField(_("theirs alone, by agreement"), default=False)
    began_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    objects = PartnerOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of an organisation")
        ordering = ["activity_type__name", "partner__name", "id"]

    def __str__(self) -> str:
        return f"{self.partner}: {self.activity_type}"

    @property
    def whom_to_ask(self) -> str:
        who = self.partner
        return ", ".join(filter(None, [str(who), who.contact_name, str(who.phone or ""), who.email]))

    @transaction.atomic
    def keep(self, by: Any) -> None:
        verb = "partner_offer.written" if self._state.adding else "partner_offer.changed"
        self.save()
        record(by, verb, self, changes={"reserved": self.is_reserved})

    @transaction.atomic
    def end(self, by: Any, on: date) -> None:
        self.ended_on = on
        self.save(update_fields=["ended_on"])
        record(by, "partner_offer.ended", self)
