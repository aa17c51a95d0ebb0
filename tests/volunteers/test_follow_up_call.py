"""The follow-up call: one POST, the fuller record afterwards (VOL-42 to VOL-44)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import Conversation, Step, Volunteer


@pytest.fixture
def volunteer(here: Cast) -> Volunteer:
    return people.started(here)


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/oppfolging/{more}"


def test_the_page_has_the_guide_and_what_the_department_said(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    Conversation.note_feedback(volunteer, "Gjesten nynnet resten av dagen.", "Anne Lund", by=here.anne)
    page = kari.get(url(volunteer)).content.decode()
    assert "«Gjesten nynnet resten av dagen.»" in page
    assert "Hvordan var det å komme inn" in page
    assert "Jeg sang i kor i tretti år." in page


def test_opening_what_was_said_is_written_in_the_log(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    kari.get(url(volunteer))
    assert Entry.objects.about(here.ingrid).reads().filter(actor_id=here.kari.pk).count() == 1


def test_one_post_is_the_deed_and_the_record_may_stay_empty(kari: Client, volunteer: Volunteer) -> None:
    answer = kari.post(url(volunteer, "snakket/"))
    call = volunteer.conversations.get()
    assert (answer.status_code, answer.url) == (303, f"/samtaler/{call.pk}/notat/")
    assert call.held_by_name == "Kari Nygård"
    assert not volunteer.steps.open().filter(code=Step.FOLLOW_UP).exists()
    assert kari.post(answer.url, {}).status_code == 303


def test_the_record_is_kept_and_the_next_talk_becomes_a_step(kari: Client, volunteer: Volunteer) -> None:
    call = called(kari, volunteer)
    day = timezone.localdate() + timedelta(days=21)
    kari.post(
        record(call),
        {
            "summary": "Trivdes.",
            "chemistry": "Lo av det samme.",
            "next_on": day.isoformat(),
            "preferred_mode": "meeting",
        },
    )
    call.refresh_from_db()
    assert (call.summary, call.chemistry, call.preferred_mode) == ("Trivdes.", "Lo av det samme.", "meeting")
    assert timezone.localdate(volunteer.step(Step.FOLLOW_UP).due_at) == day


def test_a_change_is_asked_about_after_a_week(kari: Client, volunteer: Volunteer) -> None:
    call = called(kari, volunteer)
    kari.post(record(call), {"changes": "Heller onsdager."})
    step = volunteer.step(Step.FOLLOW_UP)
    assert (timezone.localdate(step.due_at), step.note) == (
        timezone.localdate() + timedelta(days=7),
        "Hvordan virket endringen?",
    )


def test_undone_the_call_waits_again_and_what_it_opened_is_gone(kari: Client, volunteer: Volunteer) -> None:
    first = volunteer.step(Step.FOLLOW_UP)
    call = called(kari, volunteer)
    kari.post(record(call), {"changes": "Heller onsdager."})
    kari.post(f"/samtaler/{call.pk}/angre/")
    assert list(volunteer.steps.open().values_list("pk", flat=True)) == [first.pk]
    assert Conversation.objects.get(pk=call.pk).held_at is None


def test_a_double_click_is_one_call(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    called(kari, volunteer)
    called(kari, volunteer)
    assert volunteer.conversations.count() == 1


def test_a_call_out_of_turn_is_a_call_too(here: Cast) -> None:
    volunteer = people.going(here, "gunnar")
    Conversation.call(volunteer, by=here.kari)
    assert volunteer.conversations.count() == 2


def test_the_municipality_chooses_the_number_of_days(here: Cast) -> None:
    choose("followup_days", 3)
    volunteer = people.started(here, "gunnar", ago=0)
    assert timezone.localdate(volunteer.step(Step.FOLLOW_UP).due_at) == timezone.localdate() + timedelta(
        days=3
    )


def test_nonsense_in_the_record_is_refused_and_nothing_is_kept(kari: Client, volunteer: Volunteer) -> None:
    call = called(kari, volunteer)
    assert kari.post(record(call), {"summary": "x", "next_on": "1999-01-01"}).status_code == 422
    assert Conversation.objects.get(pk=call.pk).summary == ""


def test_an_employee_writes_what_the_department_says_without_seeing_anything_else(
    here: Cast, volunteer: Volunteer
) -> None:
    anne = here.client_for("anne")
    page = url(volunteer, "fra-avdelingen/")
    assert anne.post(page, {"feedback": "Sangen satt."}).status_code == 303
    call = volunteer.conversations.get()
    assert (call.feedback, call.feedback_by_name) == ("Sangen satt.", "Anne Lund")
    Conversation.note_feedback(volunteer, "Noe Kari skrev.", "Kari", by=here.kari)
    assert "Noe Kari skrev." not in anne.get(page).content.decode()
    assert anne.get(url(volunteer)).status_code == 403


def called(kari: Client, volunteer: Volunteer) -> Conversation:
    kari.post(url(volunteer, "snakket/"))
    return volunteer.conversations.first()


def record(call: Conversation) -> str:
    return f"/samtaler/{call.pk}/notat/"
