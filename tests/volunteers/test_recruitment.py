"""How people hear of us (ORG-03), and links of our own that are counted (VOL-04, VOL-08)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.test_interest import answers
from volunteers.models import Enquiry, RecruitmentLink, Volunteer
from volunteers.models.recruitment import CHANNEL_OF, Heard, Via

Browser = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("menu")
LINKS, NEW = reverse("recruitment_links"), reverse("recruitment_link_new")


@pytest.fixture
def poster(cast: Cast) -> RecruitmentLink:
    with enter(cast.elvebyen):
        link = RecruitmentLink(name="Biblioteket", workplace=cast.solsiden, question="Vil du synge med oss?")
        return link.make(by=cast.kari)


def made(place: Any, **more: Any) -> dict[str, Any]:
    return {
        "kind": "poster",
        "name": "Biblioteket",
        "workplace": place.pk,
        "question": "Vil du synge?",
    } | more


def test_every_sub_channel_belongs_to_one_of_the_surveys_channels() -> None:
    assert set(CHANNEL_OF) == set(Via)
    assert len(Heard) == 6


def test_the_contact_makes_a_link_with_a_short_address_and_a_poster(browser: Browser, cast: Cast) -> None:
    page = browser("kari").post(NEW, made(cast.solsiden), follow=True)
    with enter(cast.elvebyen):
        link = RecruitmentLink.objects.select_related("made_by").get()
    assert f"elvebyen.localhost:8000/b/{link.code}" in page.text
    assert "Vil du synge?" in page.text
    assert "<svg" in page.text
    assert link.made_by == cast.kari


def test_the_short_address_leads_to_the_form_with_the_place_chosen(
    visitor: Client, poster: RecruitmentLink
) -> None:
    page = visitor.get(f"/b/{poster.code.upper()}/", follow=True)
    assert page.context["form"].workplace == poster.workplace
    assert f'value="{poster.code}"' in page.text


def test_whoever_comes_by_a_link_is_counted_there_with_its_channel(
    visitor: Client, browser: Browser, poster: RecruitmentLink, cast: Cast
) -> None:
    visitor.post(reverse("interest"), answers(cast.solsiden, link=poster.code))
    with enter(cast.elvebyen):
        enquiry = Enquiry.objects.select_related("link").get()
    assert (enquiry.link, enquiry.heard, enquiry.heard_via) == (poster, "other", "poster")
    assert "One has come by it" in browser("kari").get(LINKS).text


def test_what_next_of_kin_pass_on_is_personal_contact(visitor: Client, cast: Cast) -> None:
    with enter(cast.elvebyen):
        link = RecruitmentLink(name="Pårørende", kind="relative", workplace=cast.solsiden).make(by=cast.kari)
    visitor.post(reverse("interest"), answers(cast.solsiden, link=link.code))
    with enter(cast.elvebyen):
        assert Enquiry.objects.get().heard == Heard.PERSONAL


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"heard": "portals:friskus"}, ("portals", "friskus", "")),
        ({"heard": "newspaper", "heard_text": "Drammens Tidende"}, ("newspaper", "", "Drammens Tidende")),
        ({}, ("web", "", "")),
    ],
)
def test_every_enquiry_has_a_channel_from_the_list(
    visitor: Client, cast: Cast, said: dict, kept: tuple
) -> None:
    visitor.post(reverse("interest"), answers(cast.solsiden, **said))
    with enter(cast.elvebyen):
        enquiry = Enquiry.objects.get()
    assert (enquiry.heard, enquiry.heard_via, enquiry.heard_text) == kept


def test_a_channel_that_is_not_on_the_list_is_refused_and_the_rest_is_kept(
    visitor: Client, cast: Cast
) -> None:
    response = visitor.post(reverse("interest"), answers(cast.solsiden, heard="television"))
    assert response.status_code == 422
    assert "Ingrid Solheim" in response.text
    with enter(cast.elvebyen):
        assert not Volunteer.objects.exists()


def test_who_writes_in_a_caller_asks_how_they_heard_of_us(browser: Browser, cast: Cast) -> None:
    url = reverse("enquiry_new")
    given = answers(cast.solsiden, channel="phone", submission=None)
    assert "Ask how they heard of us" in browser("kari").post(url, given).text
    assert browser("kari").post(url, given | {"heard": "personal:retired"}).status_code == 303
    with enter(cast.elvebyen):
        enquiry = Enquiry.objects.get()
    assert (enquiry.heard, enquiry.heard_via) == ("personal", "retired")


def test_a_link_that_is_taken_down_still_leads_on_and_is_still_counted(
    visitor: Client, browser: Browser, poster: RecruitmentLink, cast: Cast
) -> None:
    kari = browser("kari")
    page = kari.post(reverse("recruitment_link_down", args=[poster.pk]), follow=True)
    assert [link.pk for link in page.context["taken_down"]] == [poster.pk]
    visitor.post(reverse("interest"), answers(cast.solsiden, link=poster.code))
    page = kari.post(reverse("recruitment_link_up", args=[poster.pk]), follow=True)
    assert [(link.pk, link.came) for link in page.context["hanging"]] == [(poster.pk, 1)]


def test_a_code_that_nobody_knows_is_not_found(visitor: Client) -> None:
    assert visitor.get("/b/zzzzz/").status_code == 404


def test_a_code_of_another_municipality_is_nobodys_here(cast: Cast, poster: RecruitmentLink) -> None:
    there = cast.visitor("fjordvik")
    assert there.get(poster.path).status_code == 404
    there.post(reverse("interest"), answers(cast.sjukeheimen, kinds=None, link=poster.code))
    with enter(cast.fjordvik):
        assert Enquiry.objects.get().link is None


@pytest.mark.parametrize(("who", "status"), [("eirik", 403), ("anne", 403), ("solrun", 404), ("berit", 200)])
def test_others_links_are_not_opened(
    browser: Browser, poster: RecruitmentLink, who: str, status: int
) -> None:
    assert browser(who).get(poster.get_absolute_url()).status_code == status


@pytest.mark.parametrize("who", ["anne", "berit", "rolf"])
def test_who_only_reads_makes_no_links(browser: Browser, cast: Cast, who: str) -> None:
    assert browser(who).post(NEW, made(cast.solsiden)).status_code == 403
    with enter(cast.elvebyen):
        assert not RecruitmentLink.objects.exists()


def test_nobody_makes_a_link_for_anothers_place(browser: Browser, cast: Cast) -> None:
    response = browser("kari").post(NEW, made(cast.elvebredden))
    assert response.status_code == 422
    assert "Biblioteket" in response.text


def test_a_manager_does_not_take_down(browser: Browser, poster: RecruitmentLink) -> None:
    assert browser("berit").post(reverse("recruitment_link_down", args=[poster.pk])).status_code == 403
