"""The list of volunteers: narrowed in the address, ordered, and taken away as a spreadsheet."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.queries import assert_list_queries
from tests.volunteers.people import going, interested, known, signed
from volunteers import spreadsheet
from volunteers.models import Profile, Volunteer

Browser = Callable[[str], Client]
LIST, SHEET = reverse("volunteers"), reverse("volunteer_spreadsheet")


def names(client: Client, **choice: object) -> list[str]:
    rows = client.get(LIST, choice).context["rows"]
    return [row.volunteer.first_name for row in rows]


@pytest.fixture
def some(here: Cast) -> Cast:
    """Ingrid is on her way in and sings; Oddvar, on paper only, was last talked with long ago; Gunnar lacks a companion."""
    ingrid = interested(here)
    told = {"interests": ["singing"], "languages": ["so"], "skills": ["baking"]}
    Profile.of(ingrid).tell(by=here.ingrid, affiliation="unaffiliated", **told)
    going(here, "oddvar")
    Profile.of(signed(here, "gunnar")).tell(by=here.gunnar, affiliation="organisation")
    return here


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({}, ["Gunnar", "Ingrid", "Oddvar"]),
        ({"interest": "singing"}, ["Ingrid"]),
        ({"language": "so"}, ["Ingrid"]),
        ({"skill": "baking"}, ["Ingrid"]),
        ({"through": "nobody"}, ["Ingrid", "Oddvar"]),
        ({"through": "organisation"}, ["Gunnar"]),
        ({"reach": "no_email"}, ["Oddvar"]),
        ({"reach": "email"}, ["Gunnar", "Ingrid"]),
        ({"lacks": "companion"}, ["Gunnar"]),
        ({"reach": "no_email", "interest": "singing"}, []),
        ({"silent": "nonsense", "reach": "?", "order": "x"}, ["Gunnar", "Ingrid", "Oddvar"]),
    ],
)
def test_the_list_is_narrowed_by_the_address(browser: Browser, some: Cast, choice: dict, found: list) -> None:
    assert names(browser("kari"), **choice) == found


def test_who_has_not_been_talked_with_for_long_is_found(browser: Browser, some: Cast) -> None:
    oddvar = Volunteer.objects.get(person=some.oddvar)
    assert names(browser("kari"), silent="30") == []
    oddvar.conversations.update(held_at=timezone.now() - timedelta(days=40))
    oddvar.steps.filter(done_at__isnull=False).update(done_at=timezone.now() - timedelta(days=40))
    oddvar.started_on = timezone.localdate() - timedelta(days=50)
    oddvar.save()
    assert names(browser("kari"), silent="30") == ["Oddvar"]
    assert names(browser("kari"), silent="60") == []


def test_the_list_is_ordered_as_one_asks(browser: Browser, some: Cast) -> None:
    Volunteer.objects.filter(person=some.oddvar).update(registered_at=timezone.now() - timedelta(days=400))
    assert names(browser("kari"), order="longest")[0] == "Oddvar"
    assert names(browser("kari"), order="newest")[-1] == "Oddvar"


def test_what_was_chosen_stands_in_the_form_and_in_the_next_page(browser: Browser, some: Cast) -> None:
    page = browser("kari").get(LIST, {"interest": "singing"}).text
    assert '<option value="singing" selected>' in page
    assert f"{SHEET}?interest=singing" in page


# Taken away


def taken(response: object) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    return book.get_sheet_by_index(0).to_python()


ALL = {"columns": list(spreadsheet.COLUMNS)}


def test_the_contact_takes_the_chosen_list_as_a_spreadsheet(browser: Browser, some: Cast) -> None:
    response = browser("kari").post(f"{SHEET}?reach=no_email", ALL)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    head, row = taken(response)
    assert head[:2] == ["Name", "Place"]
    assert row[:2] == ["Oddvar Lien", "Solsiden sykehjem"]
    assert len(head) == len(spreadsheet.COLUMNS)


def test_only_the_columns_that_were_asked_for_are_in_it(browser: Browser, some: Cast) -> None:
    assert taken(browser("kari").post(SHEET, {"columns": ["name"]}))[0] == ["Name"]


def test_everybody_in_the_list_can_see_that_it_was_taken(browser: Browser, some: Cast) -> None:
    browser("kari").post(f"{SHEET}?reach=no_email", ALL)
    entries = Entry.objects.reads().filter(changes__what="spreadsheet")
    assert [(one.actor_name, one.about_id) for one in entries] == [("Kari Nygård", some.oddvar.pk)]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t="])
def test_a_name_never_becomes_a_formula(browser: Browser, here: Cast, begins: str) -> None:
    name = f'{begins}HYPERLINK("evil")'
    known(Person.objects.create(name=name), here.solsiden)
    response = browser("kari").post(SHEET, {"columns": ["name"]})
    assert taken(response)[1] == [name]
    with zipfile.ZipFile(BytesIO(response.content)) as inside:
        assert "<f>" not in inside.read("xl/worksheets/sheet1.xml").decode()


def test_others_people_are_not_in_ones_spreadsheet(browser: Browser, some: Cast) -> None:
    assert len(taken(browser("jonas").post(SHEET, {"columns": ["name"]}))) == 4  # Kari's deputy
    assert len(taken(browser("eirik").post(SHEET, {"columns": ["name"]}))) == 1  # the head only
    assert len(taken(browser("solrun").post(SHEET, {"columns": ["name"]}))) == 1


@pytest.mark.parametrize("who", ["berit", "anne", "rolf"])
def test_who_only_reads_takes_nothing_away(browser: Browser, some: Cast, who: str) -> None:
    assert browser(who).post(SHEET, ALL).status_code == 403
    assert not Entry.objects.reads().exists()


def test_a_spreadsheet_of_nothing_is_asked_about(browser: Browser, some: Cast) -> None:
    response = browser("kari").post(SHEET, {"columns": []})
    assert response.status_code == 422
    assert "Choose at least one column." in response.text


def test_all_choices_at_once_ask_no_more_for_thirty_than_for_one(browser: Browser, cast: Cast) -> None:
    def more(number: int) -> None:
        with enter(cast.elvebyen):
            for _one in range(number):
                known(Person.objects.create(name="Ny Frivillig"), cast.solsiden)

    assert_list_queries(browser("kari"), f"{LIST}?reach=no_email&order=place&lacks=", more)
