"""Perhaps the same person: found, shown side by side, merged field by field, logged, and undone exactly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.people.models import Person, Qualification
from foundation.tenancy.context import enter
from foundation.tenancy.walls import is_walled
from tests.cast import Cast
from tests.queries import assert_list_queries
from tests.volunteers.people import going, interested, known
from volunteers.likeness import folded
from volunteers.models import Merge, Step, TwoPeople, Volunteer
from volunteers.models.merge import UNDO_DAYS, pointing

Browser = Callable[[str], Client]
LIST = reverse("likenesses")
LOGS = {"audit.entry", "volunteers.merge"}


@pytest.fixture
def two(here: Cast) -> tuple[Volunteer, Volunteer]:
    """Oddvar, well under way and on paper; and somebody nearly alike who has just written to us, with an address."""
    first = going(here, "oddvar")
    again = Person.objects.create(name="Odvar M. Lien", phone="+4741234567", email="oddvar@ny.example")
    second = known(again, here.solsiden)
    second.open_step(Step.INTERESTED, due_at=timezone.now() + timedelta(days=2))
    Qualification.objects.create(person=again, code="intro", title="Kurs", granted_on=timezone.localdate())
    return first, second


def page_of(two: tuple[Volunteer, Volunteer], name: str = "merge") -> str:
    return f"{reverse(name, args=[two[0].pk])}?med={two[1].pk}"


def chosen(**more: str) -> dict[str, str]:
    given = {"kept": "one", "name": "one", "phone": "other", "email": "other", "channel": "other"}
    return given | more


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every walled table, but the log and the mergings themselves."""
    models = [m for m in apps.get_models() if is_walled(m) and m._meta.label_lower not in LOGS]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


def merge(client: Client, two: tuple[Volunteer, Volunteer], **more: str) -> Merge:
    response = client.post(page_of(two), chosen(**more))
    assert response.status_code == 303
    return Merge.objects.get()


# Found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Øystein Bråthen", "Oistein Braten"),
        ("Kari Anne Nygård", "Kari Nygård"),
        ("Kristoffer Hansen", "Christoffer Hansen"),
        ("Åse Lie", "Ase Lie"),
        ("Ann-Mari Wik", "Ann Mari Vik"),
    ],
)
def test_the_same_name_is_known_in_another_spelling(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Kari Lien", "Mari Lien"), ("Per Hansen", "Per Hanssund")])
def test_names_that_only_resemble_each_other_are_two(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_those_who_may_be_one_are_found_with_the_reason(browser: Browser, two: tuple, here: Cast) -> None:
    interested(here, "ingrid")
    page = browser("kari").get(LIST)
    assert [(pair.one, pair.other, pair.why) for pair in page.context["pairs"]] == [
        (*two, "nearly the same name")
    ]


def test_only_pairs_that_one_has_rights_to_are_shown(browser: Browser, two: tuple) -> None:
    assert browser("eirik").get(LIST).context["pairs"] == []
    assert len(browser("marit").get(LIST).context["pairs"]) == 1


def test_who_are_said_to_be_two_are_not_asked_about_again(browser: Browser, two: tuple) -> None:
    kari = browser("kari")
    kari.post(page_of(two, "two_people"))
    kari.post(page_of(two, "two_people"))
    assert kari.get(LIST).context["pairs"] == []
    assert TwoPeople.objects.count() == 1


def test_finding_them_asks_as_little_for_thirty(browser: Browser, here: Cast) -> None:
    def more(number: int) -> None:
        for _one in range(number):
            known(Person.objects.create(name="Ny Frivillig"), here.solsiden)

    assert_list_queries(browser("kari"), LIST, more)


# Merged


def test_everything_of_both_is_shown_side_by_side(browser: Browser, two: tuple) -> None:
    page = browser("kari").get(page_of(two)).text
    for shown in (
        "Oddvar Lien",
        "Odvar M. Lien",
        "oddvar@ny.example",
        "text message",
        "phone call or letter",
    ):
        assert shown in page or shown == "text message"


def test_the_two_become_one_with_the_chosen_values_and_all_history(
    browser: Browser, two: tuple, here: Cast
) -> None:
    merged = merge(browser("kari"), two)
    first, second = (Volunteer.objects.select_related("person").get(pk=one.pk) for one in two)
    assert first.person == second.person == here.oddvar
    assert (first.person.name, first.person.email) == ("Oddvar Lien", "oddvar@ny.example")
    assert str(first.person.phone) == "+4741234567"
    assert not first.is_closed
    assert second.closed_as == Volunteer.Closed.MERGED
    assert not second.steps.open().exists()
    assert Qualification.objects.get(code="intro").person == here.oddvar
    assert merged.made_by_name == "Kari Nygård"
    assert set(Entry.objects.filter(verb="person.merged").values_list("about_id", flat=True)) == {
        here.oddvar.pk,
        merged.given_up_id,
    }
    assert browser("kari").get(first.get_absolute_url()).status_code == 200
    assert browser("kari").get(second.get_absolute_url()).status_code == 200


def test_after_undo_every_row_is_as_it_was(browser: Browser, two: tuple) -> None:
    kari = browser("kari")
    before = everything()
    merged = merge(kari, two)
    assert everything() != before
    page = kari.post(reverse("merge_undone", args=[merged.pk]), follow=True)
    assert "They are two again" in page.text
    assert everything() == before


@pytest.mark.parametrize("kept", ["one", "other"])
def test_a_log_in_goes_along_and_comes_back(browser: Browser, here: Cast, kept: str) -> None:
    first = interested(here, "ingrid")
    second = known(Person.objects.create(name="Ingrid Solheim", email="i@ny.example"), here.hagebyen)
    before, login = everything(), here.ingrid.user_id
    merged = merge(browser("jonas"), (first, second), kept=kept)
    assert Person.objects.get(pk=merged.kept_id).user_id == login
    browser("jonas").post(reverse("merge_undone", args=[merged.pk]))
    assert everything() == before


def test_at_two_places_both_go_on(browser: Browser, here: Cast) -> None:
    first = interested(here, "oddvar")
    second = known(Person.objects.create(name="Oddvar Lien"), here.hagebyen)
    merge(browser("jonas"), (first, second))
    assert Volunteer.objects.ongoing().filter(person=here.oddvar).count() == 2


def test_what_cannot_be_moved_stays_and_is_not_lost(browser: Browser, two: tuple, here: Cast) -> None:
    """Both have the same certificate from the same source: one stays with the record that is given up."""
    source = two[0].pk
    for one in two:
        Qualification.objects.create(
            person=one.person, code="x", title="X", granted_on=timezone.localdate(), source_id=source
        )
    merge(browser("kari"), two)
    assert Qualification.objects.filter(code="x").count() == 2


def test_it_says_until_when_it_can_be_undone_and_then_no_longer_can(browser: Browser, two: tuple) -> None:
    merged = merge(browser("kari"), two)
    assert "Can be parted again until" in browser("kari").get(LIST).text
    with time_machine.travel(timezone.now() + timedelta(days=UNDO_DAYS + 1), tick=False):
        page = browser("kari").post(reverse("merge_undone", args=[merged.pk]), follow=True)
        assert "There is nothing to undo." in page.text
        assert "Part them again" not in page.text
    merged.refresh_from_db()
    assert merged.undone_at is None


def test_undone_twice_is_undone_once(browser: Browser, two: tuple) -> None:
    merged = merge(browser("kari"), two)
    url = reverse("merge_undone", args=[merged.pk])
    browser("kari").post(url)
    after = everything()
    assert "There is nothing to undo." in browser("kari").post(url, follow=True).text
    assert everything() == after


# Refused


def test_rights_to_both_are_needed(browser: Browser, here: Cast) -> None:
    first = interested(here, "oddvar")
    second = known(Person.objects.create(name="Oddvar Lien"), here.elvebredden)
    for who in ("kari", "eirik"):
        assert browser(who).post(page_of((first, second)), chosen()).status_code == 403
    assert not Merge.objects.exists()
    assert (
        browser("marit")
        .post(page_of((first, second)), {"kept": "one", "channel": "one", "phone": "one"})
        .status_code
        == 303
    )


def test_rights_to_the_whole_person_are_needed(browser: Browser, two: tuple, here: Cast) -> None:
    """The other one volunteers at a place that is not Kari's too."""
    known(two[1].person, here.elvebredden)
    assert browser("kari").post(page_of(two), chosen()).status_code == 403
    assert not Merge.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("berit", 403), ("anne", 403), ("solrun", 404)])
