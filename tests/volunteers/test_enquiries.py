"""Entered by staff, answered, handed on (NET-09, VOL-19)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.test_interest import answers
from volunteers.models import Enquiry, Step, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday", "menu")
Browser = Callable[[str], Client]
Enquire = Callable[..., Volunteer]
FORM = reverse("enquiry_new")


def entered(place: Any, **changes: Any) -> dict[str, Any]:
    return answers(place, channel="phone", heard="personal", submission=None, **changes)


def test_the_contact_writes_in_somebody_who_called(browser: Browser, cast: Cast) -> None:
    response = browser("kari").post(FORM, entered(cast.solsiden))
    with enter(cast.elvebyen):
        enquiry = Enquiry.objects.get()
        assert (enquiry.entered_by, enquiry.channel) == (cast.kari, "phone")
        assert not Notice.objects.filter(kind="enquiry_to_contact").exists()  # she knows already
    assert response.url == reverse("volunteer", args=[enquiry.volunteer_id])


def test_an_employee_hands_on_to_the_right_contact_and_sees_that_it_was_answered(
    browser: Browser, cast: Cast
) -> None:
    anne = browser("anne")
    response = anne.post(FORM, entered(cast.elvebredden), follow=True)
    assert "Eirik is told, and answers Ingrid by Thursday" in response.text
    with enter(cast.elvebyen):
        assert Notice.objects.filter(kind="enquiry_to_contact", person=cast.eirik).exists()
        Enquiry.objects.get().answer(by=cast.eirik)
    assert "Answered today by Eirik Sand" in anne.get(FORM).text


def test_an_employee_sees_only_what_they_handed_on_themself(
    browser: Browser, cast: Cast, enquire: Enquire
) -> None:
    enquire("Ahmed Yusuf")
    assert "Ahmed" not in browser("anne").get(FORM).text


def test_without_the_persons_yes_nothing_is_kept(browser: Browser, cast: Cast) -> None:
    response = browser("kari").post(FORM, entered(cast.solsiden, consent=None))
    assert response.status_code == 422
    assert "Ingrid Solheim" in response.text
    with enter(cast.elvebyen):
        assert not Enquiry.objects.exists()


def test_a_partner_may_not_write_in(browser: Browser, cast: Cast) -> None:
    assert browser("rolf").post(FORM, entered(cast.solsiden)).status_code == 403


# Answered


def deed(name: str, volunteer: Volunteer) -> str:
    return reverse(name, args=[volunteer.pk])


def state(volunteer: Volunteer) -> tuple[bool, list[str]]:
    with enter(volunteer.municipality):
        enquiry = Enquiry.objects.get(volunteer=volunteer)
        return enquiry.answered_at is not None, list(volunteer.steps.open().values_list("code", flat=True))


@pytest.mark.parametrize("who", ["kari", "jonas", "marit"])
def test_those_who_answer_stop_the_clock_with_one_post(browser: Browser, enquire: Enquire, who: str) -> None:
    ingrid = enquire()
    response = browser(who).post(deed("enquiry_answered", ingrid))
    assert response.status_code == 303
    assert state(ingrid) == (True, [Step.FIRST_MEETING])


@pytest.mark.parametrize(("who", "status"), [("eirik", 403), ("anne", 403), ("berit", 403), ("solrun", 404)])
def test_others_do_not_answer(browser: Browser, enquire: Enquire, cast: Cast, who: str, status: int) -> None:
    ingrid = enquire()
    assert browser(who).post(deed("enquiry_answered", ingrid)).status_code == status
    assert state(ingrid) == (False, [Step.INTERESTED])


def test_an_answer_can_be_undone(browser: Browser, enquire: Enquire) -> None:
    ingrid, kari = enquire(), browser("kari")
    kari.post(deed("enquiry_answered", ingrid))
    assert kari.post(deed("enquiry_unanswered", ingrid)).status_code == 303
    assert state(ingrid) == (False, [Step.INTERESTED])


def test_an_answer_given_twice_is_one(browser: Browser, enquire: Enquire) -> None:
    ingrid, kari = enquire(), browser("kari")
    for _ in range(2):
        kari.post(deed("enquiry_answered", ingrid))
    with enter(ingrid.municipality):
        assert ingrid.steps.filter(code=Step.INTERESTED).count() == 1


def test_looking_does_not_answer(browser: Browser, enquire: Enquire) -> None:
    ingrid = enquire()
    assert "Has Ingrid had an answer?" in browser("kari").get(deed("enquiry_answered", ingrid)).text
    assert state(ingrid)[0] is False


# Another place


def test_somebody_is_handed_on_and_the_promise_stands(browser: Browser, enquire: Enquire, cast: Cast) -> None:
    ingrid = enquire()
    before = ingrid.enquiry.due_at
    response = browser("kari").post(deed("enquiry_place", ingrid), {"to_workplace": cast.elvebredden.pk})
    assert response.status_code == 303
    with enter(cast.elvebyen):
        ingrid.refresh_from_db()
        assert ingrid.workplace == cast.elvebredden
        assert Enquiry.objects.get().due_at == before
        assert Notice.objects.filter(kind="enquiry_to_contact", person=cast.eirik).exists()


def test_nobody_is_handed_on_to_another_municipality(browser: Browser, enquire: Enquire, cast: Cast) -> None:
    ingrid = enquire()
    response = browser("kari").post(deed("enquiry_place", ingrid), {"to_workplace": cast.sjukeheimen.pk})
    assert response.status_code == 422
    with enter(cast.elvebyen):
        assert Volunteer.objects.get().workplace == cast.solsiden


def test_the_coordinator_places_somebody_who_did_not_know_where(
    browser: Browser, enquire: Enquire, cast: Cast
) -> None:
    ingrid = enquire(at=None)
    marit = browser("marit")
    assert ingrid.name in marit.get(reverse("volunteers")).text
    assert marit.post(deed("enquiry_place", ingrid), {"to_workplace": cast.solsiden.pk}).status_code == 303
    with enter(cast.elvebyen):
        assert Volunteer.objects.get().contact(cast.member("kari").today) == cast.kari


# Perhaps here already


@pytest.mark.parametrize(
    "told", [{"phone": "900 12 345", "name": "Ingrid S."}, {"name": "Ingrid Sollheim", "phone": "412 34 567"}]
)
def test_who_may_be_here_already_is_shown_before_they_are_written_in_twice(
    browser: Browser, enquire: Enquire, cast: Cast, told: dict[str, str]
) -> None:
    ingrid = enquire(phone="+4790012345")
    kari, given = browser("kari"), entered(cast.solsiden, **told)
    response = kari.post(FORM, given)
    assert response.status_code == 422
    assert [one.pk for one in response.context["alike"]] == [ingrid.pk]
    assert told["name"] in response.text
    with enter(cast.elvebyen):
        assert Volunteer.objects.count() == 1
    assert kari.post(FORM, given | {"anyway": "1"}).status_code == 303
    with enter(cast.elvebyen):
        assert Volunteer.objects.count() == 2


def test_an_employee_is_not_told_who_is_a_volunteer(browser: Browser, enquire: Enquire, cast: Cast) -> None:
    enquire(phone="+4790012345")
    assert browser("anne").post(FORM, entered(cast.elvebredden)).status_code == 303


def test_a_double_click_is_no_second_person(browser: Browser, cast: Cast) -> None:
    given = entered(cast.solsiden) | {"submission": str(uuid.uuid4())}
    kari = browser("kari")
    assert kari.post(FORM, given).url == kari.post(FORM, given).url


def test_an_employee_looks_up_another_place_and_hands_somebody_over_there(
    browser: Browser, cast: Cast
) -> None:
    """Anne works at Solsiden; the person would like to come to Elvebredden."""
    anne = browser("anne")
    assert "Eirik Sand" in anne.get(reverse("workplaces")).text
    place = anne.get(reverse("workplace", args=[cast.elvebredden.pk])).text
    link = f"{FORM}?place={cast.elvebredden.pk}"
    assert link in place
    assert anne.get(link).context["form"].workplace == cast.elvebredden
