"""Thanks and gifts: seen by the one they are for, counted for nobody (VOL-48, VOL-60)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class Thanks(WalledModel):
    """Somebody who works there says thank you, in their own words."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="thanks")
    text = models.TextField(_("your words"))
    occasion = models.CharField(_("occasion"), max_length=120, blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField(default=timezone.now)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("thanks")
        ordering = ["-given_at", "-id"]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def give(
        cls, volunteer: Volunteer, text: str, by: Any, occasion_: str = "", at: datetime | None = None
    ) -> "Thanks":
        """The volunteer is told, and finds the words on their own page."""
        volunteer.lock()
        given = cls.objects.create(
            volunteer=volunteer,
            text=text,
            occasion=occasion_,
            given_by=by.person,
            given_by_name=by.name,
            given_at=at or timezone.now(),
        )
        record(by, "thanks.given", given, about=volunteer.person, at=at)
        told = {"sender": {"name": by.name, "first_name": by.person.first_name, "place": ""}}
        key = occasion("thanks-given", given.pk)
        notify(volunteer.person, "thanks_given", told, url=reverse("my_page"), key=key, about=given)
        return given


class Gift(WalledModel):
    """Flowers at a party, a book after ten years: who received what, so that nobody is forgotten."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="gifts")
    occasion = models.CharField(_("occasion"), max_length=120)
    description = models.CharField(_("what it was"), max_length=200)
    cost = models.DecimalField(_("cost"), max_digits=8, decimal_places=2, null=True, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    given_by_name = models.CharField(max_length=200)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("gift")
        ordering = ["-given_on", "-id"]

    def __str__(self) -> str:
        return self.description

    @classmethod
    @transaction.atomic
    def give(
        cls,
        volunteer: Volunteer,
        occasion: str,
        description: str,
        on: date,
        by: Any,
        cost: Decimal | None = None,
    ) -> "Gift":
        given = cls.objects.create(
            volunteer=volunteer,
            occasion=occasion,
            description=description,
            given_on=on,
            cost=cost,
            given_by_name=by.name,
        )
        record(by, "gift.given", given, about=volunteer.person, changes={"occasion": occasion})
        return given
