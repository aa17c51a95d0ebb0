"""A municipality uses seven elements, six, or those it chooses (SYS-03)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.waiting import everything
from courses.models import CourseSession
from foundation.access.gate import NotInUse, can, is_shown, visible
from foundation.audit.models import Entry
from foundation.events.models import Event
from foundation.events.reminders import day_before
from foundation.people.models import Person
from foundation.tenancy import elements
from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.coordination.sessions import introduction
from volunteers.models import CareStep, Step, Volunteer

pytestmark = pytest.mark.usefixtures("elvebyen")
URL = "/innstillinger/elementer/"


def without(*codes: str) -> None:
    choose("elements", [code for code in elements.ELEMENTS if code not in codes])


@pytest.fixture
def marit(cast: Cast) -> Client:
    return cast.client_for("marit")


@pytest.fixture
def session(cast: Cast) -> CourseSession:
    return introduction(cast, days=2)


@pytest.mark.parametrize(("variant", "count", "cross_sector"), [("seven", 7, True), ("six", 6, False)])
def test_a_variant_is_chosen_and_written_down(
    marit: Client, variant: str, count: int, cross_sector: bool
) -> None:
    choose("elements", ["courses"])
    assert marit.post(URL, {"variant": variant, "elements": ["courses"]}).status_code == 303
    assert (len(elements.chosen()), elements.in_use("cross_sector")) == (count, cross_sector)
    assert (elements.variant(), Entry.objects.filter(verb="elements.changed").count()) == (variant, 1)


def test_any_selection_can_be_chosen(marit: Client) -> None:
    marit.post(URL, {"variant": "own", "elements": ["courses", "network_coordinator"]})
    assert elements.chosen() == ["network_coordinator", "courses"]
    assert (elements.variant(), marit.get(URL).context["form"].initial["variant"]) == ("own", "own")


@pytest.mark.parametrize("ticked", [[], ["president"]])
def test_nonsense_is_refused_and_nothing_changes(marit: Client, ticked: list[str]) -> None:
    assert marit.post(URL, {"variant": "own", "elements": ticked}).status_code == 422
    assert len(elements.chosen()) == 7


def test_a_contact_may_not_choose(cast: Cast) -> None:
    assert cast.client_for("kari").get(URL).status_code == 403


def test_an_element_is_called_what_the_municipality_calls_it(marit: Client) -> None:
    choose("term_set", "verdighetsenteret")
    page = marit.get(URL).text
    assert "Verktøykasse" in page
    assert "Frivillighetskoordinatorer" in page


def test_a_misspelt_element_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="corses"):
        elements.in_use("corses")


# Switched off


def menu(client: Client, url: str = "/konto/") -> list[str]:
    nav = client.get(url).context["nav"]
    return [entry.url for entry in nav.main]


@pytest.mark.parametrize(
    ("key", "url"), [("marit", "/kurs/"), ("kari", "/kurs/"), ("ingrid", "/min-side/kurs/")]
)
def test_it_disappears_from_everybodys_menu_and_comes_back(cast: Cast, key: str, url: str) -> None:
    client = cast.client_for(key)
    assert url in menu(client)
    without("courses")
    assert url not in menu(client)
    without()
    assert url in menu(client)


def test_its_pages_say_kindly_that_they_are_not_in_use(cast: Cast, session: CourseSession) -> None:
    without("courses")
    for key, url in (
        ("marit", "/kurs/"),
        ("marit", session.get_absolute_url()),
        ("ingrid", "/min-side/kurs/"),
    ):
        page = cast.client_for(key).get(url)
        assert page.status_code == 404
        assert "Dette er ikke i bruk her" in page.text
        assert "bruker ikke «Introduksjonskurs» nå. Det som er skrevet der, er tatt vare på." in page.text


def test_nothing_of_it_can_be_done_or_seen(cast: Cast, session: CourseSession) -> None:
    marit = cast.member("marit")
    assert (can(marit, "courses.plan"), visible(marit, "courses.see", CourseSession).count()) == (True, 1)
    without("courses")
    assert (can(marit, "courses.plan"), visible(marit, "courses.see", CourseSession).count()) == (False, 0)
    assert cast.client_for("marit").post("/kurs/ny/", {}).status_code == 404


def test_it_disappears_from_what_waits_and_from_my_page(cast: Cast, session: CourseSession) -> None:
    past = timezone.now() - timedelta(days=1)
    Event.objects.filter(pk=session.event_id).update(starts_at=past, ends_at=past + timedelta(hours=3))
    assert [deed.name for deed in everything(cast.member("marit"))] == [session.course.title]
    assert "Mine kurs" in cast.client_for("ingrid").get("/min-side/").text
    without("courses")
    assert everything(cast.member("marit")) == []
    assert "Mine kurs" not in cast.client_for("ingrid").get("/min-side/").text


def test_a_coming_course_is_neither_shown_nor_reminded_of(cast: Cast, session: CourseSession) -> None:
    now = timezone.now()
    assert session.event in Event.objects.coming(now)
    assert [promise.kind for promise in day_before(now)] == ["course_reminder"]
    without("courses")
    assert session.event not in Event.objects.coming(now)
    assert list(day_before(now)) == []


def test_nobody_is_asked_to_find_a_course_where_there_are_none(cast: Cast) -> None:
    volunteer = Volunteer.objects.create(
        person=cast.ingrid, workplace=cast.solsiden, registered_at=timezone.now()
    )
    step = volunteer.open_step(Step.TRAINING, due_at=timezone.now() + timedelta(days=3))
    assert [deed.key for deed in everything(cast.member("kari"))] != []
    without("courses")
    assert everything(cast.member("kari")) == []
    assert CareStep.objects.open().get(pk=step.pk)  # kept


def test_its_data_is_kept_and_returns_intact(cast: Cast, session: CourseSession) -> None:
    before = cast.client_for("marit").get(session.get_absolute_url()).text
    without("courses")
    assert (CourseSession.objects.count(), session.event.participations.count()) == (1, 1)
    without()
    after = cast.client_for("marit").get(session.get_absolute_url())
    assert (after.status_code, "Ingrid Solheim" in after.text, "Ingrid Solheim" in before) == (
        200,
        True,
        True,
    )


def test_another_municipality_keeps_its_own(cast: Cast) -> None:
    without("courses")
    with enter(cast.fjordvik):
        assert elements.in_use("courses")
    assert cast.client_for("solrun").get("/kurs/").status_code == 200


def test_everybody_has_a_front_page_whatever_is_in_use(cast: Cast) -> None:
    keys = ("marit", "kari", "berit", "anne", "yasmin", "rolf", "ingrid")
    for code in elements.ELEMENTS:
        choose("elements", [code])
        for key in keys:
            page = cast.client_for(key).get("/", follow=True)
            assert page.status_code == 200, (code, key)


def test_without_the_overview_the_coordinator_begins_with_what_waits(cast: Cast) -> None:
    assert cast.client_for("marit").get("/").url == reverse("overview")
    without("network_coordinator")
    assert cast.client_for("marit").get("/").url == reverse("waiting")
    assert cast.client_for("marit").get(reverse("overview")).status_code == 404


def test_without_volunteers_the_portal_is_closed_and_the_front_page_is_the_log_in(cast: Cast) -> None:
    without("volunteer_contacts")
    visitor = cast.visitor()
    assert visitor.get("/").url == reverse("account_login")
    for name in ("portal", "activities", "interest"):
        assert visitor.get(reverse(name)).status_code == 404
        assert not is_shown(name)
    assert Person.objects.filter(pk=cast.ingrid.pk).exists()


def test_the_reason_names_the_element() -> None:
    assert str(NotInUse("courses").element) == "Introduksjonskurs"
