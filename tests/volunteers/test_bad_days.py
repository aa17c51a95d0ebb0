"""What goes wrong on an ordinary bad day: one clear sentence, and nothing lost."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.access.links import make_link
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.test_interest import answers
from volunteers.models import Enquiry, Step, Volunteer

Browser = Callable[[str], Client]
Enquire = Callable[..., Volunteer]
SAMI = "Čáŋa Đorđe Šuŧžen-Ŋilssohn"
LONG = "Anne " + "Lange" * 39  # 200 signs


# A link that is wrong or too old


@pytest.mark.parametrize("name", ["first_meeting_answer", "interest_thanks", "letters", "signing"])
def test_a_wrong_link_says_so_and_whom_to_call(visitor: Client, cast: Cast, name: str) -> None:
    page = visitor.get(reverse(name, args=["nobody-was-given-this"]))

    assert page.status_code in (404, 410)
    assert "Marit" in page.text


@pytest.mark.usefixtures("menu")
def test_an_expired_link_says_so_and_whom_to_call(visitor: Client, cast: Cast, enquire: Enquire) -> None:
    volunteer = enquire("Ahmed Yusuf")
    with enter(cast.elvebyen):
        secret = make_link("enquiry", volunteer.person, about=volunteer.enquiry, days=14)
    url = reverse("interest_thanks", args=[secret])
    assert visitor.get(url).status_code == 200

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        page = visitor.get(url)
    assert page.status_code == 410
    assert "Marit" in page.text


# A double click, and the Back button


@pytest.mark.usefixtures("tuesday", "menu")
def test_the_same_form_sent_twice_is_one_enquiry_and_one_thanks(visitor: Client, cast: Cast) -> None:
    form = answers(cast.solsiden, submission=str(uuid.uuid4()))
    first, second = (visitor.post(reverse("interest"), form, follow=True) for _time in range(2))

    assert first.status_code == second.status_code == 200
    assert "Thank you, Ingrid!" in second.text
    with enter(cast.elvebyen):
        assert Enquiry.objects.count() == 1
        assert Notice.objects.filter(kind="enquiry_to_contact", channel="email").count() == 1


def enquired(cast: Cast) -> Volunteer:
    enquiry = Enquiry(name="Ahmed Yusuf", email="ahmed@hjemme.example")
    return enquiry.register(cast.solsiden).volunteer


DEEDS: dict[str, tuple[str, Callable[[Cast], Volunteer], str]] = {
    "met": ("first_meeting_held", enquired, Step.FIRST_MEETING),
    "was here": ("first_assignment_held", lambda cast: people.planned(cast).volunteer, Step.FIRST_ASSIGNMENT),
    "called": ("call_made", people.started, Step.FOLLOW_UP),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_that_is_pressed_twice_is_done_once(here: Cast, browser: Browser, deed: str) -> None:
    name, make, code = DEEDS[deed]
    volunteer, kari = make(here), browser("kari")
    for _press in range(2):
        assert kari.post(reverse(name, args=[volunteer.pk]), follow=True).status_code == 200

    assert volunteer.steps.filter(code=code, done_at__isnull=False).count() == 1
    assert volunteer.steps.open().filter(code=code).count() == 0


@pytest.mark.usefixtures("menu")
def test_an_undo_from_a_page_that_is_out_of_date_is_refused_kindly(
    here: Cast, browser: Browser, enquire: Enquire
) -> None:
    """She goes Back to the receipt after the meeting was arranged, and presses Undo."""
    volunteer, kari = enquire("Ahmed Yusuf"), browser("kari")
    kari.post(reverse("enquiry_answered", args=[volunteer.pk]))
    with enter(here.elvebyen):
        people.Conversation.meet(volunteer, by=here.kari)
    page = kari.post(reverse("enquiry_unanswered", args=[volunteer.pk]), follow=True)

    assert page.status_code == 200
    assert "cannot be undone" in page.text


# Two at the same enquiry


@pytest.mark.usefixtures("menu")
def test_whoever_comes_second_to_an_enquiry_is_told_who_was_first(
    browser: Browser, cast: Cast, enquire: Enquire
) -> None:
    volunteer = enquire("Ahmed Yusuf")
    url = reverse("enquiry_answered", args=[volunteer.pk])
    browser("jonas").post(url)
    page = browser("kari").post(url, follow=True)

    assert "Jonas Berg has answered Ahmed already, today" in page.text
    with enter(cast.elvebyen):
        assert Enquiry.objects.get(volunteer=volunteer).answered_by_name == "Jonas Berg"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_contacts_in_the_same_moment_answer_once(cast: Cast) -> None:
    with enter(cast.elvebyen):
        volunteer = enquired(cast)
    first_told, together = [], threading.Barrier(2)

    def press(person: Person) -> None:
        with enter(cast.elvebyen):
            mine = Enquiry.objects.select_related("volunteer").get(volunteer=volunteer)
            together.wait(10)
            first_told.append(mine.answer(by=person))
        connection.close()

    threads = [threading.Thread(target=press, args=[person]) for person in (cast.kari, cast.jonas)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(first_told) == [False, True]
    with enter(cast.elvebyen):
        assert volunteer.steps.filter(code=Step.INTERESTED).count() == 1
        assert volunteer.steps.open().filter(code=Step.FIRST_MEETING).count() == 1
        assert Entry.objects.filter(verb="step.interested.done", about_id=volunteer.person_id).count() == 1


# Names


@pytest.mark.usefixtures("tuesday", "menu")
@pytest.mark.parametrize("name", [SAMI, LONG], ids=["sami", "200 signs"])
def test_a_name_stands_as_it_was_written(visitor: Client, browser: Browser, cast: Cast, name: str) -> None:
    thanks = visitor.post(reverse("interest"), answers(cast.solsiden, name=name), follow=True)
    first = name.split()[0]
    assert f"Thank you, {first}!" in thanks.text

    kari = browser("kari")
    with enter(cast.elvebyen):
        volunteer = Volunteer.objects.get(person__name=name)
        assert Notice.objects.filter(kind="enquiry_to_contact", channel="email").exists()
    for url in (reverse("waiting"), volunteer.get_absolute_url(), f"{reverse('volunteers')}?q={first}"):
        assert name in kari.get(url).text, url


@pytest.mark.usefixtures("tuesday", "menu")
def test_a_name_that_is_too_long_is_refused_in_a_sentence_and_kept(visitor: Client, cast: Cast) -> None:
    page = visitor.post(reverse("interest"), answers(cast.solsiden, name=LONG + "e"))

    assert page.status_code == 422
    assert LONG + "e" in page.text
    assert "Jeg sang i kor i tretti år." in page.text


# A day that has been


def _past(**fields: Any) -> dict[str, Any]:
    yesterday = timezone.localdate() - timedelta(days=1)
    return {name: value(yesterday) if callable(value) else value for name, value in fields.items()}


FORMS: dict[str, tuple[str, Callable[[Cast], Volunteer], dict[str, Any], str]] = {
    "a time to meet": (
        "first_meeting_proposal",
        people.interested,
        {"first": lambda day: f"{day}T10:00", "place": "Det lille møterommet", "minutes": "60"},
        "Det lille møterommet",
    ),
    "a pause": ("pause", people.going, {"until": str}, ""),
}


@pytest.mark.parametrize("what", FORMS)
def test_a_day_that_has_been_is_refused_in_a_sentence_and_the_rest_is_kept(
    here: Cast, browser: Browser, what: str
) -> None:
    name, make, fields, typed = FORMS[what]
    volunteer = make(here)
    page = browser("kari").post(reverse(name, args=[volunteer.pk]), _past(**fields))

    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert typed in page.text
