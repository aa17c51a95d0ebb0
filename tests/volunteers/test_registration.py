"""The registration form is filled with what we know, and confirmed by the volunteer: on My page, together, or on paper (VOL-29)."""

import pytest
from django.test import Client

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import Registration, Volunteer
from volunteers.registering import asked

TOLD = {
    "name": "Gunnar Hauge",
    "birth_year": "1951",
    "email": "gunnar@elvebyen.example",
    "phone": "41 23 45 67",
    "address": "Storgata 4",
    "emergency_name": "Berit Hauge",
    "emergency_phone": "41 23 45 68",
}
FIELDS = "/innstillinger/registrering/"


@pytest.fixture
def gunnar(here: Cast) -> Volunteer:
    return people.interested(here, "gunnar")


@pytest.fixture
def contact(here: Cast) -> Client:
    return here.client_for("kari")


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/registrering/{more}"


def test_what_is_known_stands_there_and_the_volunteer_confirms_it_on_my_page(
    here: Cast, gunnar: Volunteer
) -> None:
    client = here.client_for("gunnar")
    assert url(gunnar) in client.get("/min-side/").text
    assert "gunnar@elvebyen.example" in client.get(url(gunnar)).text
    assert client.post(url(gunnar), TOLD).url == "/min-side/"
    row = Registration.objects.get()
    assert (row.how, row.written_by_name, row.address) == ("my_page", "Gunnar Hauge", "Storgata 4")
    person = Person.objects.get(pk=here.gunnar.pk)
    assert (person.birth_year, str(person.phone)) == (1951, "+4741234567")


@pytest.mark.parametrize(("how", "said"), [("together", "da vi møttes"), ("paper", "på papir")])
def test_confirmed_together_or_on_paper_it_is_a_dated_row_of_the_story(
    gunnar: Volunteer, contact: Client, how: str, said: str
) -> None:
    assert contact.post(url(gunnar), TOLD | {"how": how}).status_code == 303
    page = contact.get(gunnar.get_absolute_url()).text
    assert f"Registreringsskjemaet er bekreftet, {said}" in page
    assert "Notert av Kari Nygård." in page


def test_confirmed_anew_what_stood_before_is_kept(gunnar: Volunteer, contact: Client) -> None:
    contact.post(url(gunnar), TOLD | {"how": "paper"})
    contact.post(url(gunnar), TOLD | {"how": "paper", "address": "Elvegata 2"})
    assert list(Registration.objects.values_list("address", flat=True)) == ["Elvegata 2", "Storgata 4"]


def test_the_municipality_chooses_what_is_asked_for(here: Cast, gunnar: Volunteer, contact: Client) -> None:
    wanted = dict.fromkeys(asked(), "asked") | {"emergency": "no", "address": "required"}
    assert contact.get(FIELDS).status_code == 403
    assert here.client_for("marit").post(FIELDS, wanted).status_code == 303
    assert "emergency" not in asked()
    page = contact.post(url(gunnar), TOLD | {"how": "paper", "address": ""})
    assert page.status_code == 422
    assert not {"emergency_name", "emergency_phone"} & set(page.context["form"].fields)
    assert not Registration.objects.exists()


def test_what_is_not_asked_for_stays_as_it_was(gunnar: Volunteer, contact: Client) -> None:
    contact.post(url(gunnar), TOLD | {"how": "paper"})
    choose("registration_fields", ["address=no", "phone=no"])
    contact.post(url(gunnar), {"name": "Gunnar", "email": TOLD["email"], "how": "paper"})
    row = Registration.objects.select_related("volunteer__person").first()
    assert (row.address, str(row.volunteer.person.phone)) == ("Storgata 4", "+4741234567")


def test_nobody_is_kept_out_for_want_of_an_address(here: Cast, contact: Client) -> None:
    """Required is that it is asked for; whoever has none says so."""
    choose("registration_fields", ["email=required", "phone=required"])
    oddvar = people.interested(here, "oddvar")
    told = {"name": "Oddvar Lien", "how": "together"}
    asked_again = contact.post(url(oddvar), told)
    assert asked_again.status_code == 422
    assert "kryss av for at det ikke finnes noen" in asked_again.text
    assert contact.post(url(oddvar), told | {"no_email": "on", "no_phone": "on"}).status_code == 303
    oddvar.person.refresh_from_db()
    assert (oddvar.person.phone, oddvar.person.channel) == ("", "paper")


@pytest.mark.parametrize("wrong", [{"name": ""}, {"birth_year": "2999"}, {"phone": "123"}, {"how": ""}])
def test_nonsense_is_refused_and_nothing_is_kept(gunnar: Volunteer, contact: Client, wrong: dict) -> None:
    assert contact.post(url(gunnar), TOLD | {"how": "paper"} | wrong).status_code == 422
    assert not Registration.objects.exists()


def test_it_is_printed_with_what_is_known(gunnar: Volunteer, contact: Client) -> None:
    page = contact.get(url(gunnar, "papir/")).text
    assert "gunnar@elvebyen.example" in page
    assert "Underskrift" in page


@pytest.mark.parametrize(("who", "status"), [("berit", 403), ("anne", 403), ("jonas", 200), ("solrun", 404)])
def test_who_sees_it(here: Cast, gunnar: Volunteer, who: str, status: int) -> None:
    assert here.client_for(who).get(url(gunnar)).status_code == status


def test_that_it_was_read_stands_in_the_log(gunnar: Volunteer, contact: Client) -> None:
    contact.post(url(gunnar), TOLD | {"how": "paper"})
    contact.get(url(gunnar))
    assert Entry.objects.about(gunnar.person).reads().filter(changes={"what": "registration"}).count() == 1


def test_whoever_loses_an_address_is_told_so_there(gunnar: Volunteer, contact: Client) -> None:
    contact.post(url(gunnar), TOLD | {"how": "paper", "email": "ny@hjemme.example"})
    told = Entry.objects.get(verb="registration.confirmed")
    assert told.changes["fields"] == ["birth_year", "email", "phone"]
    assert Notice.objects.filter(kind="security_contact_changed").count() == 1
