"""The catalogue of kinds, statutory tasks that nobody can offer, and organisations that were there first (ASG-04, ASG-06, ASG-19, LEG-13)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from foundation.audit.models import Entry
from foundation.people.models import District, Partner
from tests.cast import Cast
from volunteers.activity_types import seed_activity_types
from volunteers.models import Activity, ActivityType, BlockedAttempt, PartnerOffer


@pytest.fixture(autouse=True)
def _kinds(here: Cast) -> None:
    seed_activity_types(here.elvebyen)


def kind(code: str) -> ActivityType:
    return ActivityType.objects.get(code=code)


def offered(here: Cast, code: str = "visiting_friend", **other: object) -> dict[str, object]:
    form = {
        "workplace": here.solsiden.pk,
        "activity_type": kind(code).pk,
        "title": "Kaffe",
        "is_published": "on",
    }
    return form | other


def theirs(here: Cast, code: str = "visiting_friend", **other: object) -> PartnerOffer:
    offer = PartnerOffer(partner=here.omsorgslaget, activity_type=kind(code), **other)
    offer.keep(by=here.marit)
    return offer


# Statutory tasks


def test_whoever_tries_to_offer_a_statutory_task_is_told_kindly_and_it_is_logged(
    here: Cast, kari: Client
) -> None:
    answer = kari.post("/aktiviteter/ny/", offered(here, "medicine"))
    assert answer.status_code == 422
    assert "Medisiner er kommunens egen oppgave." in answer.text
    assert "aldri i stedet for" in answer.text
    assert "En ansatt på vakt." in answer.text  # who does it instead
    assert not Activity.objects.exists()
    [attempt] = BlockedAttempt.objects.all()
    assert (attempt.activity_type.code, attempt.workplace, attempt.tried_by_name) == (
        "medicine",
        here.solsiden,
        "Kari Nygård",
    )
    assert Entry.objects.filter(verb="statutory.blocked").exists()


def test_another_mistake_is_no_attempt(here: Cast, kari: Client) -> None:
    assert kari.post("/aktiviteter/ny/", offered(here, title="")).status_code == 422
    assert not BlockedAttempt.objects.exists()


def test_the_database_refuses_it_too(here: Cast) -> None:
    with pytest.raises(IntegrityError, match="never offered to volunteers"), transaction.atomic():
        Activity.objects.create(activity_type=kind("medicine"), workplace=here.solsiden, title="x")
    made = Activity.objects.create(activity_type=kind("games"), workplace=here.solsiden, title="x")
    with pytest.raises(IntegrityError, match="never offered to volunteers"), transaction.atomic():
        Activity.objects.filter(pk=made.pk).update(activity_type=kind("personal_care"))


# What organisations run


def test_what_an_organisation_runs_is_shown_before_a_competing_offer(here: Cast, kari: Client) -> None:
    offer = theirs(here)
    answer = kari.post("/aktiviteter/ny/", offered(here))
    assert answer.status_code == 422
    assert "Elvebyen Omsorgslag gjør dette her fra før." in answer.text
    assert not Activity.objects.exists()
    kari.post("/aktiviteter/ny/", offered(here, supports=offer.pk))
    assert Activity.objects.get().supports == offer


def test_or_a_reason_is_given(here: Cast, kari: Client) -> None:
    theirs(here)
    kari.post("/aktiviteter/ny/", offered(here, duplicate_reason="De har ingen som snakker tamil."))
    assert Activity.objects.get().duplicate_reason == "De har ingen som snakker tamil."


def test_what_is_theirs_by_agreement_takes_more_than_a_reason(here: Cast, kari: Client) -> None:
    offer = theirs(here, is_reserved=True)
    answer = kari.post("/aktiviteter/ny/", offered(here, duplicate_reason="Vi vil også."))
    assert answer.status_code == 422
    assert "har dette her, etter avtale" in answer.text
    assert kari.post("/aktiviteter/ny/", offered(here, supports=offer.pk)).status_code == 303


def test_another_kind_another_district_and_what_has_ended_do_not_compete(here: Cast, kari: Client) -> None:
    theirs(here, "games")
    theirs(here, district=District.objects.create(name="Et annet sted"))
    theirs(here).end(by=here.marit, on=here.member("marit").today)
    assert kari.post("/aktiviteter/ny/", offered(here)).status_code == 303


def test_the_coordinator_writes_down_what_an_organisation_runs(here: Cast, kari: Client) -> None:
    marit = here.client_for("marit")
    form = {
        "partner": Partner.objects.get().pk,
        "activity_type": kind("visiting_dog").pk,
        "is_reserved": "on",
    }
    assert marit.post("/aktivitetstyper/tilbud/ny/", form).status_code == 303
    assert "Deres, etter avtale" in kari.get("/aktivitetstyper/").text
    assert kari.post("/aktivitetstyper/tilbud/ny/", form).status_code == 403


# The catalogue


def test_the_catalogue_tells_the_frame_of_each_kind(here: Cast) -> None:
    page = here.client_for("anne").get(f"/aktivitetstyper/{kind('telephone_friend').pk}/").text
    for told in (
        "På telefonen, hjemmefra",
        "Én til én",
        "30 minutter",
        "Råd om helse og økonomi",
    ):
        assert told.lower() in page.lower()


@pytest.mark.parametrize("code", ["visiting_friend", "vigil", "song_hour", "dinner_delivery"])
def test_every_shipped_kind_says_with_whom_and_where(here: Cast, code: str) -> None:
    found = kind(code)
    assert found.form in ActivityType.Form.values
    assert found.setting in ActivityType.Setting.values
    assert found.never


def test_a_kind_is_changed_by_the_coordinator_and_applies_at_once(here: Cast, kari: Client) -> None:
    found, marit = kind("games"), here.client_for("marit")
    Activity.objects.create(activity_type=found, workplace=here.solsiden, title="Sjakk")
    form = {
        "name": found.name,
        "public_text": found.public_text,
        "form": "group",
        "setting": "place",
        "owner": "together",
        "is_statutory": "on",
    }
    address = f"/aktivitetstyper/{found.pk}/endring/"
    assert kari.post(address, form).status_code == 403
    assert marit.post(address, form).status_code == 303
    found.refresh_from_db()
    assert (found.owner, found.is_statutory) == ("together", True)
    assert not Activity.objects.published().exists()


def test_kinds_from_before_get_their_frame_and_what_was_changed_is_left_alone(here: Cast) -> None:
    ActivityType.objects.filter(code="vigil").update(form="", setting="place", adults_only=False)
    ActivityType.objects.filter(code="games").update(setting="out")
    seed_activity_types(here.elvebyen)
    assert (kind("vigil").form, kind("vigil").adults_only) == ("one_to_one", True)
    assert kind("games").setting == "out"
