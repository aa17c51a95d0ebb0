"""Marks: which municipalities have something due, readable without entering any of them."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Now

from foundation.notices.clock import database_now
from foundation.tenancy.context import current_id
from foundation.tenancy.ids import uuid7
from foundation.tenancy.models import Municipality


class DueMarkQuerySet(models.QuerySet):
    def due(self) -> "DueMarkQuerySet":
        return self.filter(due_at__lte=Now())

    def due_in(self, municipality: uuid.UUID) -> "DueMarkQuerySet":
        return self.due().filter(municipality_id=municipality)


class DueMark(models.Model):
    """A municipality and a moment, and nothing about anybody (global; see `tenancy.walls`).

    Written in the transaction of the notice, never changed, deleted by the drain that finds nothing left.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    due_at = models.DateTimeField()

    objects = DueMarkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at", "municipality"], name="mark_due")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.due_at:%Y-%m-%d %H:%M}"


def mark(moments: Iterable[datetime]) -> None:
    """For the municipality that is entered."""
    here = current_id()
    DueMark.objects.bulk_create(DueMark(municipality_id=here, due_at=moment) for moment in set(moments))


def due_municipalities() -> list[uuid.UUID]:
    due = DueMark.objects.due().filter(municipality__active=True)
    return list(due.order_by("municipality_id").values_list("municipality_id", flat=True).distinct())


def lag() -> timedelta:
    """How long the oldest thing due has waited: nought when nobody waits. Above two minutes something is wrong."""
    oldest = DueMark.objects.filter(municipality__active=True).aggregate(models.Min("due_at"))["due_at__min"]
    return max(database_now() - oldest, timedelta()) if oldest else timedelta()
