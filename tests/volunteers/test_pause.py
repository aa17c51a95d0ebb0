"""A pause is not an end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.notices.models import Notice
from tests.cast import Cast
from volunteers.models import Pause, Volunteer


def url(volunteer: Volunteer) -> str:
    return f"/frivillige/{volunteer.pk}/pause/"


def test_begun_from_my_page_the_contact_is_told(here: Cast, gunnar: Client, volunteer: Volunteer) -> None:
    until = timezone.localdate() + timedelta(days=40)
    assert gunnar.post(url(volunteer), {"until": until.isoformat()}).status_code == 303
    assert volunteer.pauses.get().until == until
    assert Notice.objects.filter(kind="pause_started", person=here.kari).exists()


def test_it_may_stay_open(gunnar: Client, volunteer: Volunteer) -> None:
    assert gunnar.post(url(volunteer)).status_code == 303
    assert volunteer.pauses.get().until is None


def test_a_new_last_day_is_the_same_pause(gunnar: Client, volunteer: Volunteer) -> None:
    gunnar.post(url(volunteer))
    until = timezone.localdate() + timedelta(days=10)
    gunnar.post(url(volunteer), {"until": until.isoformat()})
    assert volunteer.pauses.get().until == until


@pytest.mark.parametrize("until", ["1999-01-01", "snart"])
def test_nonsense_is_refused(gunnar: Client, volunteer: Volunteer, until: str) -> None:
    assert gunnar.post(url(volunteer), {"until": until}).status_code == 422
    assert not volunteer.pauses.exists()


def test_the_contact_writes_it_down_without_telling_themselves(here: Cast, volunteer: Volunteer) -> None:
    assert here.client_for("jonas").post(url(volunteer)).status_code == 303
    assert not Notice.objects.filter(kind="pause_started").exists()


def test_back_again(here: Cast, gunnar: Client, volunteer: Volunteer) -> None:
    pause = Pause.begin(volunteer, until=None, by=here.gunnar)
    assert gunnar.post(f"/pauser/{pause.pk}/slutt/").status_code == 303
    assert not Pause.objects.current(timezone.localdate()).exists()


@pytest.mark.parametrize(
    ("who", "status"), [("ingrid", 403), ("berit", 403), ("marit", 403), ("solrun", 404)]
)
def test_nobody_else_begins_or_ends_it(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    pause = Pause.begin(volunteer, until=None, by=here.gunnar)
    client = here.client_for(who)
    assert client.post(url(volunteer), {"until": ""}).status_code == status
    assert client.post(f"/pauser/{pause.pk}/slutt/").status_code == status
    assert Pause.objects.get().ended_at is None


def test_a_break_that_was_a_slip_is_undone_from_the_receipt(gunnar: Client, volunteer: Volunteer) -> None:
    receipt = gunnar.post(url(volunteer), follow=True).text
    undo = f"/pauser/{volunteer.pauses.get().pk}/slutt/"
    assert f'action="{undo}"' in receipt
    gunnar.post(undo)
    assert not Pause.objects.current(timezone.localdate()).exists()
