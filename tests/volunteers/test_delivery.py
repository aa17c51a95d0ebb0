"""The contact sees how it went with what they sent, and that an address does not work."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from foundation.notices.drain import drain
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.notices.test_mail import Sink, sink
from tests.volunteers.meetings import at, ingrid, link
from volunteers.models import Volunteer

__all__ = ["ingrid", "link", "sink"]
Browser = Callable[[str], Client]


def page(browser: Browser, path: str, who: str = "kari") -> str:
    return browser(who).get(path).content.decode()


@pytest.fixture
def unknown(sink: Sink) -> Sink:
    sink.rcpt = "550 5.1.1 nobody here"
    return sink


def test_the_proposal_says_when_it_was_sent(
    cast: Cast, sink: Sink, link: str, ingrid: Volunteer, browser: Browser
) -> None:
    drain(cast.elvebyen.pk)
    with enter(cast.elvebyen):
        sent = Notice.objects.get(kind="meeting_proposed", state="sent").sent_at
    clock = timezone.localtime(sent).strftime("%H:%M")
    assert f"Sent today {clock}" in page(browser, at("first_meeting_proposal", ingrid)).replace(" at ", " ")


def test_an_address_that_does_not_exist_shows_wherever_the_contact_looks(
    cast: Cast, unknown: Sink, link: str, ingrid: Volunteer, browser: Browser
) -> None:
    drain(cast.elvebyen.pk)
    assert "Did not arrive: the address does not exist." in page(
        browser, at("first_meeting_proposal", ingrid)
    )
    own = page(browser, ingrid.get_absolute_url())
    assert f"at {ingrid.person.email} does not arrive." in own
    assert "Ask for the right address, or call." in own
    assert own.count("does not arrive") == 1
    assert "does not arrive: call." in page(browser, "/hva-venter/")


def test_a_new_address_takes_the_warning_away(
    cast: Cast, unknown: Sink, link: str, ingrid: Volunteer, browser: Browser
) -> None:
    drain(cast.elvebyen.pk)
    with enter(cast.elvebyen):
        type(ingrid.person).objects.filter(pk=ingrid.person_id).update(email="riktig@post.example")
    assert "does not arrive" not in page(browser, ingrid.get_absolute_url())
    assert "does not arrive" not in page(browser, "/hva-venter/")


def test_the_manager_who_does_not_care_for_them_is_not_told_of_addresses(
    cast: Cast, unknown: Sink, link: str, ingrid: Volunteer, browser: Browser
) -> None:
    drain(cast.elvebyen.pk)
    address = ingrid.get_absolute_url()
    assert "does not arrive" in page(browser, address)
    seen = page(browser, address, who="berit")
    assert ingrid.person.name in seen
    assert "does not arrive" not in seen
