"""Every quota exact, also when everybody comes at once, twice, regrets, is signed up by a contact or is unknown (CRS-03)."""

import time

import pytest
from django.test import Client

from foundation.events import seats
from foundation.events.models import Event, Participation
from tests.cast import Cast
from tests.courses.crowd import Crowd

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def ask(key: str, path: str, data: dict) -> int:
    client = Client(headers={"host": "elvebyen.localhost"})
    if key:
        client.cookies["sessionid"] = key
    return client.post(path, data).status_code


def test_each_place_gets_exactly_its_seats(cast: Cast) -> None:
    crowd = Crowd(cast, solsiden=2, hagebyen=1, for_all=2, people=4)
    crowd.rush(ask)
    states = crowd.must_be_sound()
    assert states["signed_up"] == 5
    assert set(crowd.statuses) == {302, 303}


def test_control_without_the_guard_a_quota_is_sold_many_times(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for anybody, and the quota is read, compared and written, as every naive one is."""

    def careless(event: Event, mine: Participation) -> bool:
        quotas = sorted(event.quotas.all(), key=lambda quota: -quota.narrowness)
        found = next((one for one in quotas if one.suits(mine) and one.taken < one.seats), None)
        time.sleep(0.2)  # as on a busy day: somebody else reads meanwhile
        if found:
            found.taken += 1
            found.save(update_fields=["taken"])
            mine.quota = found
        return found is not None

    monkeypatch.setattr(seats, "take", careless)
    monkeypatch.setattr(Event, "_locked", lambda self: Event.objects.get(pk=self.pk))
    monkeypatch.setattr(Event, "_take_place", lambda self, mine: seats.take(self, mine))
    crowd = Crowd(cast, solsiden=1, hagebyen=1, for_all=1, people=4)
    crowd.rush(ask, plainly=True)

    assert any(sits > places for places, _taken, sits in crowd.seated_by_quota().values())
    with pytest.raises(AssertionError):
        crowd.must_be_sound()
