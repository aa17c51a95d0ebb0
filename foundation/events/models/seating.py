"""Who takes part in an event: the verbs by which places are taken and given back, never more than there are."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events import seats, telling
from foundation.events.kinds import words_of
from foundation.events.models.participation import ASKED, Participation
from foundation.events.seats import Origin, Share
from foundation.people.models import Person
from foundation.tenancy.prepared import prepared


class Full(ValidationError):
    """No place is left, for somebody who does not want to wait."""


class Seating(models.Model):
    """What an event can do with its places. Each verb holds the event's row, so that two cannot do it at once."""

    class Meta:
        abstract = True

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity

    def participation_of(self, person: Person) -> "Participation | None":
        """The person's place, wait or invitation, if there is one."""
        mine = _active_of.first(self.pk, person.pk)
        if mine:
            mine.event, mine.person = self, person
        return mine

    @transaction.atomic
    def invite(self, person: Person, by: Any, at: datetime | None = None) -> "Participation":
        """Ask somebody to come. An invitation takes no place until it is accepted."""
        event = self._locked()
        event._must_be_open(at or timezone.now())
        if mine := event.participation_of(person):
            return mine
        return event._write(person, Participation.State.INVITED, by, at or timezone.now(), "events.invited")

    @transaction.atomic
    def sign_up(
        self,
        person: Person,
        by: Any,
        at: datetime | None = None,
        may_wait: bool = True,
        origin: Origin | None = None,
    ) -> "Participation":
        """A place, or the end of the waiting list when there is none (`Full` for who does not wait). Twice is once."""
        at = at or timezone.now()
        event = self._locked()
        event._must_be_open(at)
        mine = event.participation_of(person)
        if mine and mine.state not in ASKED:
            return mine
        mine = mine or Participation(event=event, person=person)
        mine.comes_from(origin)
        has_place = mine.is_offered or event._take_place(mine)
        if not has_place and not may_wait:
            raise Full(_("The last place was just taken. Would you like another?"))
        state = Participation.State.SIGNED_UP if has_place else Participation.State.WAITING
        mine = event._write(person, state, by, at, f"events.{state}", mine)
        telling.signed_up(mine)
        self._become(event)
        return mine

    @transaction.atomic
    def seat(
        self, person: Person, by: Any, at: datetime, origin: Origin | None = None, one_more: bool = False
    ) -> bool:
        """A place for this very person, who stands at the door; with one chair more when asked. Nobody is written to."""
        event = self._locked()
        mine = event.participation_of(person) or Participation(event=event, person=person, state="")
        if mine.state == Participation.State.SIGNED_UP:
            return True
        mine.comes_from(origin)
        if not mine.is_offered and not event._take_place(mine):
            if not one_more:
                return False
            seats.add_chair(event)
            event._take_place(mine)
        event._write(person, Participation.State.SIGNED_UP, by, at, "events.signed_up", mine)
        self._become(event)
        return True

    @transaction.atomic
    def decline(self, person: Person, by: Any, at: datetime | None = None) -> None:
        """No thanks to an invitation."""
        mine = self._locked().participation_of(person)
        if mine and mine.state == Participation.State.INVITED:
            mine.leave(Participation.State.DECLINED, by, at)

    @transaction.atomic
    def cancel_place(self, person: Person, by: Any, at: datetime | None = None) -> None:
        """Give the place back; the first who waits gets it in the same breath."""
        event = self._locked()
        mine = event.participation_of(person)
        if mine is None:
            return
        event._let_go(mine, Participation.State.CANCELLED, by, at)
        self._become(event)

    @transaction.atomic
    def rest(self, person: Person, at: datetime) -> None:
        """The place of somebody who has a break, given back for them: remembered, and nobody's until somebody takes it."""
        event = self._locked()
        mine = event.participation_of(person)
        if mine and mine.state == Participation.State.SIGNED_UP:
            event._let_go(mine, Participation.State.RESTING, None, at)
            self._become(event)

    @transaction.atomic
    def take_again(self, person: Person, at: datetime) -> bool:
        """What a break gave back is theirs once more, when nobody else has it."""
        event = self._locked()
        mine = event.participations.resting().filter(person=person).first()
        if (
            mine is None
            or event.participation_of(person)
            or event.is_cancelled
            or not event._take_place(mine)
        ):
            return False
        event._write(person, Participation.State.SIGNED_UP, None, at, "events.signed_up", mine)
        self._become(event)
        return True

    @transaction.atomic
    def hand_over(self, from_: Person, to: Person, by: Any, at: datetime | None = None) -> "Participation":
        """The place goes from one to the other: it is nobody's in between, and nobody who waits gets it."""
        event = self._locked()
        event._must_be_open(at or timezone.now())
        mine, theirs = event.participation_of(from_), event.participation_of(to)
        if mine is None or mine.state != Participation.State.SIGNED_UP:
            raise ValidationError(_("%(name)s has no place here."), params={"name": from_.name})
        if theirs and theirs.has_seat:
            raise ValidationError(_("%(name)s has a place here already."), params={"name": to.name})
        theirs = theirs or Participation(event=event, person=to)
        theirs.quota, mine.quota = mine.quota, None
        mine.leave(Participation.State.CANCELLED, by, at)
        telling.left(mine)
        state, at = Participation.State.SIGNED_UP, at or timezone.now()
        return event._write(to, state, by, at, f"events.{state}", theirs)

    @transaction.atomic
    def take_back_offers(self, at: datetime) -> None:
        """Offers that nobody answered in time go on to the next who waits."""
        event = self._locked()
        for offered in event.participations.unanswered(at).select_related("person"):
            event._let_go(offered, Participation.State.LAPSED, None, at)
        self._become(event)

    @transaction.atomic
    def close_waiting_list(self, at: datetime | None = None) -> None:
        """Nobody is asked any more: offers and waits are over."""
        event = self._locked()
        for waiting in event.participations.waiting().select_related("person"):
            waiting.leave(Participation.State.LAPSED, None, at)
        offered = event.participations.filter(state=Participation.State.OFFERED)
        for one in offered.select_related("person"):
            event._let_go(one, Participation.State.LAPSED, None, at)
        self._become(event)

    @transaction.atomic
    def resize(self, capacity: int | None, by: Any, at: datetime | None = None) -> None:
        """More or fewer places, never fewer than are taken; those who wait move up."""
        event = self._locked()
        if capacity is not None and capacity < event.taken:
            told = _("%(taken)s people have a place already.")
            raise ValidationError(told, params={"taken": event.taken})
        type(self).objects.filter(pk=event.pk).update(capacity=capacity)
        changes = {"capacity": [event.capacity, capacity]}
        event.capacity = capacity
        if shares := seats.shares_of(event):
            seats.share_out(event, shares)
        record(by, "events.resized", event, changes=changes, at=at)
        event._promote(by, at)
        self._become(event)

    @transaction.atomic
    def share_out(self, shares: list[Share], by: Any, at: datetime | None = None) -> None:
        """Keep seats for some; those who wait move up where there now is room."""
        event = self._locked()
        seats.share_out(event, shares)
        record(by, "events.shared", event, changes={"seats": [one.seats for one in shares]}, at=at)
        event._promote(by, at)
        self._become(event)

    @transaction.atomic
    def mark(
        self, person: Person, attended: bool | None, by: Any, at: datetime | None = None
    ) -> "Participation":
        """Was here, was not, or (None) not known after all."""
        mine = self._locked().participation_of(person)
        if mine is None or mine.state != Participation.State.SIGNED_UP:
            raise ValidationError(_("%(name)s has no place here."), params={"name": person.name})
        if mine.attended != attended:
            mine.attended = attended
            mine.attended_at = None if attended is None else at or timezone.now()
            mine.save(update_fields=["attended", "attended_at"])
            record(by, "events.attended", self, about=person, changes={"attended": attended}, at=at)
        return mine

    def _take_place(self, mine: "Participation") -> bool:
        """One statement: read, compare and write cannot be parted. The same for what is kept for some."""
        free = type(self).objects.filter(Q(capacity=None) | Q(taken__lt=F("capacity")), pk=self.pk)
        if not free.update(taken=F("taken") + 1):
            return False
        self.taken += 1
        if not seats.take(self, mine):
            self._free_place()
            return False
        return True

    def _free_place(self) -> None:
        if type(self).objects.filter(pk=self.pk, taken__gt=0).update(taken=F("taken") - 1):
            self.taken -= 1

    def _write(
        self,
        person: Person,
        state: str,
        by: Any,
        at: datetime,
        verb: str,
        mine: "Participation | None" = None,
    ) -> "Participation":
        mine = mine or Participation(event=self, person=person)
        mine.state, mine.signed_up_at, mine.offered_until = state, at, None
        mine.by = by.person if by else None
        mine.save()
        record(by, verb, self, about=person, at=at)
        return mine

    def _let_go(self, mine: "Participation", state: str, by: Any, at: datetime | None) -> None:
        had_seat = mine.has_seat
        seats.give_back(mine)
        mine.leave(state, by, at)
        telling.left(mine)
        if had_seat:
            self._free_place()
            self._promote(by, at)

    def _promote(self, by: Any, at: datetime | None) -> None:
        """As many as there is room for, in the order they came. Where one is asked first, the place is kept meanwhile."""
        until = words_of(self.kind).offered_until(self, at or timezone.now())
        verb = "events.offered" if until else "events.promoted"
        for waiting in self.participations.waiting().select_related("person"):
            if not self._take_place(waiting):
                if self.quotas.exists():
                    continue  # somebody behind may belong where there is room
                return
            waiting.state = Participation.State.OFFERED if until else Participation.State.SIGNED_UP
            waiting.offered_until = until
            waiting.save(update_fields=["state", "offered_until", "quota"])
            record(by, verb, self, about=waiting.person, at=at)
            telling.promoted(waiting)


@prepared
def _active_of(event: uuid.UUID, person: uuid.UUID) -> models.QuerySet[Participation]:
    return Participation.objects.active().filter(event_id=event, person_id=person).order_by("pk")[:1]
