"""Handed on to another place, or with consent to a partner outside; told, kept on both sides, and undone in time."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from foundation.notices.models import Notice
from foundation.people.models import Partner
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.moments import oslo
from volunteers.models import Enquiry, Referral, Step, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday", "menu")
Browser = Callable[[str], Client]
ALL = reverse("referrals")
CONSENT = {"consent_on": "2026-11-24", "consent_how": "phone"}


@pytest.fixture
def ingrid(enquire: Callable[..., Volunteer]) -> Volunteer:
    return enquire()


def place_of(volunteer: Volunteer) -> str:
    return reverse("enquiry_place", args=[volunteer.pk])


def partner_of(volunteer: Volunteer) -> str:
    return reverse("enquiry_partner", args=[volunteer.pk])


def undo(client: Client, cast: Cast) -> object:
    with enter(cast.elvebyen):
        pk = Referral.objects.get().pk
    return client.post(reverse("referral_undone", args=[pk]), follow=True)


def now(volunteer: Volunteer) -> Volunteer:
    with enter(volunteer.municipality):
        return Volunteer.objects.select_related("workplace").get(pk=volunteer.pk)


def open_steps(volunteer: Volunteer) -> list[str]:
    with enter(volunteer.municipality):
        return list(volunteer.steps.open().values_list("code", flat=True))


def test_the_person_and_the_new_contact_are_told_and_both_sides_keep_it(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    browser("kari").post(place_of(ingrid), {"to_workplace": cast.elvebredden.pk, **CONSENT})
    with enter(cast.elvebyen):
        [referral] = Referral.objects.select_related("from_workplace", "to_workplace")
        assert (referral.from_workplace, referral.to_workplace) == (cast.solsiden, cast.elvebredden)
        assert (referral.consent_on, referral.consent_how) == (date(2026, 11, 24), "phone")
        assert Notice.objects.filter(kind="enquiry_to_contact", person=cast.eirik).exists()
        [told] = Notice.objects.filter(kind="enquiry_moved")
        assert "Eirik Sand" in told.letter().text
        assert "torsdag 26. november" in told.letter().text
        Enquiry.objects.get().answer(by=cast.eirik)
    page = browser("kari").get(ALL).text
    assert "Said yes today, on the phone" in page
    assert "Answered today by Eirik Sand" in page
    assert browser("eirik").get(ingrid.get_absolute_url()).status_code == 200


def test_within_the_municipality_no_consent_is_needed(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    assert browser("kari").post(place_of(ingrid), {"to_workplace": cast.hagebyen.pk}).status_code == 303
    assert now(ingrid).workplace == cast.hagebyen


def test_it_is_undone_while_nobody_has_acted(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    kari = browser("kari")
    kari.post(place_of(ingrid), {"to_workplace": cast.elvebredden.pk})
    assert "Ingrid is yours to answer again" in undo(kari, cast).text
    assert now(ingrid).workplace == cast.solsiden
    assert open_steps(ingrid) == [Step.INTERESTED]
    with enter(cast.elvebyen):
        assert Notice.objects.get(kind="enquiry_moved").state == "cancelled"
        assert not Notice.objects.pending().filter(kind="enquiry_to_contact", person=cast.eirik).exists()


def test_it_is_not_undone_when_the_other_place_has_answered(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    browser("kari").post(place_of(ingrid), {"to_workplace": cast.elvebredden.pk})
    with enter(cast.elvebyen), time_machine.travel(oslo(2026, 11, 24, 10, 22), tick=False):
        Enquiry.objects.get().answer(by=cast.eirik)
    assert "has begun already" in undo(browser("kari"), cast).text
    assert now(ingrid).workplace == cast.elvebredden


# Outside


def test_a_partner_gets_the_name_only_with_consent(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    response = browser("kari").post(partner_of(ingrid), {"partner": cast.omsorgslaget.pk})
    assert response.status_code == 422
    assert "Ask the person first" in response.text
    assert not now(ingrid).is_closed
    with enter(cast.elvebyen), pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(enquiry=Enquiry.objects.get(), partner=cast.omsorgslaget)


def test_the_partner_is_told_whom_to_reach_and_the_person_that_they_are(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    with enter(cast.elvebyen):
        Partner.objects.filter(pk=cast.omsorgslaget.pk).update(
            email="post@lag.example", contact_name="Rolf Dahlen"
        )
    response = browser("kari").post(partner_of(ingrid), {"partner": cast.omsorgslaget.pk, **CONSENT})
    assert response.status_code == 303
    assert now(ingrid).closed_as == Volunteer.Closed.REFERRED
    assert open_steps(ingrid) == []
    with enter(cast.elvebyen):
        to_partner = Notice.objects.get(kind="enquiry_to_partner")
        assert to_partner.email == "post@lag.example"
        assert "ingrid@hjemme.example" in to_partner.letter().text
        assert "Elvebyen Omsorgslag" in Notice.objects.get(kind="enquiry_referred").letter().text


def test_showing_on_is_undone_before_the_mail_has_left(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    kari = browser("kari")
    kari.post(partner_of(ingrid), {"partner": cast.omsorgslaget.pk, **CONSENT})
    undo(kari, cast)
    assert not now(ingrid).is_closed
    assert open_steps(ingrid) == [Step.INTERESTED]
    assert "There is nothing to undo" in undo(kari, cast).text


def test_undone_while_the_clock_runs_the_question_stands_open_again(ingrid: Volunteer, cast: Cast) -> None:
    """What is closed by showing on is closed after it began, however soon."""
    with time_machine.travel(oslo(2026, 11, 24, 11), tick=True), enter(cast.elvebyen):
        given = {"partner": cast.omsorgslaget, "consent_on": date(2026, 11, 24), "consent_how": "phone"}
        Referral(enquiry=Enquiry.objects.get(), **given).refer(by=cast.kari).undo(by=cast.kari)
    assert open_steps(ingrid) == [Step.INTERESTED]


def test_showing_on_is_not_undone_when_the_partner_knows(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    with enter(cast.elvebyen):
        Partner.objects.filter(pk=cast.omsorgslaget.pk).update(email="post@lag.example")
    kari = browser("kari")
    kari.post(partner_of(ingrid), {"partner": cast.omsorgslaget.pk, **CONSENT})
    with enter(cast.elvebyen):
        Notice.objects.filter(kind="enquiry_to_partner").sent()
    assert "has begun already" in undo(kari, cast).text
    assert now(ingrid).is_closed


def test_a_yes_that_has_not_been_given_yet_is_no_yes(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    given = {"partner": cast.omsorgslaget.pk} | CONSENT | {"consent_on": "2026-11-30"}
    assert browser("kari").post(partner_of(ingrid), given).status_code == 422
    assert not now(ingrid).is_closed


@pytest.mark.parametrize(("who", "status"), [("eirik", 403), ("anne", 403), ("berit", 403), ("solrun", 404)])
def test_others_hand_nobody_on(
    browser: Browser, ingrid: Volunteer, cast: Cast, who: str, status: int
) -> None:
    given = {"partner": cast.omsorgslaget.pk, **CONSENT}
    assert browser(who).post(partner_of(ingrid), given).status_code == status
    assert not now(ingrid).is_closed


def test_the_new_place_does_not_take_it_back_for_the_old(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    browser("kari").post(place_of(ingrid), {"to_workplace": cast.elvebredden.pk})
    assert undo(browser("eirik"), cast).status_code == 403
    assert undo(browser("solrun"), cast).status_code == 404
    assert now(ingrid).workplace == cast.elvebredden
