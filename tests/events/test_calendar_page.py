"""The calendar file of one place, behind the gate."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.events.conftest import START, Arranged


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("gunnar", 200),
        ("kari", 200),
        ("jonas", 200),
        ("marit", 200),
        ("ingrid", 403),
        ("eirik", 403),
        ("berit", 403),
        ("solrun", 404),
    ],
)
def test_who_may_fetch_a_calendar_file(cast: Cast, arranged: Arranged, who: str, status: int) -> None:
    with cast.at("kari"):
        place = arranged().sign_up(cast.gunnar, by=cast.gunnar, at=START)
    response = cast.client_for(who).get(reverse("participation_calendar", args=[place.pk]))
    assert response.status_code == status
    if status == 200:
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Cache-Control"] == "private, no-store"
        assert response.content.startswith(b"BEGIN:VCALENDAR")
        assert b"Gunnar" not in response.content
