"""Answering somebody interested in writing: from own words, looked at, sent through the outbox, kept (VOL-19)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from volunteers.models import EnquiryReply, ReplyTemplate, Step, Volunteer
from volunteers.models.reply import FIELDS, check_fields
from volunteers.reply_templates import LANGUAGES, seed_reply_templates, shipped

pytestmark = pytest.mark.usefixtures("tuesday")
Browser = Callable[[str], Client]
OWN = reverse("reply_templates")


@pytest.fixture
def ingrid(enquire: Callable[..., Volunteer], cast: Cast) -> Volunteer:
    seed_reply_templates(cast.elvebyen)
    return enquire()


def page_of(volunteer: Volunteer) -> str:
    return reverse("enquiry_reply", args=[volunteer.pk])


def written(**more: Any) -> dict[str, Any]:
    given = {"subject": "Så fint", "text": "Jeg ringer på mandag.", "submission": str(uuid.uuid4())}
    return given | more


def template(cast: Cast, code: str = "i_will_call", language: str = "nb") -> ReplyTemplate:
    with enter(cast.elvebyen):
        return ReplyTemplate.objects.get(code=code, language=language)


def test_the_answer_begins_from_the_municipalitys_words_filled_in(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    page = browser("kari").get(page_of(ingrid), {"mal": template(cast).pk})
    text = page.context["form"].initial["text"]
    assert "Solsiden sykehjem" in text
    assert "torsdag 26. november" in text
    assert "90 00 00 12" in text
    assert [one.language for one in page.context["templates"]] == ["nb"] * len(shipped())


def test_who_reads_nynorsk_is_answered_in_nynorsk(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        Person.objects.filter(pk=ingrid.person_id).update(language="nn")
    page = browser("kari").get(page_of(ingrid))
    assert "Eg ringjer deg" in [one.title for one in page.context["templates"]]


def test_it_is_shown_as_it_will_arrive_and_nothing_is_sent(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    page = browser("kari").post(page_of(ingrid), written())
    assert page.status_code == 200
    assert "Hei, Ingrid." in page.text
    assert "Jeg ringer på mandag." in page.text
    with enter(cast.elvebyen):
        assert not EnquiryReply.objects.exists()
        assert not Notice.objects.filter(kind="enquiry_reply").exists()


def test_the_answer_goes_out_stops_the_clock_and_is_kept(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    response = browser("kari").post(page_of(ingrid), written(send="1"))
    assert response.url == ingrid.get_absolute_url()
    with enter(cast.elvebyen):
        [notice] = Notice.objects.filter(kind="enquiry_reply")
        assert notice.letter().subject == "Så fint"
        assert "Jeg ringer på mandag." in notice.letter().text
        assert list(ingrid.steps.open().values_list("code", flat=True)) == [Step.FIRST_MEETING]
    assert "Jeg ringer på mandag." in browser("jonas").get(page_of(ingrid)).text


def test_the_same_answer_sent_twice_goes_out_once(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    kari, form = browser("kari"), written(send="1")
    for _time in range(2):
        assert kari.post(page_of(ingrid), form).status_code == 303
    with enter(cast.elvebyen):
        assert Notice.objects.filter(kind="enquiry_reply").count() == EnquiryReply.objects.count() == 1


def test_who_gets_no_messages_is_called_instead(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        Person.objects.filter(pk=ingrid.person_id).update(channel="paper")
    assert "No message reaches Ingrid. Call instead." in browser("kari").get(page_of(ingrid)).text
    browser("kari").post(page_of(ingrid), written(send="1"))
    with enter(cast.elvebyen):
        assert not EnquiryReply.objects.exists()
        assert ingrid.enquiry.is_open


@pytest.mark.parametrize(
    ("who", "status"), [("jonas", 303), ("marit", 303), ("eirik", 403), ("anne", 403), ("solrun", 404)]
)
def test_those_who_answer_may_write(
    browser: Browser, ingrid: Volunteer, cast: Cast, who: str, status: int
) -> None:
    assert browser(who).post(page_of(ingrid), written(send="1")).status_code == status
    with enter(cast.elvebyen):
        assert EnquiryReply.objects.exists() == (status == 303)


def test_an_empty_answer_is_asked_for_and_the_subject_is_kept(browser: Browser, ingrid: Volunteer) -> None:
    response = browser("kari").post(page_of(ingrid), written(text="", send="1"))
    assert response.status_code == 422
    assert "Så fint" in response.text


# The words themselves


def test_every_shipped_answer_uses_only_known_fields_in_every_language() -> None:
    for reply in shipped():
        for language in LANGUAGES:
            check_fields(reply[language]["subject"])
            check_fields(reply[language]["text"])
    assert len(FIELDS) == 6


def test_the_coordinator_changes_the_words_and_an_upgrade_leaves_them(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    url = reverse("reply_template", args=[template(cast).pk])
    form = {
        "title": "Vi ringer",
        "language": "nb",
        "subject": "Hei",
        "text": "Vi ringer {volunteer.first_name}.",
    }
    assert browser("marit").post(url, form).status_code == 303
    assert seed_reply_templates(cast.elvebyen) == 0
    page = browser("kari").get(page_of(ingrid), {"mal": template(cast).pk})
    assert page.context["form"].initial["text"] == "Vi ringer Ingrid."


def test_a_field_that_nobody_knows_is_refused_and_the_text_is_kept(
    browser: Browser, ingrid: Volunteer
) -> None:
    form = {"title": "Ny", "language": "nb", "subject": "Hei", "text": "Hei {pasient.navn}."}
    response = browser("marit").post(reverse("reply_template_new"), form)
    assert response.status_code == 422
    assert "We do not know {pasient.navn}." in response.text
    assert "Hei {pasient.navn}.</textarea>" in response.text
    with pytest.raises(ValidationError):
        check_fields("{password}")


def test_an_answer_that_is_removed_leaves_what_was_sent(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    browser("kari").post(page_of(ingrid), written(send="1"))
    url = reverse("reply_template_removed", args=[template(cast).pk])
    assert browser("marit").post(url).status_code == 303
    with enter(cast.elvebyen):
        assert EnquiryReply.objects.count() == 1
        assert not ReplyTemplate.objects.filter(code="i_will_call", language="nb").exists()


@pytest.mark.parametrize("who", ["kari", "anne", "berit"])
def test_only_the_coordinator_changes_the_words(
    browser: Browser, ingrid: Volunteer, cast: Cast, who: str
) -> None:
    assert browser(who).get(OWN).status_code == 403
    assert browser(who).post(reverse("reply_template_removed", args=[template(cast).pk])).status_code == 403


def test_another_municipalitys_words_are_not_found(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    assert browser("solrun").get(reverse("reply_template", args=[template(cast).pk])).status_code == 404
