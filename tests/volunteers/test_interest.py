"""Registering interest: at most six questions, no account, and the promise that the thanks page names (VOL-12, VOL-19)."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.access.models import Appointment
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers.moments import oslo
from volunteers.models import Activity, Enquiry, Step, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday")
Menu = dict[str, Activity]


def answers(at: Any, **changes: Any) -> dict[str, Any]:
    given = {
        "name": "Ingrid Solheim",
        "phone": "900 12 345",
        "place": str(getattr(at, "pk", at)),
        "kinds": ["coffee_visit"],
        "own_idea": "Jeg sang i kor i tretti år.",
        "consent": "on",
        "submission": str(uuid.uuid4()),
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


@pytest.fixture
def send(visitor: Client) -> Callable[..., Any]:
    return lambda at, **changes: visitor.post(reverse("interest"), answers(at, **changes), follow=True)


def registered(cast: Cast) -> list[Enquiry]:
    with enter(cast.elvebyen):
        return list(Enquiry.objects.with_wishes())


def test_somebody_registers_without_an_account(send: Callable, cast: Cast, menu: Menu) -> None:
    response = send(cast.solsiden)
    [enquiry] = registered(cast)
    assert response.status_code == 200
    assert (enquiry.name, str(enquiry.phone), enquiry.wanted) == (
        "Ingrid Solheim",
        "+4790012345",
        ["Coffee visit"],
    )
    assert enquiry.volunteer.workplace == cast.solsiden
    assert enquiry.consent_at == timezone.now()


def test_the_thanks_page_names_who_answers_and_by_when(send: Callable, cast: Cast, menu: Menu) -> None:
    html = send(cast.solsiden).text
    assert "Thank you, Ingrid! You hear from Kari by" in html
    assert re.search(r"Thursday 26 November|torsdag 26", html)
    assert "Jonas is told and calls you instead" in html


def test_the_promise_comes_from_the_database(send: Callable, cast: Cast, menu: Menu) -> None:
    with enter(cast.elvebyen):
        choose("reply_days", 1)
    send(cast.solsiden)
    [enquiry] = registered(cast)
    assert enquiry.due_at == oslo(2026, 11, 25, 15)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (oslo(2026, 11, 20, 16), oslo(2026, 11, 24, 15)),  # Friday afternoon
        (oslo(2026, 11, 21, 23), oslo(2026, 11, 24, 15)),  # Saturday night
        (oslo(2026, 12, 23, 12), oslo(2026, 12, 28, 15)),  # 24th is a working day, 25 and 26 are not
        (oslo(2027, 3, 24, 12), oslo(2027, 3, 31, 15)),  # Easter 2027: 25, 26 and 29 March
        (oslo(2027, 5, 13, 12), oslo(2027, 5, 18, 15)),  # 17 May
    ],
)
def test_only_norwegian_working_days_count(
    send: Callable, cast: Cast, menu: Menu, now: datetime, due: datetime
) -> None:
    with time_machine.travel(now, tick=False):
        send(cast.solsiden)
        [enquiry] = registered(cast)
    assert enquiry.due_at == due


def test_the_person_and_the_contact_are_told(send: Callable, cast: Cast, menu: Menu) -> None:
    send(cast.solsiden)
    with enter(cast.elvebyen):
        told = {(notice.kind, notice.person.name, notice.channel) for notice in Notice.objects.all()}
    assert told == {
        ("enquiry_received", "Ingrid Solheim", "sms"),
        ("enquiry_to_contact", "Kari Nygård", "email"),
        ("enquiry_to_contact", "Kari Nygård", "in_app"),
    }


def test_where_nobody_is_contact_the_network_coordinator_answers(
    send: Callable, cast: Cast, menu: Menu
) -> None:
    with enter(cast.elvebyen):
        Appointment.objects.filter(person=cast.eirik).update(ends_on="2026-10-30")
    assert "Thank you, Ingrid! You hear from Marit by" in send(cast.elvebredden).text


def test_one_need_not_know_where(send: Callable, cast: Cast, menu: Menu) -> None:
    response = send("unsure")
    [enquiry] = registered(cast)
    assert enquiry.volunteer.workplace is None
    assert "You hear from Marit by" in response.text


def test_place_and_activity_come_with_the_address(visitor: Client, cast: Cast, menu: Menu) -> None:
    html = visitor.get(reverse("interest"), {"place": cast.solsiden.pk, "activity": "games"}).text
    assert re.search(rf'value="{cast.solsiden.pk}"[^>]*checked', html)
    assert re.search(r'value="games"[^>]*checked', html)
    assert "Send to Kari" in html
    assert "song_hour" not in html


def test_a_place_of_another_municipality_cannot_be_chosen(send: Callable, cast: Cast, menu: Menu) -> None:
    assert send(cast.sjukeheimen).status_code == 422
    assert registered(cast) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Write your name"),
        ({"phone": "9000 12"}, "The number lacks 2 digits. Write all eight."),
        ({"phone": "9000 123"}, "The number lacks one digit. Write all eight."),
        ({"phone": "+46 12"}, "We do not recognise this number"),
        ({"phone": ""}, "We need a phone number or an e-mail address to reach you."),
        ({"phone": "", "email": "ingrid@"}, "The e-mail address is not complete."),
        ({"place": None}, "Choose a place"),
        ({"consent": None}, "Tick that it is all right"),
        ({"website": "http://spam"}, "Leave this field empty"),
    ],
)
def test_nonsense_is_answered_in_one_sentence_and_everything_typed_is_kept(
    send: Callable, cast: Cast, menu: Menu, changes: dict[str, Any], message: str
) -> None:
    response = send(cast.solsiden, **changes)
    assert response.status_code == 422
    assert message in response.text
    assert "<title>Error:" in response.text
    assert "Jeg sang i kor i tretti år." in response.text
    assert registered(cast) == []


def test_an_email_address_alone_is_enough(send: Callable, cast: Cast, menu: Menu) -> None:
    send(cast.solsiden, phone="", email="ingrid@hjemme.example")
    [enquiry] = registered(cast)
    assert enquiry.volunteer.person.channel == Person.Channel.EMAIL


def test_the_button_pressed_twice_is_one_enquiry(visitor: Client, cast: Cast, menu: Menu) -> None:
    given = answers(cast.solsiden)
    first, second = (visitor.post(reverse("interest"), given, follow=True) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert "Thank you, Ingrid!" in second.text
    assert len(registered(cast)) == 1


def test_whether_an_address_is_known_here_is_not_told(cast: Cast, menu: Menu) -> None:
    """Staff, a volunteer, somebody next door, and nobody: the same answers, byte for byte."""
    found = {}
    for email in (
        "kari@elvebyen.example",
        "gunnar@elvebyen.example",
        "torgeir@fjordvik.example",
        "x@y.example",
    ):
        visitor = cast.visitor()
        sent = visitor.post(reverse("interest"), answers(cast.solsiden, email=email))
        thanks = visitor.get(sent["Location"])
        body = thanks.content.replace(sent["Location"].rstrip("/").rpartition("/")[2].encode(), b"LINK")
        shape = sorted((name, len(one.value)) for name, one in visitor.cookies.items())
        told = sorted(
            (k, v) for k, v in thanks.headers.items() if k not in ("X-Request-ID", "Content-Length")
        )
        body = re.sub(rb"\b[A-Za-z0-9]{64}\b", b"TOKEN", body.replace(email.encode(), b"EMAIL"))
        found[email] = (sent.status_code, len(sent["Location"]), shape, told, body)
    expected = found.pop("x@y.example")
    assert {who: answer == expected for who, answer in found.items()} == dict.fromkeys(found, True)


def test_too_many_from_one_address_are_asked_to_wait(send: Callable, cast: Cast, menu: Menu) -> None:
    statuses = [send(cast.solsiden).status_code for _ in range(21)]
    assert statuses[:20] == [200] * 20
    assert statuses[20] == 422
    assert len(registered(cast)) == 20


def test_changing_the_place_keeps_what_is_typed_and_sends_nothing(
    visitor: Client, cast: Cast, menu: Menu
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "interest"}
    given = answers(cast.elvebredden, phone="9000 12", consent=None, refresh="1")
    response = visitor.post(reverse("interest"), given, headers=headers)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "9000 12" in response.text
    assert "Send to Eirik" in response.text
    assert "song_hour" in response.text
    assert registered(cast) == []


def test_the_wheel_begins_with_two_steps(send: Callable, cast: Cast, menu: Menu) -> None:
    send(cast.solsiden)
    [enquiry] = registered(cast)
    with enter(cast.elvebyen):
        steps = {step.code: step.is_open for step in enquiry.volunteer.steps.all()}
    assert steps == {Step.RECRUITMENT: False, Step.INTERESTED: True}


# What one wrote, put right


@pytest.fixture
def link(enquire: Callable[..., Volunteer], cast: Cast, menu: Menu) -> str:
    volunteer = enquire(phone="+4790012345")
    with enter(cast.elvebyen):
        return volunteer.enquiry.make_link()


def test_what_one_wrote_can_be_put_right(visitor: Client, cast: Cast, link: str) -> None:
    given = answers(cast.elvebredden, name="Ingrid Solheim Lie", email="ny@hjemme.example")
    response = visitor.post(reverse("interest_correction", args=[link]), given, follow=True)
    [enquiry] = registered(cast)
    assert response.status_code == 200
    assert (enquiry.name, enquiry.email) == ("Ingrid Solheim Lie", "ny@hjemme.example")
    assert enquiry.volunteer.person.name == "Ingrid Solheim Lie"
    assert enquiry.volunteer.workplace == cast.elvebredden


def test_a_correction_in_error_changes_nothing(visitor: Client, cast: Cast, link: str) -> None:
    response = visitor.post(reverse("interest_correction", args=[link]), answers(cast.solsiden, name=""))
    [enquiry] = registered(cast)
    assert response.status_code == 422
    assert enquiry.name == "Ingrid Solheim"


def test_after_an_answer_nothing_is_corrected(visitor: Client, cast: Cast, link: str) -> None:
    [enquiry] = registered(cast)
    with enter(cast.elvebyen):
        enquiry.answer(by=cast.kari)
    response = visitor.post(
        reverse("interest_correction", args=[link]), answers(cast.solsiden, name="X"), follow=True
    )
    assert "You have had an answer, Ingrid." in response.text
    assert registered(cast)[0].name == "Ingrid Solheim"


def test_when_the_promise_is_broken_the_page_says_so(visitor: Client, cast: Cast, link: str) -> None:
    with time_machine.travel(oslo(2026, 11, 27, 9), tick=False):
        html = visitor.get(reverse("interest_thanks", args=[link])).text
    assert "We have not managed to answer you, Ingrid, and we are sorry." in html


def test_an_unknown_link_helps_on(visitor: Client, cast: Cast, link: str) -> None:
    for page in ("interest_thanks", "interest_correction"):
        response = visitor.get(reverse(page, args=["nonsense"]))
        assert response.status_code == 410
        assert "The link no longer works" in response.text


def test_a_link_opens_nothing_in_another_municipality(cast: Cast, link: str) -> None:
    assert "Ingrid" not in cast.visitor("fjordvik").get(reverse("interest_thanks", args=[link])).text
