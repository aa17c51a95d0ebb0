"""The reference letter: asked for at any time, approved by the contact (VOL-57)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from foundation.documents.models import Document
from foundation.notices.models import Notice
from foundation.people.models import Qualification
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import Ending, ReferenceLetter, Volunteer
from volunteers.models.letter import letters_url

WORDS = {"tasks": "Besøksvenn og sjakk", "personal_note": "Gunnar er til å stole på.", "until": "2026-11-27"}


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/attest/{more}"


def test_asked_for_from_my_page_the_contact_is_told_with_a_deadline(here: Cast, volunteer: Volunteer) -> None:
    answer = here.client_for("gunnar").post(url(volunteer, "onske/"), {"wish": "Jobbsøknad"})
    letter = ReferenceLetter.objects.get()
    assert (answer.status_code, letter.wish, letter.asked_by_volunteer) == (303, "Jobbsøknad", True)
    assert letter.due_at > timezone.now()
    (told,) = Notice.objects.filter(kind="reference_letter_asked", person=here.kari, channel="email")
    assert "Jobbsøknad" not in str(told.fields)


def test_asked_for_twice_it_is_asked_for_once(here: Cast, volunteer: Volunteer) -> None:
    gunnar = here.client_for("gunnar")
    gunnar.post(url(volunteer, "onske/"))
    page = gunnar.post(url(volunteer, "onske/")).content.decode()
    assert "Du spurte i dag" in page
    assert ReferenceLetter.objects.count() == 1


def test_looked_through_and_approved_it_is_signed_by_the_contact(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    ReferenceLetter.ask(volunteer, by=here.gunnar)
    shown = kari.post(url(volunteer), WORDS)
    assert "Gunnar er til å stole på." in shown.content.decode()
    assert not Document.objects.filter(kind="reference_letter").exists()
    assert kari.post(url(volunteer), WORDS | {"issue": "1"}).status_code == 303
    letter = ReferenceLetter.objects.get()
    assert (letter.approved_by_name, letter.document.is_signed) == ("Kari Nygård", True)
    assert Notice.objects.filter(kind="reference_letter_ready", person=here.gunnar).exists()


def test_it_holds_period_tasks_and_courses_and_no_hours(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    Volunteer.objects.filter(pk=volunteer.pk).update(started_on=date(2022, 9, 12))
    Qualification.objects.create(
        person=here.gunnar,
        code="introduction",
        title="Introduksjonskurs for frivillige",
        granted_on=date(2022, 11, 8),
    )
    kari.post(url(volunteer), WORDS | {"issue": "1"})
    text = ReferenceLetter.objects.get().document.text
    assert "fra 12. september 2022 til 27. november 2026" in text
    assert "| Oppgaver | Besøksvenn og sjakk |" in text
    assert "| Kurs | Introduksjonskurs for frivillige (2022) |" in text
    assert "Omfang" not in text


def test_a_newer_one_takes_the_formers_place(kari: Client, volunteer: Volunteer) -> None:
    for _time in range(2):
        kari.post(url(volunteer), WORDS | {"issue": "1"})
    newest, former = ReferenceLetter.objects.order_by("-approved_at")
    assert (newest.document.is_revoked, former.document.is_revoked) == (False, True)


@pytest.mark.parametrize("wrong", [{"tasks": ""}, {"until": "snart"}])
def test_nonsense_is_refused_and_nothing_is_issued(kari: Client, volunteer: Volunteer, wrong: dict) -> None:
    assert kari.post(url(volunteer), WORDS | {"issue": "1"} | wrong).status_code == 422
    assert not ReferenceLetter.objects.exists()


def test_written_during_the_ending_it_becomes_part_of_the_thanks(here: Cast, kari: Client) -> None:
    ending = people.ending(here)
    answer = kari.post(url(ending.volunteer), WORDS | {"issue": "1"})
    assert answer.url == f"/frivillige/{ending.volunteer_id}/avslutning/"
    assert Ending.objects.get().reference_letter == ReferenceLetter.objects.get().document


def test_it_can_be_asked_for_long_after_the_ending(here: Cast) -> None:
    volunteer = people.ended(here)
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        assert here.client_for("gunnar").post(url(volunteer, "onske/")).status_code == 303
        assert here.client_for("kari").post(url(volunteer), WORDS | {"issue": "1"}).status_code == 303
    assert ReferenceLetter.objects.get().document


@pytest.mark.parametrize(
    ("who", "status"), [("gunnar", 403), ("berit", 403), ("marit", 403), ("solrun", 404)]
)
def test_nobody_else_writes_it(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    assert here.client_for(who).post(url(volunteer), WORDS | {"issue": "1"}).status_code == status
    assert not ReferenceLetter.objects.exists()


# The page of letters behind the link


def test_the_letters_are_downloaded_without_a_log_in(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    kari.post(url(volunteer), WORDS | {"issue": "1"})
    paper = ReferenceLetter.objects.get().document
    paper.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    Document.objects.filter(pk=paper.pk).update(state="made", sha256="x", file=paper.file.name)
    page, reader = letters_url(volunteer), here.visitor()
    assert "Last ned PDF" in reader.get(page).content.decode()
    answer = reader.get(f"{page}{paper.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_a_link_opens_the_letters_of_one_volunteer_and_nothing_else(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    other = people.going(here, "ingrid")
    kari.post(url(other), WORDS | {"issue": "1"})
    foreign = ReferenceLetter.objects.get().document
    promise = other.person.documents.filter(kind="confidentiality").get()
    page, reader = letters_url(volunteer), here.visitor()
    assert "Attest" not in reader.get(page).content.decode()
    assert [reader.get(f"{page}{paper.pk}/").status_code for paper in (foreign, promise)] == [404, 404]


def test_a_link_of_one_municipality_is_unknown_in_the_other(here: Cast, volunteer: Volunteer) -> None:
    page = letters_url(volunteer)
    assert here.visitor().get(page).status_code == 200
    assert here.visitor("fjordvik").get(page).status_code == 404
