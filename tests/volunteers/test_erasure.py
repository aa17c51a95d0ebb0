"""«Delete what is kept about me»: asked without a reason, done within a month, and what stays is said (PRI-06)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.documents.models import Document
from foundation.notices.models import Notice
from foundation.people.models import Person
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import (
    Conversation,
    Ending,
    ErasureRequest,
    GuidanceRequest,
    Profile,
    SensitiveInfo,
    Volunteer,
)
from volunteers.models.erasure import told_texts

Browser = Callable[[str], Client]


@pytest.fixture
def ingrid(here: Cast) -> Volunteer:
    volunteer = people.going(here, "ingrid")
    Profile.of(volunteer).tell(by=here.kari, why="Jeg savner koret.")
    SensitiveInfo.tell(volunteer, "nøtter", "", by=here.kari)
    call = Conversation.objects.filter(volunteer=volunteer, kind="follow_up").first()
    call.write_down(by=here.kari, summary="Det gikk fint med Per.")
    GuidanceRequest.ask(volunteer, "Hva gjør jeg når han gråter?", by=volunteer.person)
    return volunteer


@pytest.fixture
def ended(here: Cast, ingrid: Volunteer) -> Volunteer:
    people.gone(Ending.start(ingrid, "workplace", timezone.localdate(), by=here.kari), here)
    return ingrid


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/sletting/{more}"


def asked(volunteer: Volunteer) -> ErasureRequest:
    return ErasureRequest.ask(volunteer, by=volunteer.person)


def test_i_ask_and_the_contact_is_told_with_the_laws_own_deadline(
    here: Cast, browser: Browser, ingrid: Volunteer
) -> None:
    assert browser("ingrid").post(url(ingrid)).status_code == 303

    wish = ErasureRequest.objects.get()
    assert timezone.localdate(wish.due_at) == timezone.localdate() + timedelta(days=30)
    assert Notice.objects.filter(kind="erasure_asked", person=here.kari).exists()
    assert "Asks to have what is kept deleted." in browser("kari").get("/hva-venter/").content.decode()
    assert Profile.objects.exists()  # asked is not done


def test_asked_twice_it_is_one_wish(ingrid: Volunteer) -> None:
    assert asked(ingrid) == asked(ingrid)


def test_i_may_change_my_mind(browser: Browser, ingrid: Volunteer) -> None:
    asked(ingrid)
    browser("ingrid").post(url(ingrid, "likevel-ikke/"))

    assert not ErasureRequest.objects.open().exists()


def test_nothing_is_deleted_while_the_work_goes_on(browser: Browser, ingrid: Volunteer) -> None:
    asked(ingrid)
    answer = browser("kari").post(url(ingrid), follow=True)

    assert "End the work first, with thanks." in answer.content.decode()
    assert Profile.objects.exists()


def test_what_was_told_is_gone_and_that_it_was_done_stays(
    here: Cast, browser: Browser, ended: Volunteer
) -> None:
    asked(ended)
    assert browser("kari").post(url(ended)).status_code == 303

    assert not Profile.objects.exists()
    assert not SensitiveInfo.objects.exists()
    assert everything_told(ended) == {""}
    assert Volunteer.objects.get(pk=ended.pk).motivation == ""
    assert ErasureRequest.objects.get().done_by_name == "Kari Nygård"
    assert Entry.objects.about(here.ingrid).filter(verb="erasure.done").count() == 1


def everything_told(volunteer: Volunteer) -> set[str]:
    rows = [
        model._default_manager.filter(**{path: volunteer}).values_list(*fields)
        for model, path, fields in told_texts()
    ]
    return {str(text) for several in rows for row in several for text in row}


def test_there_was_something_to_delete(ended: Volunteer) -> None:
    assert {"Det gikk fint med Per.", "Hva gjør jeg når han gråter?"} <= everything_told(ended)


def test_the_name_stays_where_both_have_signed_and_the_way_to_reach_them_does_not(
    here: Cast, ended: Volunteer
) -> None:
    for paper in Document.objects.of(ended.person).filter(signatures__party="contact"):
        paper.sign("contact", here.kari, "login", by=here.kari)
    asked(ended).carry_out(by=here.kari)

    person = Person.objects.get(pk=here.ingrid.pk)
    assert (person.name, person.email, str(person.phone), person.user) == ("Ingrid Solheim", "", "", None)
    assert Document.objects.signed().of(person).exists()


def test_whoever_has_signed_nothing_has_no_name_either(here: Cast) -> None:
    volunteer = people.interested(here, "gunnar")
    volunteer.close(Volunteer.Closed.NOT_RELEVANT, timezone.localdate())
    asked(volunteer).carry_out(by=here.kari)

    assert Person.objects.get(pk=here.gunnar.pk).name == "En tidligere frivillig"


def test_who_is_with_us_somewhere_else_is_reached_there_still(here: Cast, ended: Volunteer) -> None:
    people.interested(here, "ingrid", at="hagebyen")
    asked(ended).carry_out(by=here.kari)

    assert Person.objects.get(pk=here.ingrid.pk).email == here.ingrid.email


def test_another_volunteers_words_are_untouched(here: Cast, ended: Volunteer) -> None:
    other = people.going(here, "oddvar")
    Profile.of(other).tell(by=here.kari, why="Sjakk.")
    asked(ended).carry_out(by=here.kari)

    assert Profile.objects.get().why == "Sjakk."
    assert everything_told(other) != {""}


@pytest.mark.parametrize(
    ("key", "status"), [("marit", 403), ("berit", 403), ("anne", 403), ("gunnar", 403), ("solrun", 404)]
)
def test_nobody_else_asks_for_it_or_does_it(
    browser: Browser, ended: Volunteer, key: str, status: int
) -> None:
    asked(ended)

    assert browser(key).get(url(ended)).status_code == status
    assert browser(key).post(url(ended)).status_code == status
    assert browser(key).post(url(ended, "likevel-ikke/")).status_code == status
    assert Profile.objects.exists()
    assert ErasureRequest.objects.open().exists()


def test_i_do_not_delete_it_myself_with_one_press_too_many(browser: Browser, ended: Volunteer) -> None:
    asked(ended)
    browser("ingrid").post(url(ended))

    assert Profile.objects.exists()


def test_the_page_says_what_stays_and_why(browser: Browser, ingrid: Volunteer) -> None:
    page = browser("ingrid").get(url(ingrid)).content.decode()

    assert "The log of who has done and read what" in page
    assert url(ingrid) in browser("ingrid").get("/min-side/historie/").content.decode()


def test_every_free_text_of_the_room_is_known() -> None:
    found = {f"{model.__name__}.{name}" for model, _path, names in told_texts() for name in names}

    assert {"Conversation.summary", "GuidanceRequest.text", "GuidePoint.note", "Enquiry.own_idea"} <= found
    assert not [name for name in found if name.endswith("_name")]
