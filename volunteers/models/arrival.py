"""The department and the other volunteers know that somebody new comes, and say that they have read it (VOL-41)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.start import FirstAssignment


class ArrivalNotice(WalledModel):
    """A new volunteer comes: who, when and for what. Nothing more is told."""

    first = models.ForeignKey(FirstAssignment, models.CASCADE, related_name="arrival_notices")
    text = models.TextField(_("what they should know"), blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by_name = models.CharField(max_length=200)

    places = {
        "workplace": "first__volunteer__workplace",
        "sector": "first__volunteer__workplace__sector",
        "person": "first__volunteer__person",
    }

    class Meta:
        verbose_name = _("notice of somebody new")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return str(self.first)

    @classmethod
    @transaction.atomic
    def send(
        cls, first: FirstAssignment, text: str, to: Iterable[Person], by: Any, at: datetime | None = None
    ) -> "ArrivalNotice":
        """Told once to each; `ArrivalReading` is each one's place to say that they have read it."""
        volunteer, event = first.volunteer, first.event
        volunteer.lock()
        sent = cls.objects.create(first=first, text=text, sent_at=at or timezone.now(), sent_by_name=by.name)
        told = {
            "volunteer": volunteer.person,
            "workplace": volunteer.workplace,
            "day": event.starts_at,
            "time": event.starts_at,
            "activity": {"name": event.title},
        }
        for person in to:
            ArrivalReading.objects.create(notice=sent, person=person)
            key = occasion("arrival", sent.pk, person.pk)
            url = reverse("arrival", args=[sent.pk])
            notify(person, "somebody_new_comes", told, url=url, key=key, about=event)
        record(by, "arrival.told", sent, about=volunteer.person, at=at)
        return sent


class ArrivalReading(WalledModel):
    """One person who was told, and when they said that they had read it."""

    notice = models.ForeignKey(ArrivalNotice, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "notice__first__volunteer__workplace", "person": "person"}

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "notice", "person"], name="arrival_reading_once")
        ]

    def __str__(self) -> str:
        return str(self.person)

    @transaction.atomic
    def confirm(self, by: Any, at: datetime | None = None) -> None:
        """Read. Twice is once."""
        if self.read_at is None:
            self.read_at = at or timezone.now()
            self.save(update_fields=["read_at"])
            volunteer = self.notice.first.volunteer
            record(by, "arrival.read", self.notice, about=volunteer.person, at=at)
