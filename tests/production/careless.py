"""The control: the same web, whose sign-up reads, compares and writes, as every naive one does, and locks nothing.

`test_one_seat.py`, `test_course_crowd.py` and `test_board_crowd.py` serve it.
"""

from typing import Any

from config.wsgi import application
from foundation.events.models import Event, Participation
from foundation.people.models import Person
from volunteers.boards.models import Slot

__all__ = ["application"]


def sign_up(
    self: Event, person: Person, by: Any, at: Any = None, may_wait: bool = True, origin: Any = None
) -> Participation:
    event = Event.objects.get(pk=self.pk)
    mine = Participation(event=event, person=person, state=Participation.State.WAITING)
    mine.comes_from(origin)
    if not event.is_full and _has_room(event, mine):
        event.taken += 1
        event.save(update_fields=["taken"])
        mine.state = Participation.State.SIGNED_UP
    mine.save()
    return mine


def _has_room(event: Event, mine: Participation) -> bool:
    quotas = sorted(event.quotas.all(), key=lambda quota: -quota.narrowness)
    mine.quota = next((one for one in quotas if one.suits(mine) and one.taken < one.seats), None)
    if mine.quota:
        mine.quota.taken += 1
        mine.quota.save(update_fields=["taken"])
    return mine.quota is not None or not quotas


Event.sign_up = sign_up
Slot._locked = lambda self: Slot.objects.with_events().get(pk=self.pk)
