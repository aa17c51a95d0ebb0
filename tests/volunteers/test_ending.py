"""The ending: begun by either, and thanks before the door closes (VOL-55, VOL-56)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from foundation.documents.models import Document
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.models import CareStep, Ending, FirstAssignment, Step, Volunteer
from volunteers.papers import Terms

OSLO = ZoneInfo("Europe/Oslo")
REMAINS = "Takken gjenstår. Skriv et brev eller noter gaven, så kan du avslutte."
GIVEN = {"thanked_on": "2026-11-20", "no_gift": "on"}
LETTER = {"tasks_done": "spilt sjakk", "personal_note": "Du kom når det regnet.", "issue": "1"}


@pytest.fixture
def ending(here: Cast) -> Ending:
    return people.ending(here)


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/avslutning/{more}"


def again(ending: Ending) -> Ending:
    return Ending.objects.get(pk=ending.pk)


def thanked(ending: Ending, kari: Client) -> None:
    """Everything that is asked for, through the pages."""
    kari.post(url(ending.volunteer), {"thanked_on": timezone.localdate().isoformat(), "gift": "Kake"})
    kari.post(url(ending.volunteer, "takkebrev/"), LETTER)
    kari.post(url(ending.volunteer, "uten-attest/"))


# Begun by either


def test_the_volunteer_begins_it_and_the_contact_is_told(here: Cast) -> None:
    volunteer = people.going(here, "gunnar")
    last_day = timezone.localdate() + timedelta(days=10)
    form = {
        "last_day": last_day.isoformat(),
        "reason": "moving",
        "reason_text": "Barnebarna.",
        "may_ask_again": "yes",
    }
    answer = here.client_for("gunnar").post(url(volunteer), form)
    assert (answer.status_code, answer.url) == (303, "/min-side/")
    ending = Ending.objects.get()
    assert (ending.initiated_by, ending.reason, ending.may_ask_again) == ("volunteer", "moving", True)
    assert timezone.localdate(volunteer.step(Step.ENDING).due_at) == last_day
    (told,) = Notice.objects.filter(kind="ending_started", person=here.kari, channel="email")
    assert "Barnebarna" not in str(told.fields)


def test_the_contact_begins_it_and_the_volunteer_need_not_say_why(here: Cast, kari: Client) -> None:
    volunteer = people.going(here, "gunnar")
    assert kari.post(url(volunteer), {"last_day": timezone.localdate().isoformat()}).status_code == 303
    ending = Ending.objects.get()
    assert (ending.initiated_by, ending.reason, ending.may_ask_again) == ("workplace", "", None)
    assert not Notice.objects.filter(kind="ending_started").exists()


@pytest.mark.parametrize(
    "wrong", [{"last_day": ""}, {"last_day": "snart"}, {"reason": "tired"}, {"may_ask_again": "often"}]
)
def test_nonsense_is_refused_and_nothing_begins(here: Cast, kari: Client, wrong: dict) -> None:
    volunteer = people.going(here, "gunnar")
    form = {"last_day": timezone.localdate().isoformat()} | wrong
    assert kari.post(url(volunteer), form).status_code == 422
    assert not Ending.objects.exists()


def test_what_somebody_says_on_the_phone_is_theirs_though_the_contact_writes_it(
    here: Cast, kari: Client
) -> None:
    volunteer, today = people.going(here, "oddvar"), timezone.localdate().isoformat()
    page = kari.post(url(volunteer), {"last_day": today, "initiated_by": "volunteer"}, follow=True)
    assert Ending.objects.get().initiated_by == "volunteer"
    assert "Oddvar tok initiativet." in page.text
    assert not Notice.objects.filter(kind="ending_started").exists()  # the contact knows


def test_begun_twice_it_is_begun_once(here: Cast, ending: Ending) -> None:
    with pytest.raises(ValidationError):
        Ending.start(ending.volunteer, "workplace", timezone.localdate(), by=here.kari)


def test_the_volunteer_may_change_their_mind(here: Cast, ending: Ending) -> None:
    gunnar = here.client_for("gunnar")
    assert "Nei, vi fortsetter sammen" in gunnar.get(url(ending.volunteer)).content.decode()
    gunnar.post(url(ending.volunteer, "angret/"))
    assert not Ending.objects.exists()
    assert not ending.volunteer.steps.open().filter(code=Step.ENDING).exists()
    assert Volunteer.objects.get(pk=ending.volunteer_id).is_active


def test_the_last_day_can_be_moved(ending: Ending, kari: Client) -> None:
    later = timezone.localdate() + timedelta(days=30)
    kari.post(url(ending.volunteer) + "?change=1", {"last_day": later.isoformat(), "reason": "moving"})
    assert again(ending).last_day == later
    assert timezone.localdate(ending.volunteer.step(Step.ENDING).due_at) == later


# Thanks first


def test_completing_is_refused_before_the_thanks(ending: Ending, kari: Client) -> None:
    answer = kari.post(url(ending.volunteer, "avsluttet/"), follow=True)
    assert REMAINS in answer.content.decode()
    with pytest.raises(ValidationError, match="Takken gjenstår"):
        ending.complete(by=None)
    assert Volunteer.objects.get(pk=ending.volunteer_id).closed_on is None


def test_the_table_itself_asks_for_the_thanks(ending: Ending) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.filter(pk=ending.pk).update(completed_at=timezone.now())


@pytest.mark.parametrize("left_out", ["", "takkebrev/", "uten-attest/"])
def test_each_of_the_three_is_asked_for(ending: Ending, kari: Client, left_out: str) -> None:
    for deed in {"", "takkebrev/", "uten-attest/"} - {left_out}:
        kari.post(url(ending.volunteer, deed), LETTER | GIVEN)
    assert len(again(ending).missing) == 1
    assert REMAINS in kari.post(url(ending.volunteer, "avsluttet/"), follow=True).content.decode()


def test_thanked_by_one_post_and_undone(ending: Ending, kari: Client) -> None:
    kari.post(url(ending.volunteer, "takket/"))
    assert again(ending).thanked_on == timezone.localdate()
    kari.post(f"/avslutninger/{ending.pk}/ikke-takket/")
    assert again(ending).thanked_on is None


def test_the_gift_is_noted(ending: Ending, kari: Client) -> None:
    day = timezone.localdate() - timedelta(days=1)
    assert (
        kari.post(url(ending.volunteer), {"thanked_on": day.isoformat(), "gift": "Sjakkbrettet"}).status_code
        == 303
    )
    assert (again(ending).thanked_on, again(ending).gift) == (day, "Sjakkbrettet")
    assert kari.post(url(ending.volunteer), {"thanked_on": ""}).status_code == 422


def test_whoever_got_no_gift_is_thanked_without_one_when_that_is_said(ending: Ending, kari: Client) -> None:
    kari.post(url(ending.volunteer, "takket/"))
    assert "Noter gaven, eller at det ikke var noen." in [str(one) for one in again(ending).missing]
    refused = kari.post(url(ending.volunteer), {"thanked_on": "2026-11-20"})
    assert refused.status_code == 422
    kari.post(url(ending.volunteer), GIVEN)
    assert (again(ending).no_gift, again(ending).gift) == (True, "")
    kari.post(url(ending.volunteer), GIVEN | {"gift": "Sjakkbrettet"})
    assert (again(ending).no_gift, again(ending).gift) == (False, "Sjakkbrettet")


UNSAID = ["thanked_on = NULL", "closing_letter_id = NULL", "reference_declined = false", "gift = ''"]


@pytest.mark.parametrize("unsaid", UNSAID)
def test_no_sql_completes_an_ending_before_the_thanks(ending: Ending, kari: Client, unsaid: str) -> None:
    thanked(ending, kari)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE volunteers_ending SET {unsaid}")
        with pytest.raises(IntegrityError, match="ending_thanks_before_closing"), transaction.atomic():
            cursor.execute("UPDATE volunteers_ending SET completed_at = now()")


@pytest.mark.parametrize("closed_as", ["ended", "referred", "not_relevant"])
def test_no_sql_closes_a_volunteer_before_the_thanks(ending: Ending, closed_as: str) -> None:
    close = "UPDATE volunteers_volunteer SET closed_on = now(), closed_as = %s WHERE id = %s"
    refused = pytest.raises(IntegrityError, match="thanked before")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(close, [closed_as, ending.volunteer_id])


def test_the_letter_is_looked_through_and_written_in_the_contacts_words(ending: Ending, kari: Client) -> None:
    shown = kari.post(
        url(ending.volunteer, "takkebrev/"), {name: LETTER[name] for name in ("tasks_done", "personal_note")}
    )
    assert "Du har spilt sjakk" in shown.content.decode()
    assert again(ending).closing_letter is None
    kari.post(url(ending.volunteer, "takkebrev/"), LETTER)
    assert "Du kom når det regnet." in again(ending).closing_letter.text


def test_a_letter_written_again_takes_the_former_back(ending: Ending, kari: Client) -> None:
    kari.post(url(ending.volunteer, "takkebrev/"), LETTER)
    former = again(ending).closing_letter
    kari.post(url(ending.volunteer, "takkebrev/"), LETTER | {"personal_note": "Bedre ord."})
    assert Document.objects.get(pk=former.pk).is_revoked
    assert "Bedre ord." in again(ending).closing_letter.text


# The last day


def test_completed_after_asking_and_the_volunteer_gets_a_link_to_the_letters(
    here: Cast, ending: Ending, kari: Client
) -> None:
    thanked(ending, kari)
    assert (
        "Vil du avslutte samarbeidet med Gunnar?"
        in kari.get(url(ending.volunteer, "avsluttet/")).content.decode()
    )
    kari.post(url(ending.volunteer, "avsluttet/"))
    volunteer = Volunteer.objects.get(pk=ending.volunteer_id)
    assert (volunteer.closed_on, volunteer.closed_as) == (ending.last_day, "ended")
    (told,) = Notice.objects.filter(kind="ending_thanks", person=here.gunnar)
    page = here.visitor().get(told.url).content.decode()
    assert "Brevene dine, Gunnar" in page
    assert page.count("Takkebrev") >= 1


def test_the_letters_come_in_the_morning_of_the_last_day(here: Cast, kari: Client) -> None:
    ending = people.ending(here)
    last_day = timezone.localdate() + timedelta(days=3)
    ending.change(by=here.kari, last_day=last_day)
    thanked(ending, kari)
    kari.post(url(ending.volunteer, "avsluttet/"))
    told = Notice.objects.get(kind="ending_thanks")
    assert timezone.localtime(told.due_at) == timezone.make_aware(datetime.combine(last_day, time(8)))


def test_what_was_planned_is_called_off_and_no_step_stays_open(here: Cast, kari: Client) -> None:
    ending = people.ending(here)
    volunteer = ending.volunteer
    start = timezone.now() + timedelta(days=2)
    FirstAssignment.plan(
        volunteer, "Igjen", start, start + timedelta(hours=1), companion=here.anne, by=here.kari
    )
    papers.issue_agreement(volunteer, Terms("Sjakk", "onsdager", timezone.localdate()), by=here.kari)
    thanked(ending, kari)
    kari.post(url(volunteer, "avsluttet/"))
    assert not CareStep.objects.open().filter(volunteer=volunteer).exists()
    assert not FirstAssignment.objects.planned().exists()
    assert volunteer.agreements.get().terminated_on == ending.last_day
    assert Notice.objects.filter(kind="first_assignment_called_off", person=here.anne).exists()


def test_nothing_is_done_twice(here: Cast, ending: Ending, kari: Client) -> None:
    thanked(ending, kari)
    kari.post(url(ending.volunteer, "avsluttet/"))
    assert kari.post(url(ending.volunteer, "avsluttet/")).status_code == 302
    with pytest.raises(ValidationError, match="ikke lenger frivillig her"):
        again(ending).thank(by=here.kari)
    assert Notice.objects.filter(kind="ending_thanks").count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("ingrid", 403), ("berit", 403), ("marit", 403), ("solrun", 404)]
)
def test_nobody_else_ends_it(here: Cast, ending: Ending, who: str, status: int) -> None:
    client = here.client_for(who)
    for deed in ("", "takket/", "takkebrev/", "uten-attest/", "avsluttet/", "angret/"):
        assert client.post(url(ending.volunteer, deed), LETTER).status_code == status
    assert len(again(ending).missing) == 3


def test_the_volunteer_does_not_thank_themselves(here: Cast, ending: Ending) -> None:
    gunnar = here.client_for("gunnar")
    for deed in ("takket/", "takkebrev/", "uten-attest/", "avsluttet/"):
        assert gunnar.post(url(ending.volunteer, deed), LETTER).status_code == 403


def test_an_ending_that_was_a_slip_is_undone_from_the_receipt(here: Cast, kari: Client) -> None:
    volunteer = people.going(here, "gunnar")
    receipt = kari.post(url(volunteer), {"last_day": timezone.localdate().isoformat()}, follow=True).text
    assert f'action="{url(volunteer, "angret/")}"' in receipt
    kari.post(url(volunteer, "angret/"))
    assert not Ending.objects.exists()


def test_a_no_to_the_reference_letter_is_undone(ending: Ending, kari: Client) -> None:
    receipt = kari.post(url(ending.volunteer, "uten-attest/"), follow=True).text
    undo = f"/avslutninger/{ending.pk}/med-attest/"
    assert f'action="{undo}"' in receipt
    kari.post(undo)
    assert again(ending).reference_declined is False


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (datetime(2026, 11, 25, 9, tzinfo=OSLO), datetime(2026, 11, 25, 15, tzinfo=OSLO)),
        (datetime(2026, 11, 25, 17, tzinfo=OSLO), datetime(2026, 11, 26, 15, tzinfo=OSLO)),
        (datetime(2026, 11, 27, 17, tzinfo=OSLO), datetime(2026, 11, 30, 15, tzinfo=OSLO)),  # a Friday
        (datetime(2026, 12, 23, 17, tzinfo=OSLO), datetime(2026, 12, 24, 15, tzinfo=OSLO)),
        (datetime(2026, 12, 24, 17, tzinfo=OSLO), datetime(2026, 12, 28, 15, tzinfo=OSLO)),
    ],
)
def test_who_says_it_on_the_last_evening_is_not_late_at_once(
    here: Cast, told: datetime, due: datetime
) -> None:
    volunteer = people.interested(here)
    Ending.start(
        volunteer, Ending.Initiator.VOLUNTEER, last_day=told.date(), by=here.ingrid, reason="moving", at=told
    )
    assert volunteer.step(Step.ENDING).due_at == due
