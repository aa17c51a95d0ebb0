"""Seats of an event that are kept for some: by workplace, by volunteers and employees (CRS-03, CRS-07).

Each quota is guarded by the database as the capacity is. What is not kept for anybody is a quota of its own, for all; so
everybody who has a seat sits in exactly one quota, and all of them together never exceed the event.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.people.belonging import Group
from foundation.people.models import Workplace
from foundation.tenancy.models import WalledModel
from foundation.tenancy.prepared import prepared

if TYPE_CHECKING:
    from foundation.events.models import Event, Participation


@dataclass(frozen=True)
class Origin:
    """As whom and from where somebody takes part; empty when it does not matter."""

    group: str = ""
    workplace_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Share:
    """Seats to keep: for a place, for volunteers or employees, or for both at once."""

    seats: int
    workplace: Workplace | None = None
    group: str = ""


class SeatQuota(WalledModel):
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="quotas")
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("workplace")
    )
    group = models.CharField(_("for whom"), max_length=9, choices=Group.choices, blank=True)
    seats = models.PositiveIntegerField(_("number of places"))
    taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("seats kept")
        ordering = ["event", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="seat_quota_not_overbooked")
        ]

    def __str__(self) -> str:
        kept = [str(part) for part in (self.workplace, self.get_group_display()) if part]
        return ", ".join(kept) or str(_("for all"))

    @property
    def is_for_all(self) -> bool:
        return self.workplace_id is None and not self.group

    def suits(self, mine: "Participation") -> bool:
        return self.workplace_id in (None, mine.workplace_id) and self.group in ("", mine.group)

    @property
    def narrowness(self) -> int:
        return bool(self.workplace_id) + bool(self.group)


def take(event: "Event", mine: "Participation") -> bool:
    """A seat in the narrowest quota that suits and has one. True when the event keeps none for anybody."""
    quotas = sorted(_quotas(event.pk), key=lambda quota: -quota.narrowness)
    for quota in quotas:
        free = SeatQuota.objects.filter(pk=quota.pk, taken__lt=F("seats"))
        if quota.suits(mine) and free.update(taken=F("taken") + 1):
            mine.quota = quota
            return True
    return not quotas


@prepared
def _quotas(event: uuid.UUID) -> models.QuerySet[SeatQuota]:
    return SeatQuota.objects.filter(event_id=event)


def give_back(mine: "Participation") -> None:
    SeatQuota.objects.filter(pk=mine.quota_id, taken__gt=0).update(taken=F("taken") - 1)
    mine.quota = None


def add_chair(event: "Event") -> None:
    """One place more, for anybody."""
    type(event).objects.filter(pk=event.pk).update(capacity=F("capacity") + 1)
    event.capacity += 1
    if not event.quotas.exists():
        return
    if not event.quotas.filter(workplace=None, group="").update(seats=F("seats") + 1):
        event.quotas.create(seats=1)


def shares_of(event: "Event") -> list[Share]:
    """What is kept now, without what is for all."""
    rows = event.quotas.select_related("workplace")
    return [Share(one.seats, one.workplace, one.group) for one in rows if not one.is_for_all]


def share_out(event: "Event", shares: Iterable[Share]) -> None:
    """Keep exactly these, and seat those who have a place anew, the first first. Called with the event locked."""
    shares = [share for share in shares if share.seats]
    kept = sum(share.seats for share in shares)
    if shares and (event.capacity is None or kept > event.capacity):
        told = _("There are %(seats)s seats, and %(kept)s are kept. Keep fewer, or put out more chairs.")
        raise ValidationError(told, params={"seats": event.capacity or 0, "kept": kept})
    event.participations.update(quota=None)
    event.quotas.all().delete()
    if not shares:
        return
    rest = [Share(event.capacity - kept)] if event.capacity > kept else []
    for share in [*shares, *rest]:
        event.quotas.create(seats=share.seats, workplace=share.workplace, group=share.group)
    for mine in event.participations.seated().select_related("person").order_by("signed_up_at", "id"):
        if not take(event, mine):
            told = _("%(name)s has a seat already, and there would be none. Keep fewer.")
            raise ValidationError(told, params={"name": mine.person.name})
        mine.save(update_fields=["quota"])