def test_others_merge_nobody(browser: Browser, two: tuple, who: str, status: int) -> None:
    before = everything()
    assert browser(who).post(page_of(two), chosen()).status_code == status
    assert browser(who).post(page_of(two, "two_people")).status_code == status
    assert everything() == before


def test_who_works_here_is_not_merged(browser: Browser, here: Cast) -> None:
    first, second = interested(here, "oddvar"), known(here.anne, here.solsiden)
    response = browser("kari").post(page_of((first, second)), chosen())
    assert response.status_code == 422
    assert "One of the two works here." in response.text


def test_two_who_both_log_in_are_not_merged(browser: Browser, here: Cast) -> None:
    response = browser("kari").post(
        page_of((interested(here, "ingrid"), interested(here, "gunnar"))), chosen()
    )
    assert response.status_code == 422
    assert "Both log in themselves." in response.text


@pytest.mark.parametrize("med", ["", "nonsense", "00000000-0000-7000-8000-000000000000"])
def test_with_nobody_there_is_nothing_to_merge(browser: Browser, two: tuple, med: str) -> None:
    assert browser("kari").get(reverse("merge", args=[two[0].pk]), {"med": med}).status_code == 404


def test_nobody_is_merged_with_themself(browser: Browser, two: tuple) -> None:
    assert browser("kari").get(page_of((two[0], two[0]))).status_code == 404


def test_every_column_that_points_to_a_person_is_followed() -> None:
    found = {(model._meta.label, field) for model, field in pointing()}
    known_ones = {
        ("notices.Notice", "person"),
        ("volunteers.Enquiry", "entered_by"),
        ("events.Participation", "person"),
    }
    assert known_ones <= found
    with_key = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person and model not in (Merge, TwoPeople)
    }
    assert found == with_key


def test_in_the_other_municipality_nothing_is_found(browser: Browser, two: tuple, cast: Cast) -> None:
    with enter(cast.fjordvik):
        known(Person.objects.create(name="Oddvar Lien"), cast.sjukeheimen)
    assert browser("solrun").get(LIST).context["pairs"] == []
