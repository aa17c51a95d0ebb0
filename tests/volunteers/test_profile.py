"""What somebody tells of themself, by the pages: their own, and those of whoever follows them up."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import Ending, Profile, Volunteer
from volunteers.profiles import PARTS

Browser = Callable[[str], Client]
NOT_THEIRS = ("yasmin", "eirik", "anne", "rolf", "gunnar")
READERS_ONLY = ("marit", "berit")


@pytest.fixture
def ingrid(here: Cast) -> Volunteer:
    return people.interested(here)


def url(volunteer: Volunteer, part: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/profil/" + (f"{part}/" if part else "")


def test_i_tell_what_i_like_and_go_on_to_the_next(browser: Browser, ingrid: Volunteer) -> None:
    answer = browser("ingrid").post(
        url(ingrid, "liker"), {"interests": ["singing", "coffee_chat"], "passion": "Korsanger."}
    )

    assert (answer.status_code, answer["Location"]) == (303, url(ingrid, "kan"))
    profile = Profile.objects.get()
    assert (sorted(profile.interests), profile.passion) == (["coffee_chat", "singing"], "Korsanger.")


def test_only_this_question_leads_back_to_all_of_them(browser: Browser, ingrid: Volunteer) -> None:
    answer = browser("ingrid").post(url(ingrid, "grenser"), {"own_limits": "Ikke mandager.", "only": "1"})

    assert answer["Location"] == url(ingrid)
    assert "Ikke mandager." in browser("ingrid").get(url(ingrid)).content.decode()


def test_the_last_question_leads_back_to_all_of_them(browser: Browser, ingrid: Volunteer) -> None:
    answer = browser("ingrid").post(url(ingrid, list(PARTS)[-1]), {"affiliation": "unaffiliated"})

    assert answer["Location"] == url(ingrid)


@pytest.mark.parametrize("key", ["kari", "jonas"])
def test_the_contact_and_the_deputy_write_it_as_it_is_said(
    browser: Browser, ingrid: Volunteer, key: str
) -> None:
    answer = browser(key).post(url(ingrid, "nar"), {"week": ["thu_afternoon"], "max_hours_month": "10"})

    assert answer.status_code == 303
    profile = Profile.objects.get()
    assert (profile.week, profile.max_hours_month) == (["thu_afternoon"], 10)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", NOT_THEIRS + READERS_ONLY)
def test_nobody_else_writes_it(browser: Browser, ingrid: Volunteer, key: str, part: str) -> None:
    answer = browser(key).post(url(ingrid, part), {"why": "x", "own_limits": "x", "affiliation": ""})

    assert answer.status_code == 403
    assert not Profile.objects.exists()


@pytest.mark.parametrize("key", NOT_THEIRS)
def test_nobody_else_reads_it(browser: Browser, ingrid: Volunteer, key: str) -> None:
    assert browser(key).get(url(ingrid)).status_code == 403


@pytest.mark.parametrize("key", READERS_ONLY)
def test_coordinator_and_manager_see_what_they_plan_by_and_nothing_that_was_confided(
    here: Cast, browser: Browser, ingrid: Volunteer, key: str
) -> None:
    Profile.of(ingrid).tell(
        by=here.kari,
        languages=["tam"],
        why="Jeg savner koret.",
        own_limits="Ikke mandager.",
        country="Ukraina",
    )
    page = browser(key).get(url(ingrid)).content.decode()

    assert "Tamil" in page
    assert [text in page for text in ("savner koret", "Ikke mandager", "Ukraina")] == [False, False, False]


@pytest.mark.parametrize("path", ["", "liker"])
def test_a_volunteer_of_another_municipality_is_not_found(
    browser: Browser, ingrid: Volunteer, path: str
) -> None:
    assert browser("solrun").get(url(ingrid, path)).status_code == 404


def test_nonsense_is_sent_back_with_what_was_written(browser: Browser, ingrid: Volunteer) -> None:
    answer = browser("ingrid").post(
        url(ingrid, "nar"), {"max_hours_month": "900", "times_text": "Etter frokost", "week": ["never"]}
    )

    assert answer.status_code == 422
    assert "Etter frokost" in answer.content.decode()
    assert not Profile.objects.exists()


def test_a_question_that_nobody_asks_is_not_found(browser: Browser, ingrid: Volunteer) -> None:
    assert browser("ingrid").get(url(ingrid, "hemmelig")).status_code == 404


def test_an_organisation_is_named(here: Cast, browser: Browser, ingrid: Volunteer) -> None:
    path = url(ingrid, "organisasjon")
    refused = browser("ingrid").post(path, {"affiliation": "organisation"})
    assert refused.status_code == 422

    browser("ingrid").post(
        path, {"affiliation": "organisation", "partner": str(here.omsorgslaget.pk), "is_member": "True"}
    )
    profile = Profile.objects.get()
    assert (profile.partner, profile.is_member) == (here.omsorgslaget, True)

    browser("ingrid").post(path, {"affiliation": "unaffiliated", "partner": str(here.omsorgslaget.pk)})
    profile = Profile.objects.get()
    assert (profile.affiliation, profile.partner, profile.is_member) == ("unaffiliated", None, None)


def test_what_i_first_wrote_is_where_the_answer_begins(browser: Browser, ingrid: Volunteer) -> None:
    assert "Jeg sang i kor i tretti år." in browser("ingrid").get(url(ingrid, "hvorfor")).content.decode()


def test_an_ended_volunteer_is_told_kindly_that_nothing_is_kept(
    here: Cast, browser: Browser, ingrid: Volunteer
) -> None:
    people.gone(Ending.start(ingrid, "workplace", timezone.localdate(), by=here.kari), here)
    answer = browser("kari").post(url(ingrid, "liker"), {"passion": "x"}, follow=True)

    assert "no longer a volunteer here" in answer.content.decode()
    assert not Profile.objects.exists()


def test_who_can_see_stands_at_each_answer(browser: Browser, ingrid: Volunteer) -> None:
    page = browser("ingrid").get(url(ingrid)).content.decode()

    assert "Only you, Kari Nygård and Jonas Berg can see this." in page
    assert "Marit Haugland" in page  # of what she plans by


def test_what_was_told_before_can_be_read_by_who_may_read_it(
    here: Cast, browser: Browser, ingrid: Volunteer
) -> None:
    for why in ("Jeg har tid.", "Jeg savner koret."):
        Profile.of(ingrid).tell(by=here.kari, why=why)

    assert "Jeg har tid." in browser("ingrid").get(url(ingrid)).content.decode()
    assert "Jeg har tid." not in browser("marit").get(url(ingrid)).content.decode()


def test_the_contacts_reading_is_written_down_and_my_own_is_not(
    here: Cast, browser: Browser, ingrid: Volunteer
) -> None:
    browser("ingrid").get(url(ingrid))
    browser("kari").get(url(ingrid))

    readings = Entry.objects.about(here.ingrid).reads().filter(changes={"what": "profile"})
    assert [entry.actor_name for entry in readings] == ["Kari Nygård"]


# On top of every later talk (VOL-16)


@pytest.mark.parametrize("page", ["oppfolging", "prat/guide", "veiledning"])
def test_why_somebody_came_stands_on_top_of_every_talk(
    here: Cast, browser: Browser, ingrid: Volunteer, page: str
) -> None:
    Profile.of(ingrid).tell(by=here.kari, why="Jeg savner koret.", would_stay="At noen spør.")
    shown = browser("kari").get(f"/frivillige/{ingrid.pk}/{page}/").content.decode()

    assert "Jeg savner koret." in shown
    assert "At noen spør." in shown


def test_why_somebody_came_stands_beside_the_ending(here: Cast, browser: Browser) -> None:
    ending = people.ending(here)
    Profile.of(ending.volunteer).tell(by=here.kari, would_stay="Onsdagene.")

    assert (
        "Onsdagene." in browser("kari").get(f"/frivillige/{ending.volunteer_id}/avslutning/").content.decode()
    )
