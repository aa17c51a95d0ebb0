"""What one person can do about one turn, and what is answered: the same from my page and from the link in a mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.events.models import Participation
from foundation.people.models import Person
from volunteers.boards.models import SchemeMember, Slot
from volunteers.boards.models.member import volunteer_for

YES, NO, WAIT, DONE = "yes", "no", "wait", "done"
State = Participation.State


@dataclass
class Turn:
    """As it stands for this person now."""

    slot: Slot
    person: Person
    now: datetime
    mine: Participation | None

    @classmethod
    def of(cls, slot: Slot, person: Person, now: datetime) -> "Turn":
        rows = slot.event.participations.active().filter(person=person)
        return cls(slot, person, now, rows.select_related("staff_turn").first())

    @property
    def state(self) -> str:
        return self.mine.state if self.mine else ""

    @property
    def is_mine(self) -> bool:
        return self.state == State.SIGNED_UP

    @property
    def is_asked(self) -> bool:
        return self.state in (State.OFFERED, State.INVITED)

    @property
    def waits(self) -> bool:
        return self.state == State.WAITING

    @property
    def has_begun(self) -> bool:
        return self.slot.event.starts_at <= self.now

    @property
    def can_take(self) -> bool:
        has_room = self.state == State.OFFERED or not self.slot.event.is_full
        return self.slot.is_open and not self.is_mine and has_room

    @property
    def can_wait(self) -> bool:
        return self.slot.is_open and self.mine is None and self.slot.event.is_full

    @property
    def can_leave(self) -> bool:
        return bool(self.mine) and not self.slot.is_past and not self.slot.event.is_cancelled

    @property
    def can_tick(self) -> bool:
        return self.is_mine and self.has_begun and not self.slot.event.is_cancelled

    @property
    def what_next(self) -> str:
        """What happens when one cannot come: nobody is left waiting."""
        unit = {"unit": self.slot.scheme.unit.short}
        if self.slot.is_open:
            return _("Then it is free for another, and what nobody has taken in time, %(unit)s does.") % unit
        return _("Then %(unit)s does it, and is told at once.") % unit


def act(turn: Turn, wish: str, by: Any) -> str:
    """Do it, and say what happened. Raises `ValidationError` with a kind sentence."""
    if wish == NO:
        turn.slot.give_back(turn.person, by=by)
        return _thanks(turn)
    if wish == DONE and turn.can_tick:
        turn.slot.event.mark(turn.person, True, by=by)
        return _("Thank you. It is noted.")
    if wish in (YES, WAIT):
        return _taken(turn, wish == WAIT, by)
    raise ValidationError(_("Choose what you would like to do."))


def _thanks(turn: Turn) -> str:
    if not turn.is_mine:
        return _("That is quite all right.")
    if turn.slot.is_open:
        return _("Thank you for telling us. It is free for somebody else.")
    return _("Thank you for telling us. %(unit)s does it, and is told.") % {
        "unit": turn.slot.scheme.unit.short
    }


def _taken(turn: Turn, may_wait: bool, by: Any) -> str:
    volunteer = volunteer_for(turn.slot.scheme, turn.person)
    if volunteer is None:
        raise ValidationError(_("This board is for the volunteers of the place."))
    member = SchemeMember.join(turn.slot.scheme, volunteer, by=by)
    taken = turn.slot.take(member, by=by, may_wait=may_wait)
    if taken.state == State.WAITING:
        return _("You are on the waiting list, and hear from us if it becomes free.")
    return _("How nice. It is yours.")
