"""A municipality replaces any word by its own, and it stands everywhere at once (SYS-02)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coordination.sentences import GAPS, SENTENCES
from foundation.access.members import role_word
from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.documents.issuing import issue
from foundation.documents.making import page_of
from foundation.notices.kinds import kind
from foundation.notices.letters import write
from foundation.tenancy.context import enter
from foundation.tenancy.models import OwnWord
from foundation.tenancy.words import EVERY_FORM, Word, choose_word, codes, own_words
from tests.cast import Cast
from tests.house.tree import sources, templates

pytestmark = pytest.mark.usefixtures("elvebyen")

FRIEND = Word("frivilligvenn", "frivilligvennen", "frivilligvenner", "frivilligvennene", "m")
URL = "/innstillinger/ord/volunteer_contact/"


def written(word: Word = FRIEND, **others: str) -> dict[str, str]:
    """What the form sends when the bokmål is filled in."""
    sent = {f"nb-{name}": value for name, value in word._asdict().items()} | {"nn-gender": "m", "keep": "1"}
    return sent | others


@pytest.fixture
def marit(cast: Cast) -> Client:
    return cast.client_for("marit")


def test_a_kept_word_is_used_and_written_down(marit: Client, cast: Cast) -> None:
    answer = marit.post(URL, written(), follow=True)
    assert answer.redirect_chain == [("/innstillinger/ord/", 303)]
    assert own_words() == {("volunteer_contact", "nb"): FRIEND}
    assert "Frivilligvenn" in answer.text
    entry = Entry.objects.get(verb="words.changed")
    assert (entry.actor_name, entry.changes) == (
        "Marit Haugland",
        {"volunteer_contact.nb": [None, list(FRIEND)]},
    )


def test_looking_how_it_reads_keeps_nothing(marit: Client) -> None:
    page = marit.post(URL, {**written(), "keep": ""})
    assert (page.status_code, OwnWord.objects.count()) == (200, 0)
    for sentence in (
        "Ingen frivilligvenn akkurat nå",
        "Finn en frivilligvenn",
        "Frivilligvenner og andre roller",
    ):
        assert sentence in page.text


def test_before_anything_is_written_the_sentences_stand_with_the_word_of_today(marit: Client) -> None:
    assert "Ingen frivillighetskontakt akkurat nå" in marit.get(URL).text


@pytest.mark.parametrize("missing", ["definite", "plural", "definite_plural", "singular"])
def test_a_word_needs_all_four_forms(marit: Client, missing: str) -> None:
    page = marit.post(URL, written(FRIEND._replace(**{missing: ""})))
    assert (page.status_code, OwnWord.objects.count()) == (422, 0)
    assert page.text.count("Skriv denne formen også, eller la alle fire stå tomme.") >= 1


def test_the_standard_word_comes_back(marit: Client) -> None:
    marit.post(URL, written())
    assert "Ditt eget ord blir glemt" in marit.get(f"{URL}standard/").text
    assert OwnWord.objects.count() > 0
    answer = marit.post(f"{URL}standard/", follow=True)
    assert "Standardordet brukes igjen: frivillighetskontakt." in answer.text
    assert OwnWord.objects.count() == 0
    assert Entry.objects.filter(verb="words.changed").count() == 2


def test_saving_the_same_again_changes_nothing(marit: Client) -> None:
    for _again in range(2):
        marit.post(URL, written())
    assert Entry.objects.filter(verb="words.changed").count() == 1


@pytest.mark.parametrize("code", codes())
def test_every_word_has_its_page_and_a_sentence_to_look_at(marit: Client, code: str) -> None:
    page = marit.get(reverse("own_word", args=[code]))
    assert page.status_code == 200
    for form in page.context["forms"]:
        assert form.sentences
        assert "%(" not in "".join(form.sentences)


def test_a_word_that_is_none_is_not_found(marit: Client) -> None:
    assert marit.get(reverse("own_word", args=["president"])).status_code == 404
    assert marit.post(reverse("standard_word", args=["president"])).status_code == 404


@pytest.mark.parametrize("url", ["/innstillinger/ord/", URL])
def test_a_contact_may_not_rename_anything(cast: Cast, url: str) -> None:
    assert cast.client_for("kari").get(url).status_code == 403


def test_the_administrator_may(cast: Cast) -> None:
    Appointment.objects.filter(person=cast.marit).update(role="tenant_admin")
    from foundation.access.grants import refresh_grants

    refresh_grants(cast.marit)
    assert cast.client_for("marit").get(URL).status_code == 200


# Everywhere


def test_the_word_stands_in_menus_and_on_pages(marit: Client, cast: Cast) -> None:
    marit.post(URL, written())
    page = marit.get(reverse("appointments")).text
    assert "Frivilligvenner og andre roller" in page
    assert f'<a href="{reverse("appointments")}" aria-current="page">Frivilligvenner</a>' in page
    with translation.override("nb"):
        assert role_word("volunteer_contact") == "frivilligvenn"


def test_the_word_stands_in_a_mail_and_a_text_message() -> None:
    choose_word("deputy_contact", "nb", Word("vikar", "vikaren", "vikarer", "vikarene", "m"))
    to = type(
        "To", (), {"name": "Jo", "first_name": "Jo", "email": "jo@x.example", "phone": "", "reads": "nb"}
    )
    values = {"contact.first_name": "Kari", "workplace.short_name": "Solsiden", "workplace.name": "Solsiden"}
    values |= {"since_day": {"date": "2026-11-20"}}
    assert "Du er vikar for Kari" in write(kind("enquiry_overdue_deputy"), "sms", to, values, "/").text
    mailed = write(kind("enquiry_overdue_coordinator"), "email", to, values, "/").text
    assert "Verken frivillighetskontakten eller vikaren har fått svart." in mailed


def test_the_word_stands_in_a_printed_paper(cast: Cast) -> None:
    choose_word("employee", "nb", Word("kollega", "kollegaen", "kollegaer", "kollegaene", "m"))
    choose_word("volunteer_contact", "nb", FRIEND)
    document = issue("volunteer_agreement", cast.ingrid, {}, by=cast.kari, workplace=cast.solsiden)
    printed = page_of(document).html
    assert "hente en kollega" in printed
    assert "er frivilligvennen din" in printed
    assert "ansatt" not in document.text


def test_another_municipality_reads_its_own_words(marit: Client, cast: Cast) -> None:
    marit.post(URL, written())
    page = cast.client_for("solrun").get(reverse("appointments")).text
    assert "rivilligvenn" not in page
    with enter(cast.fjordvik):
        document = issue("volunteer_agreement", cast.torgeir, {}, by=cast.endre, workplace=cast.sjukeheimen)
        assert "frivilligvenn" not in document.text


def test_the_code_stays_the_same_whatever_it_is_called(marit: Client, cast: Cast) -> None:
    before = list(Appointment.objects.contacts().values_list("role", "person").order_by("pk"))
    marit.post(URL, written())
    assert list(Appointment.objects.contacts().values_list("role", "person").order_by("pk")) == before
    assert cast.member("kari").holds("volunteer_contact")
    assert marit.get(reverse("overview")).status_code == 200


def test_the_sentences_to_look_at_are_sentences_of_the_house() -> None:
    house = [p.read_text(encoding="utf-8") for p in [*sources(), *templates()] if p.name != "sentences.py"]
    house = [text.replace("{{ ", "%(").replace(" }}", ")s") for text in house]
    with translation.override("en"):
        assert [str(text) for text in SENTENCES if not any(str(text) in one for one in house)] == []


def test_every_gap_is_a_word_in_a_form_that_exists() -> None:
    assert [gap for gap, (code, form) in GAPS.items() if code not in codes() or form not in EVERY_FORM] == []
