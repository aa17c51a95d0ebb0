"""Times for a first meeting are offered, and answered by the link in the mail (VOL-20)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from foundation.events.feed import make_address
from foundation.events.models import Event
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.meetings import PROPOSAL, Browser, at, choice, ingrid, link, link_in_mail, open_steps
from tests.volunteers.moments import oslo
from volunteers.models import Conversation, Step, Volunteer

__all__ = ["ingrid", "link"]
pytestmark = pytest.mark.usefixtures("tuesday", "menu")


def test_the_contact_proposes_times_and_the_enquiry_is_answered(link: str, ingrid: Volunteer) -> None:
    with enter(ingrid.municipality):
        meeting = Conversation.objects.get()
        starts = [time.starts_at for time in meeting.times.all()]
    assert starts == [oslo(2026, 11, 26, 14), oslo(2026, 11, 27, 18, 30)]
    assert meeting.place == "Kafé Saga"
    assert list(open_steps(ingrid)) == [Step.FIRST_MEETING]


def test_the_mail_says_the_times(link: str, ingrid: Volunteer) -> None:
    with enter(ingrid.municipality):
        slots = Notice.objects.get(kind="meeting_proposed").fields["slots"]
    assert len(slots) == 2
    assert "26" in slots[0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first": ""}, "required"),
        ({"first": "2026-11-23T14:00"}, "Choose a time that has not been."),
        ({"place": ""}, "required"),
        ({"minutes": "7"}, "valid choice"),
    ],
)
def test_a_proposal_in_error_sends_nothing(
    browser: Browser, ingrid: Volunteer, changes: dict[str, str], message: str
) -> None:
    response = browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL | changes)
    assert response.status_code == 422
    assert message in response.text
    with enter(ingrid.municipality):
        assert not Conversation.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("jonas", 303), ("marit", 403), ("berit", 403), ("solrun", 404)])
def test_who_may_propose(browser: Browser, ingrid: Volunteer, who: str, status: int) -> None:
    response = browser(who).post(at("first_meeting_proposal", ingrid), PROPOSAL)
    assert response.status_code == status
    with enter(ingrid.municipality):
        assert Conversation.objects.exists() is (status == 303)


def test_new_times_take_the_place_of_the_old(
    browser: Browser, visitor: Client, link: str, ingrid: Volunteer
) -> None:
    browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL | {"first": "2026-12-01T10:00"})
    assert "There are newer times" in visitor.get(link).text
    with enter(ingrid.municipality):
        assert Conversation.objects.ahead().count() == 1
        assert Conversation.objects.count() == 2  # history is kept


def test_the_person_chooses_and_both_get_a_calendar_file(
    visitor: Client, link: str, ingrid: Volunteer, cast: Cast
) -> None:
    response = visitor.post(link, choice(ingrid), follow=True)
    assert re.search(r"You meet \w+ 26 \w+", response.text, re.I)
    with enter(ingrid.municipality):
        event = Event.objects.get()
        assert (event.starts_at, event.place) == (oslo(2026, 11, 26, 14), "Kafé Saga")
        mails = Notice.objects.filter(kind="meeting_accepted", channel="email")
        assert {notice.person.name for notice in mails} == {"Ingrid Solheim", "Kari Nygård"}
        for notice in mails:
            assert "BEGIN:VCALENDAR" in notice.letter().attachments[0][2]


def test_an_evening_meeting_is_not_late_before_it_is_held(
    visitor: Client, link: str, ingrid: Volunteer
) -> None:
    visitor.post(link, choice(ingrid, 1))
    step = open_steps(ingrid)[Step.FIRST_MEETING]
    assert (step.planned_at, step.due_at) == (oslo(2026, 11, 27, 18, 30), oslo(2026, 11, 27, 19, 30))


def test_a_used_link_tells_what_was_chosen(visitor: Client, link: str, ingrid: Volunteer) -> None:
    visitor.post(link, choice(ingrid))
    again = visitor.post(link, choice(ingrid, 1))
    assert again.status_code == 200
    assert "The link is used" in again.text
    with enter(ingrid.municipality):
        assert Event.objects.get().starts_at == oslo(2026, 11, 26, 14)


def test_the_link_in_the_confirmation_moves_the_meeting(
    visitor: Client, link: str, ingrid: Volunteer
) -> None:
    visitor.post(link, choice(ingrid))
    visitor.post(link_in_mail(ingrid, "meeting_accepted"), choice(ingrid, 1))
    with enter(ingrid.municipality):
        event = Event.objects.get()
        assert event.starts_at == oslo(2026, 11, 27, 18, 30)
        assert event.sequence == 1
        assert Notice.objects.pending().filter(kind="meeting_accepted", channel="email").count() == 2


def test_the_person_writes_what_suits_better(
    visitor: Client, link: str, ingrid: Volunteer, cast: Cast
) -> None:
    response = visitor.post(link, {"time": "other", "wish": "Helst en kveld"}, follow=True)
    assert "Kari" in response.text
    assert "Helst en kveld" in response.text
    with enter(ingrid.municipality):
        assert Conversation.objects.get().other_wish == "Helst en kveld"
        assert Notice.objects.filter(kind="meeting_other_time", person=cast.kari).exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"time": ""}, "Choose a time"),
        ({"time": "other"}, "Write a few words"),
        ({"time": "nonsense"}, "valid choice"),
    ],
)
def test_an_answer_in_error_changes_nothing(
    visitor: Client, link: str, ingrid: Volunteer, given: dict[str, str], message: str
) -> None:
    response = visitor.post(link, given)
    assert response.status_code == 422
    assert message in response.text
    with enter(ingrid.municipality):
        assert not Event.objects.exists()
    assert visitor.post(link, choice(ingrid)).status_code == 303  # the link still works


def test_times_that_have_been_cannot_be_chosen(visitor: Client, link: str, ingrid: Volunteer) -> None:
    with time_machine.travel(oslo(2026, 11, 27, 8), tick=False):
        assert visitor.post(link, choice(ingrid)).status_code == 422
        assert visitor.post(link, choice(ingrid, 1)).status_code == 303


def test_an_expired_link_is_friendly(visitor: Client, link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        response = visitor.get(link)
    assert response.status_code == 200
    assert "The link is too old" in response.text
    assert "Kari" in response.text


def test_a_link_is_nothing_in_another_municipality(cast: Cast, link: str, ingrid: Volunteer) -> None:
    assert cast.visitor("fjordvik").get(link).status_code == 410
    assert cast.visitor("fjordvik").post(link, choice(ingrid)).status_code == 410


def test_the_calendar_file_can_be_fetched(visitor: Client, link: str, ingrid: Volunteer) -> None:
    assert visitor.get(f"{link}kalender/").status_code == 404  # nothing agreed yet
    visitor.post(link, choice(ingrid))
    assert "BEGIN:VCALENDAR" in visitor.get(f"{link}kalender/").text


def test_the_agreed_time_is_in_the_calendar_of_both_and_of_nobody_else(
    cast: Cast, link: str, ingrid: Volunteer, visitor: Client
) -> None:
    assert visitor.post(link, choice(ingrid)).status_code == 303
    with enter(ingrid.municipality):
        people = {"ingrid": ingrid.person, "kari": cast.kari, "eirik": cast.eirik}
        secrets = {who: make_address(person, by=person) for who, person in people.items()}
    texts = {
        who: visitor.get(f"/kalender/{secret}/samspill.ics").content.decode()
        for who, secret in secrets.items()
    }
    assert {who: text.count("BEGIN:VEVENT") for who, text in texts.items()} == {
        "ingrid": 1,
        "kari": 1,
        "eirik": 0,
    }
    assert "Solheim" not in texts["kari"]
