"""Allergies and outlook on life: whoever may not see them sees nothing of them, anywhere (PRI-03)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access.gate import can
from foundation.access.models import Appointment, Handover
from foundation.audit.models import Entry
from tests.cast import STAFF, Cast
from tests.volunteers import people
from tests.volunteers.test_ending import thanked
from volunteers.models import SensitiveInfo, Volunteer

Browser = Callable[[str], Client]
THEIRS = {"kari", "jonas", "ingrid"}  # the contact, her deputy, and herself
EVERYBODY = {*STAFF["elvebyen"], "ingrid", "gunnar", "solveig"}
FACTS = {"allergies": "Nøtter fra Brasil", "outlook_on_life": "Kvekerne på torget"}


@pytest.fixture
def ingrid(here: Cast) -> Volunteer:
    volunteer = people.interested(here)
    SensitiveInfo.tell(volunteer, *FACTS.values(), by=volunteer.person)
    return volunteer


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/helse-og-livssyn/{more}"


@pytest.mark.parametrize("key", sorted(EVERYBODY))
def test_of_the_whole_cast_only_her_own_contact_the_deputy_and_herself_may(
    here: Cast, ingrid: Volunteer, key: str
) -> None:
    assert can(here.member(key), "sensitive.see", ingrid) == (key in THEIRS)


@pytest.mark.parametrize("key", sorted(THEIRS))
def test_those_who_may_read_it(browser: Browser, ingrid: Volunteer, key: str) -> None:
    page = browser(key).get(url(ingrid)).content.decode()

    assert [text in page for text in FACTS.values()] == [True, True]


@pytest.mark.parametrize("key", sorted(EVERYBODY - THEIRS))
def test_those_who_may_not_are_refused(browser: Browser, ingrid: Volunteer, key: str) -> None:
    client = browser(key)

    assert client.get(url(ingrid)).status_code == 403
    assert client.post(url(ingrid), FACTS | {"consent": "on"}).status_code == 403
    assert client.post(url(ingrid, "sletting/")).status_code == 403
    assert SensitiveInfo.objects.get().allergies == FACTS["allergies"]


def test_a_volunteer_of_another_municipality_is_not_found(browser: Browser, ingrid: Volunteer) -> None:
    assert browser("solrun").get(url(ingrid)).status_code == 404
    assert browser("solrun").post(url(ingrid, "sletting/")).status_code == 404


def test_whoever_has_taken_over_sees_it_and_nobody_who_had_it_before(here: Cast, ingrid: Volunteer) -> None:
    appointment = Appointment.objects.contacts().get(person=here.kari)
    assert not can(here.member("eirik"), "sensitive.see", ingrid)
    Handover(appointment=appointment, to=here.eirik).make(by=here.kari)
    assert can(here.member("eirik"), "sensitive.see", ingrid)

    appointment.end(by=here.marit, on=appointment.starts_on)
    assert not can(here.member("kari"), "sensitive.see", ingrid)
    assert not can(
        here.member("marit"), "sensitive.see", ingrid
    )  # where nobody is the contact, nobody sees it


def test_it_is_not_kept_without_a_yes(browser: Browser, here: Cast) -> None:
    volunteer = people.interested(here)
    answer = browser("kari").post(url(volunteer), FACTS)

    assert answer.status_code == 422
    assert FACTS["allergies"] in answer.content.decode()
    assert not SensitiveInfo.objects.exists()


def test_a_yes_to_nothing_is_not_kept(browser: Browser, here: Cast) -> None:
    volunteer = people.interested(here)

    assert browser("kari").post(url(volunteer), {"consent": "on"}).status_code == 422
    assert not SensitiveInfo.objects.exists()


def test_the_consent_has_its_day_and_who_heard_it(browser: Browser, here: Cast) -> None:
    volunteer = people.interested(here)
    browser("kari").post(url(volunteer), FACTS | {"consent": "on"})

    kept = SensitiveInfo.objects.get()
    today = timezone.localdate()
    assert (kept.consent_heard_by_name, timezone.localdate(kept.consent_at)) == ("Kari Nygård", today)
    assert "given to Kari Nygård" in browser("ingrid").get(url(volunteer)).content.decode()


def test_i_take_it_back_and_it_is_gone_at_once(browser: Browser, ingrid: Volunteer) -> None:
    assert browser("ingrid").post(url(ingrid, "sletting/")).status_code == 303
    assert not SensitiveInfo.objects.exists()


def test_every_reading_but_my_own_is_written_down(here: Cast, browser: Browser, ingrid: Volunteer) -> None:
    for key in ("ingrid", "kari", "jonas", "kari"):
        browser(key).get(url(ingrid))

    readings = Entry.objects.about(here.ingrid).reads().filter(changes={"what": "sensitive"})
    assert sorted(entry.actor_name for entry in readings) == ["Jonas Berg", "Kari Nygård", "Kari Nygård"]
    assert "read allergies and outlook on life" in browser("ingrid").get("/konto/logg/").content.decode()


PLACES = ["/frivillige/", "/frivillige/?q=Brasil", "/hva-venter/", "/oversikt/", "/hvem-kommer/", "/"]


@pytest.mark.parametrize("key", ["kari", "marit", "berit"])
@pytest.mark.parametrize("path", PLACES)
def test_it_stands_in_no_list_and_no_search(browser: Browser, ingrid: Volunteer, key: str, path: str) -> None:
    page = browser(key).get(path, follow=True).content.decode()

    assert [text in page for text in FACTS.values()] == [False, False]


@pytest.mark.parametrize("path", ["", "profil/", "logg/", "prat/guide/", "oppfolging/", "papirer/"])
def test_it_stands_on_no_other_page_about_her(browser: Browser, ingrid: Volunteer, path: str) -> None:
    page = browser("kari").get(f"/frivillige/{ingrid.pk}/{path}").content.decode()

    assert ingrid.first_name in page
    assert [text in page for text in FACTS.values()] == [False, False]


def test_it_is_deleted_when_the_ending_is_completed(here: Cast, browser: Browser) -> None:
    ending, kari = people.ending(here), browser("kari")
    SensitiveInfo.tell(ending.volunteer, "nøtter", "", by=ending.volunteer.person)
    thanked(ending, kari)
    kari.post(f"/frivillige/{ending.volunteer_id}/avslutning/avsluttet/")

    assert Volunteer.objects.get(pk=ending.volunteer_id).is_closed
    assert not SensitiveInfo.objects.exists()


def test_nobody_is_told_whether_there_is_something(browser: Browser, ingrid: Volunteer) -> None:
    """Also that somebody has told of an allergy is theirs."""
    page = browser("marit").get(f"/frivillige/{ingrid.pk}/profil/").content.decode()

    assert "Ingrid" in page
    assert "helse-og-livssyn" not in page
