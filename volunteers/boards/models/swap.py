"""Swapping on a roster: one asks, another takes it, and it is nobody's in between (ASG-09)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.boards.models.member import SchemeMember
from volunteers.boards.models.slot import Slot, hold


class SwapQuerySet(models.QuerySet):
    def open(self, now: datetime) -> "SwapQuerySet":
        rows = self.filter(confirmed_at=None, withdrawn_at=None, slot__event__cancelled_at=None)
        return rows.filter(slot__event__starts_at__gt=now)

    def with_people(self) -> "SwapQuerySet":
        return self.select_related("slot__event", "slot__route", "slot__scheme", "giver", "taker")


class Swap(WalledModel):
    """`asked` is who was asked by name; empty when everybody on the roster was."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="swaps")
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    places = {
        "workplace": "slot__scheme__activity__workplace",
        "sector": "slot__scheme__activity__workplace__sector",
    }
    objects = SwapQuerySet.as_manager()

    class Meta:
        verbose_name = _("swap")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(taker__isnull=False), name="swap_taken_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["municipality", "slot", "giver"],
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                name="swap_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.slot}"

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.withdrawn_at is None

    @classmethod
    @transaction.atomic
    def ask(
        cls, slot: Slot, giver: Person, by: Any, asked: Person | None = None, at: datetime | None = None
    ) -> "Swap":
        """The place stays the giver's until somebody has said yes. Twice is once."""
        from volunteers.boards import telling

        at = at or timezone.now()
        held = slot._locked()
        mine = held.event.participation_of(giver)
        if mine is None or not mine.has_seat or held.event.starts_at <= at:
            raise ValidationError(_("This is not yours to swap any more."))
        if found := cls.objects.open(at).filter(slot=slot, giver=giver).first():
            return found
        made = cls.objects.create(slot=slot, giver=giver, asked=asked, asked_at=at)
        record(by, "swap.asked", made, about=giver, at=at)
        telling.swap_asked(made)
        return made

    @transaction.atomic
    def accept(self, person: Person, by: Any, at: datetime | None = None) -> None:
        """The same by whoever was asked."""
        if self.asked_id not in (None, person.pk):
            raise ValidationError(
                _("%(name)s was asked about this one."), params={"name": self.asked.first_name}
            )
        members = self.slot.scheme.members.current().with_people()
        if (taker := members.filter(volunteer__person=person).first()) is None:
            raise ValidationError(_("This roster is for those who share it."))
        self.confirm(taker, by=by, at=at)

    @transaction.atomic
    def confirm(self, taker: SchemeMember, by: Any, at: datetime | None = None) -> None:
        """The taker's yes settles it, for both and for everybody who looks at the board."""
        from volunteers.boards import telling

        at = at or timezone.now()
        hold(taker.person)
        slot = self.slot._locked()
        swap = Swap.objects.select_for_update(of=("self",)).with_people().get(pk=self.pk)
        if not swap.is_open:
            raise ValidationError(_("This swap is settled already."))
        taker.must_be_ready()
        slot._must_be_free_then(taker.person)
        slot.event.hand_over(swap.giver, taker.person, by=by, at=at)
        swap.taker, swap.confirmed_at = taker.person, at
        swap.save(update_fields=["taker", "confirmed_at"])
        record(by, "swap.confirmed", swap, about=swap.giver, changes={"taker": taker.person.name}, at=at)
        telling.swap_confirmed(swap)

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime | None = None) -> None:
        if self.is_open:
            self.withdrawn_at = at or timezone.now()
            self.save(update_fields=["withdrawn_at"])
            record(by, "swap.withdrawn", self, about=self.giver, at=at)
