"""A slot: one route on one day. Its places are an event's, and what nobody takes becomes the unit's (ASG-07, ASG-08).

`event.capacity` is what volunteers and employees can take; `units_share` is what has gone to the unit. Together they are always
the places that are wanted, and after the cut-off none is free: a trigger in the database holds it.
"""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.models import Event, Participation
from foundation.pages.addresses import address
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from foundation.tenancy.prepared import prepared
from volunteers.boards.models.member import SchemeMember
from volunteers.boards.models.scheme import Route, Scheme

EVENT = "board_slot"


class SlotQuerySet(models.QuerySet):
    def held(self) -> "SlotQuerySet":
        return self.filter(event__cancelled_at=None)

    def coming(self, now: datetime) -> "SlotQuerySet":
        return self.held().filter(event__ends_at__gt=now)

    def between(self, first: date, last: date) -> "SlotQuerySet":
        return self.filter(on__range=(first, last))

    def open_to_all(self) -> "SlotQuerySet":
        """Before the cut-off has been settled."""
        return self.held().filter(fell_at=None)

    def to_settle(self, now: datetime) -> "SlotQuerySet":
        return self.open_to_all().filter(cutoff_at__lte=now)

    def not_taken(self) -> "SlotQuerySet":
        return self.filter(event__taken__lt=F("event__capacity"))

    def of_person(self, person: Person) -> "SlotQuerySet":
        mine = Participation.objects.seated().filter(person=person)
        return self.filter(event__in=mine.values("event"))

    def with_events(self) -> "SlotQuerySet":
        return self.select_related("event", "route", "scheme__activity__workplace", "scheme__unit")


