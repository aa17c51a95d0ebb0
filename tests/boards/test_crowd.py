"""Never overbooked, never double, also when people come twice, cancel and are promoted at the same moment (the short form)."""

import time

import pytest
from django.db import IntegrityError
from django.test import Client

from foundation.events.models import Event, Participation
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.boards.crowd import Crowd
from tests.cast import Cast
from volunteers.boards.models import Slot

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PEOPLE = 9


def ask(session: str, path: str, data: dict[str, str], _number: int) -> int:
    client = Client(headers={"host": "elvebyen.localhost"})
    client.cookies["sessionid"] = session
    return client.post(path, data).status_code


@pytest.mark.parametrize("seats", [1, 4])
def test_every_place_ends_with_exactly_one_doer(cast: Cast, seats: int) -> None:
    crowd = Crowd(cast, seats, PEOPLE)
    crowd.rush(ask)
    crowd.must_be_sound()
    crowd.settle()
    crowd.must_be_settled()
    assert set(crowd.statuses) == {303}


def test_control_without_the_guard_places_are_sold_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read, compare, write, and nobody waits for anybody: what every naive sign-up does."""
    crowd = Crowd(cast, 1, PEOPLE)

    def careless(
        self: Event, person: Person, by: object, at: object = None, may_wait: bool = True
    ) -> Participation:
        event = Event.objects.get(pk=self.pk)
        has_room = event.taken < event.capacity
        time.sleep(0.2)  # as on a busy day: somebody else reads meanwhile
        if has_room:
            event.taken += 1
            event.save(update_fields=["taken"])
        return Participation.objects.create(
            event=event, person=person, state="signed_up" if has_room else "waiting"
        )

    monkeypatch.setattr(Event, "sign_up", careless)
    monkeypatch.setattr(Slot, "_locked", lambda self: Slot.objects.with_events().get(pk=self.pk))
    monkeypatch.setattr(
        Crowd, "_live", lambda self, ask, number, window: window or self._say(ask, number, "wait")
    )
    crowd.rush(ask)

    with pytest.raises(AssertionError):
        crowd.must_be_sound()
    assert crowd.seated() > 1


def test_the_database_refuses_a_place_that_is_nobodys_after_the_cutoff(cast: Cast) -> None:
    """Whatever the code does."""
    crowd = Crowd(cast, 2, 1)
    crowd.settle()
    with pytest.raises(IntegrityError, match="after the cut-off"):
        write(crowd, capacity=1, units_share=1)
    with pytest.raises(IntegrityError, match="are not the"):
        write(crowd, capacity=0, units_share=1)
    crowd.must_be_settled()


def write(crowd: Crowd, capacity: int, units_share: int) -> None:
    with enter(crowd.cast.elvebyen):
        Event.objects.filter(pk=crowd.slot.event_id).update(capacity=capacity)
        Slot.objects.filter(pk=crowd.slot.pk).update(units_share=units_share)
