"""Nobody who has begun is left without a talk for longer than the municipality has chosen (VOL-45)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import CareStep, Conversation, FirstAssignment, GuidanceRequest, Pause, Volunteer


@pytest.fixture
def volunteer(here: Cast) -> Volunteer:
    """Began and was called a hundred days ago, and nothing since."""
    found = people.going(here, "gunnar")
    long_ago = timezone.now() - timedelta(days=100)
    Volunteer.objects.filter(pk=found.pk).update(started_on=long_ago.date())
    CareStep.objects.filter(volunteer=found, done_at__isnull=False).update(done_at=long_ago)
    CareStep.objects.filter(volunteer=found, done_at=None).update(dropped_at=long_ago)
    Conversation.objects.filter(volunteer=found).update(held_at=long_ago)
    FirstAssignment.objects.filter(volunteer=found).update(held_at=long_ago)
    return found


def waits(client: Client) -> bool:
    return "Ingen har snakket med Gunnar Hauge på" in client.get("/hva-venter/").text


def test_after_ninety_days_it_waits_for_the_contact_with_the_way_to_the_list(
    kari: Client, volunteer: Volunteer
) -> None:
    page = kari.get("/hva-venter/").text
    assert "Ingen har snakket med Gunnar Hauge på 90 dager." in page
    assert 'href="/frivillige/?silent=90"' in page
    assert "Gunnar Hauge" in kari.get("/frivillige/?silent=90").text


def test_the_municipality_chooses_how_long(kari: Client, volunteer: Volunteer) -> None:
    choose("talk_days", 120)
    assert not waits(kari)
    choose("talk_days", 45)
    assert "Gunnar Hauge" in kari.get("/frivillige/?silent=45").text
    assert waits(kari)


def test_a_talk_begins_the_time_anew(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    Conversation.call(volunteer, by=here.kari)
    assert not waits(kari)


def test_a_talk_that_is_asked_for_is_enough(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    GuidanceRequest.ask(volunteer, "", by=here.gunnar)
    assert not waits(kari)


def test_whoever_has_a_break_is_left_in_peace(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    Pause.begin(volunteer, None, by=here.gunnar)
    assert not waits(kari)


def test_it_waits_for_whoever_answers_at_the_place_alone(here: Cast, volunteer: Volunteer) -> None:
    assert [who for who in ("kari", "jonas", "marit") if waits(here.client_for(who))] == ["kari"]
