"""The control: the same web, whose sign-up reads, compares and writes, as every naive one does, and locks nothing.

`test_one_seat.py` and `test_board_crowd.py` serve it.
"""

from typing import Any

from config.wsgi import application
from foundation.events.models import Event, Participation
from foundation.people.models import Person
from volunteers.boards.models import Slot

__all__ = ["application"]


def sign_up(self: Event, person: Person, by: Any, at: Any = None, may_wait: bool = True) -> Participation:
    event = Event.objects.get(pk=self.pk)
    state = Participation.State.WAITING if event.is_full else Participation.State.SIGNED_UP
    if not event.is_full:
        event.taken += 1
        event.save(update_fields=["taken"])
    return Participation.objects.create(event=event, person=person, state=state)


Event.sign_up = sign_up
Slot._locked = lambda self: Slot.objects.with_events().get(pk=self.pk)
