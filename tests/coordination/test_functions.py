"""The time of a contact, and the function description that both acknowledge (CON-03, CON-05)."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coordination.functions import shipped, wording
from coordination.models import FunctionDescription
from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.documents.models import Document
from foundation.documents.seeding import seed_templates
from foundation.documents.texts import LANGUAGES
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import Cast

TEXTS = {
    "role_text": "Du er bindeleddet.",
    "responsibility": "At ingen venter\nAt ingen er alene",
    "tasks": "Svare\nTakke",
    "prerequisites": "40 prosent",
}


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    seed_templates(cast.elvebyen)
    with enter(cast.elvebyen), translation.override("nb"):
        yield cast


@pytest.fixture
def kari(here: Cast) -> Appointment:
    return Appointment.objects.contacts().get(person=here.kari)


@pytest.fixture
def marit(here: Cast) -> Client:
    return here.client_for("marit")


def url(appointment: Appointment) -> str:
    return reverse("function_description", args=[appointment.pk])


def test_seven_duties_and_sixteen_tasks_to_begin_with_in_every_language() -> None:
    for language in LANGUAGES:
        assert len(shipped()["responsibility"][language]) == 7
        assert len(shipped()["tasks"][language]) == 16


def test_the_four_fields_begin_with_the_words_of_the_municipality(marit: Client, kari: Appointment) -> None:
    assert "Svare alle som melder seg" in marit.get(url(kari)).content.decode()
    marit.post(reverse("function_wording"), TEXTS | {"tasks": "Hilse på alle"})
    page = marit.get(url(kari)).content.decode()
    assert "Hilse på alle" in page
    assert "Svare alle som melder seg" not in page


def test_made_printed_and_acknowledged_by_contact_and_manager(here: Cast, kari: Appointment) -> None:
    berit = here.client_for("berit")
    assert berit.post(url(kari), TEXTS).status_code == 303
    made = FunctionDescription.objects.get()
    paper = made.document
    for words in ("Kari Nygård", "50 % av en stilling", "Takke", "At ingen er alene"):
        assert words in paper.text
    assert {one.person for one in paper.signatures.all()} == {here.kari, here.berit}
    assert Notice.objects.filter(kind="documents_to_sign", person=here.kari).exists()
    assert Notice.objects.filter(kind="documents_to_sign", person=here.berit).exists()
    for who in ("kari", "berit"):
        address = reverse("document_signature", args=[paper.pk])
        assert (
            here.client_for(who).post(address, {"read": "on", "text": paper.text_sha256}).status_code == 303
        )
    assert Document.objects.get(pk=paper.pk).is_signed
    page = berit.get(url(kari)).content.decode()
    assert "Kari Nygård bekreftet den i dag" in page
    assert "Berit Moen bekreftet den i dag" in page


def test_a_new_one_takes_the_place_of_one_that_nobody_signed(marit: Client, kari: Appointment) -> None:
    marit.post(url(kari), TEXTS)
    marit.post(url(kari), TEXTS | {"tasks": "Ringe"})
    newest, former = FunctionDescription.objects.all()
    assert (newest.tasks, former.document.is_revoked) == ("Ringe", True)


def test_where_there_is_no_manager_the_network_coordinator_acknowledges(here: Cast, marit: Client) -> None:
    eirik = Appointment.objects.get(person=here.eirik)
    marit.post(url(eirik), TEXTS)
    signers = {one.person for one in FunctionDescription.objects.get().document.signatures.all()}
    assert signers == {here.eirik, here.marit}


@pytest.mark.parametrize(("who", "status"), [("kari", 403), ("anne", 403), ("ingrid", 403), ("solrun", 404)])
def test_nobody_else_writes_it(here: Cast, kari: Appointment, who: str, status: int) -> None:
    assert here.client_for(who).post(url(kari), TEXTS).status_code == status
    assert not FunctionDescription.objects.exists()


def test_a_manager_writes_it_only_at_their_own_place(here: Cast) -> None:
    jonas = Appointment.objects.contacts().get(person=here.jonas)
    assert here.client_for("berit").post(url(jonas), TEXTS).status_code == 403


def test_an_empty_field_is_refused_and_the_rest_is_kept(marit: Client, kari: Appointment) -> None:
    answer = marit.post(url(kari), TEXTS | {"tasks": " "})
    assert answer.status_code == 422
    assert "At ingen er alene" in answer.content.decode()
    assert not FunctionDescription.objects.exists()


def test_only_administrators_change_the_words(here: Cast) -> None:
    address = reverse("function_wording")
    for who in ("berit", "kari", "ingrid"):
        assert here.client_for(who).post(address, TEXTS).status_code == 403
    assert wording()["tasks"] != TEXTS["tasks"]


# Time set aside


def change(**fields: object) -> dict[str, object]:
    return {"position_percent": "", "time_class": "share", "hours_text": "", "other_profession": ""} | fields


@pytest.mark.parametrize(
    ("sent", "status", "kept"),
    [
        ({"time_class": "full"}, 303, ("full", 100)),
        ({"time_class": "share", "position_percent": 35}, 303, ("share", 35)),
        ({"time_class": "none"}, 303, ("none", 0)),
        ({"time_class": "share", "position_percent": ""}, 422, ("share", 50)),
        ({"time_class": "none", "position_percent": 20}, 422, ("share", 50)),
        ({"time_class": "share", "position_percent": 130}, 422, ("share", 50)),
    ],
)
def test_three_classes_of_time(
    marit: Client, kari: Appointment, sent: dict, status: int, kept: tuple[str, int]
) -> None:
    answer = marit.post(reverse("appointment_change", args=[kari.pk]), change(**sent))
    assert answer.status_code == status
    kari.refresh_from_db()
    assert (kari.time_class, kari.position_percent) == kept


def test_those_without_time_stand_in_a_list_of_their_own(
    here: Cast, marit: Client, kari: Appointment
) -> None:
    page = marit.get(reverse("appointments"))
    assert page.context["without_time"] == []
    kari.change(by=here.member("marit"), time_class="none", position_percent=0)
    page = marit.get(reverse("appointments"))
    assert page.context["without_time"] == [kari]
    assert "Kommunen anbefaler 40 %" in page.content.decode()
    assert Entry.objects.filter(verb="appointment.changed", object_id=kari.pk).exists()


def test_below_the_recommendation_is_said(here: Cast, marit: Client, kari: Appointment) -> None:
    kari.change(by=here.member("marit"), position_percent=30)
    rows = {row.person: row for row in marit.get(reverse("appointments")).context["rows"]}
    assert rows[here.kari].is_below_recommendation
    assert not rows[here.jonas].is_below_recommendation