class Slot(WalledModel):
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="slots")
    route = models.ForeignKey(Route, models.PROTECT, related_name="slots")
    event = models.OneToOneField(Event, models.PROTECT, related_name="slot")
    on = models.DateField()  # the day the rule gave it, also when it is moved
    cutoff_at = models.DateTimeField()
    fell_at = models.DateTimeField(null=True, editable=False)  # the cut-off was settled
    wanted = models.PositiveSmallIntegerField(default=1, editable=False)  # how many do it together
    units_share = models.PositiveSmallIntegerField(default=0, editable=False)
    unit_done_at = models.DateTimeField(null=True, editable=False)
    unit_done_by_name = models.CharField(max_length=200, blank=True, editable=False)
    is_withdrawn = models.BooleanField(default=False, editable=False)  # the rule does not give it any more

    places = {"workplace": "scheme__activity__workplace", "sector": "scheme__activity__workplace__sector"}
    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn")
        ordering = ["event__starts_at", "route__number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "route", "on"], condition=Q(is_withdrawn=False), name="slot_once"
            ),
            models.CheckConstraint(
                condition=Q(fell_at__isnull=False) | Q(units_share=0), name="slot_falls_at_the_cutoff"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "scheme", "on"], name="slot_of_scheme"),
            models.Index(
                fields=["municipality", "cutoff_at"], condition=Q(fell_at=None), name="slot_to_settle"
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return address("slot", self.pk)

    @property
    def is_open(self) -> bool:
        """One may still tick."""
        return self.fell_at is None and not self.event.is_cancelled and timezone.now() < self.cutoff_at

    @property
    def is_past(self) -> bool:
        return self.event.ends_at <= timezone.now()

    @property
    def is_near(self) -> bool:
        """Not taken, and the cut-off is within a day."""
        left = self.cutoff_at - timezone.now()
        return self.is_open and not self.event.is_full and left.total_seconds() < 24 * 3600

    # Volunteers

    @transaction.atomic
    def take(
        self, member: SchemeMember, by: Any, at: datetime | None = None, may_wait: bool = False
    ) -> Participation:
        """A place for a volunteer until the cut-off. One person is never at two places at once."""
        at = at or timezone.now()
        hold(member.person)
        slot = self._locked()
        slot._must_take_ticks(at)
        member.must_be_ready()
        slot._must_be_free_then(member.person)
        return slot.event.sign_up(member.person, by=by, at=at, may_wait=may_wait)

    @transaction.atomic
    def give_back(self, person: Person, by: Any, at: datetime | None = None) -> None:
        """«I cannot come». Until the cut-off it is free again; after it the unit has it at once, and is told."""
        from volunteers.boards import telling

        at = at or timezone.now()
        slot = self._locked()
        mine = slot.event.participation_of(person)
        if mine is None or slot.event.ends_at <= at:
            return
        had_seat = mine.has_seat
        slot.event.cancel_place(person, by=by, at=at)
        if had_seat and slot.fell_at:
            slot._fall(by, at)
        elif had_seat:
            telling.free_again(slot, person)

    @transaction.atomic
    def rest(self, person: Person, at: datetime) -> None:
        """Somebody who has a break: given back for them, and theirs again if the break is over in time."""
        from volunteers.boards import telling

        slot = self._locked()
        mine = slot.event.participation_of(person)
        if mine is None or slot.event.ends_at <= at:
            return
        slot.event.rest(person, at=at)
        if slot.fell_at:
            slot._fall(None, at)
        else:
            telling.free_again(slot, person)

    @transaction.atomic
    def take_again(self, person: Person, at: datetime) -> None:
        """The break is over: theirs once more, unless somebody else has it or the time for ticking is over."""
        slot = self._locked()
        resting = slot.event.participations.resting().filter(person=person).first()
        if resting is None:
            return
        is_open = slot.fell_at is None and slot.cutoff_at > at
        if not (is_open and slot.event.take_again(person, at=at)):
            resting.leave(Participation.State.CANCELLED, None, at)

    @transaction.atomic
    def ask_the_next(self, at: datetime) -> None:
        """Offers that nobody answered in time go on down the waiting list."""
        from volunteers.boards import telling

        slot = self._locked()
        slot.event.take_back_offers(at)
        telling.free_again(slot)

    @transaction.atomic
    def write_up(self, member: SchemeMember, by: Any, at: datetime | None = None) -> None:
        """Somebody said yes on the phone; they are told what is written."""
        from volunteers.boards import telling

        telling.put_up(self, self.take(member, by=by, at=at), by)

    # The unit

    @transaction.atomic
    def settle(self, at: datetime | None = None) -> int:
        """At the cut-off, once: what is free goes to the unit. Returns how many places."""
        at = at or timezone.now()
        slot = self._locked()
        if slot.fell_at or slot.event.is_cancelled or slot.cutoff_at > at:
            return 0
        slot.event.close_waiting_list(at)
        slot.fell_at = at
        slot.save(update_fields=["fell_at"])
        return slot._fall(None, at)

    @transaction.atomic
    def cover(self, person: Person, by: Any, at: datetime | None = None) -> Participation:
        """An employee takes it: a free place before the cut-off, or by name one of those that are the unit's."""
        at = at or timezone.now()
        slot = self._locked()
        if slot.event.participation_of(person) is None and slot.units_share:
            slot.units_share -= 1
            slot.save(update_fields=["units_share"])
            slot.event.resize(slot.event.capacity + 1, by=by, at=at)
        taken = slot.event.sign_up(person, by=by, at=at, may_wait=False)
        StaffTurn.objects.get_or_create(participation=taken)
        return taken

    @transaction.atomic
    def note_done(self, by: Any, at: datetime | None = None) -> None:
        """The unit's own share is done."""
        slot = self._locked()
        if slot.unit_done_at is None:
            slot.unit_done_at, slot.unit_done_by_name = at or timezone.now(), by.name
            slot.save(update_fields=["unit_done_at", "unit_done_by_name"])
            record(by, "slot.done", slot, at=at)

    # Whoever plans

    @transaction.atomic
    def move(self, starts_at: datetime, ends_at: datetime, by: Any, at: datetime | None = None) -> None:
        """Everybody who has promised is told; the unit too, when it has a share. The cut-off goes with it."""
        from volunteers.boards import telling

        slot = self._locked()
        slot.event.move(by=by, starts_at=starts_at, ends_at=ends_at, at=at)
        if slot.fell_at is None:
            slot.cutoff_at = slot.scheme.cutoff_of(timezone.localdate(starts_at))
            slot.save(update_fields=["cutoff_at"])
        telling.moved(slot)

    @transaction.atomic
    def cancel(self, by: Any, at: datetime | None = None, withdrawn: bool = False) -> None:
        """Not this time. Whoever had promised is told, and so is the unit. `withdrawn`: the rule may give it again."""
        from volunteers.boards import telling

        slot = self._locked()
        if withdrawn:
            Slot.objects.filter(pk=slot.pk).update(is_withdrawn=True)
        if not slot.event.is_cancelled:
            slot.event.cancel(by=by, at=at)
            telling.cancelled(slot)

    @transaction.atomic
    def resize(self, wanted: int, by: Any, at: datetime | None = None) -> None:
        """More or fewer do it together, never fewer than have promised."""
        slot = self._locked()
        slot.wanted = max(wanted, slot.event.taken)
        slot.save(update_fields=["wanted"])
        slot.event.resize(slot.wanted, by=by, at=at)

    # Inside

    def _locked(self) -> "Slot":
        """Always the slot before its event: nobody waits for somebody who waits for them."""
        return _alone(self.pk)[0]

    def _must_take_ticks(self, at: datetime) -> None:
        if self.fell_at or self.cutoff_at <= at:
            told = {"unit": self.scheme.unit.short}
            raise ValidationError(_("It is past the time for this one: %(unit)s does it."), params=told)

    def _must_be_free_then(self, person: Person) -> None:
        event = self.event
        if other := _at_once(person.pk, event.pk, event.starts_at, event.ends_at):
            raise ValidationError(_("You are at “%(title)s” at that time."), params={"title": str(other[0])})

    def _fall(self, by: Any, at: datetime) -> int:
        """Whatever is free is the unit's from now on, in the transaction that is open."""
        from volunteers.boards import telling

        self.event.refresh_from_db()
        free = self.event.capacity - self.event.taken
        if free:
            self.units_share += free
            self.save(update_fields=["units_share"])
            self.event.resize(self.event.taken, by=by, at=at)
            record(by, "slot.fell", self, changes={"places": free, "unit": str(self.scheme.unit)}, at=at)
            telling.fell(self, at)
        return free


def hold(*people: Person) -> None:
    """Two windows of one person, one after the other. Before any slot, and by id, so that nobody waits in a ring."""
    _held([one.pk for one in people])


@prepared
def _alone(slot: uuid.UUID) -> SlotQuerySet:
    return Slot.objects.with_events().select_for_update(of=("self",), no_key=True).filter(pk=slot)


@prepared
def _at_once(
    person: uuid.UUID, but: uuid.UUID, starts_at: datetime, ends_at: datetime
) -> models.QuerySet[Event]:
    mine = Participation.objects.filter(person_id=person, state=Participation.State.SIGNED_UP)
    rows = Event.objects.filter(pk__in=mine.values("event")).held()
    return rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(pk=but).order_by("pk")[:1]


@prepared
def _held(people: list[uuid.UUID]) -> models.QuerySet:
    rows = Person.objects.select_for_update(no_key=True).filter(pk__any_of=people)
    return rows.order_by("pk").values_list("pk")


class StaffTurn(WalledModel):
    """Marks that somebody has a place as an employee, not as a volunteer."""

    participation = models.OneToOneField(Participation, models.CASCADE, related_name="staff_turn")

    places = {
        "workplace": "participation__event__workplace",
        "sector": "participation__event__workplace__sector",
        "person": "participation__person",
    }

    class Meta:
        verbose_name = _("turn of an employee")

    def __str__(self) -> str:
        return str(self.participation)
