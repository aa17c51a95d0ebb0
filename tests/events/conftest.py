from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from foundation.events.models import Event
from tests.cast import Cast

Arranged = Callable[..., Event]
START = datetime(2027, 1, 14, 16, tzinfo=UTC)  # 17.00 in Oslo


@pytest.fixture
def arranged(cast: Cast) -> Arranged:
    """An event at Solsiden; call it inside Elvebyen."""

    def make(**given: object) -> Event:
        usual = {
            "kind": "test_session",
            "title": "Introduksjonskurs",
            "workplace": cast.solsiden,
            "starts_at": START,
            "ends_at": START + timedelta(hours=3),
            "place": "Elvebyen bibliotek",
        }
        return Event.objects.create(**usual | given)

    return make
