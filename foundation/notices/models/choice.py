"""What a person has chosen: how each group of messages comes, and when they sleep."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from foundation.tenancy.models import WalledModel


class Choice(WalledModel):
    """One group of messages, when it comes otherwise than «how we reach you». Without a row it does not."""

    class Way(models.TextChoices):
        EMAIL = "email", _("By e-mail, one by one")
        SMS = "sms", _("By text message, one by one")
        DAILY = "daily", _("Once a day at 07.30, gathered in one e-mail")
        IN_APP = "in_app", _("Only here, under Messages")

    person = models.ForeignKey(Person, models.CASCADE, related_name="choices")
    group = models.CharField(max_length=20)
    way = models.CharField(max_length=6, choices=Way.choices)

    places = {"person": "person"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "person", "group"], name="choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.way}"


class QuietHours(WalledModel):
    """Whole hours on the wall clock. When both are the same it is never quiet."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    places = {"person": "person"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "person"], name="quiet_hours_once"),
            models.CheckConstraint(condition=Q(begins__lte=23, ends__lte=23), name="quiet_hours_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.begins}–{self.ends}"
