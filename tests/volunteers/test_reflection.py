"""After something difficult a talk is offered, with open questions, within some days, and ends in what both agree (VOL-51)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from foundation.notices.models import Notice
from foundation.tenancy.settings import choose
from tests.cast import Cast
from volunteers.deadlines import working_deadline
from volunteers.models import Concern, GuidanceRequest, Step, Volunteer


@pytest.fixture
def concern(volunteer: Volunteer) -> Concern:
    return Concern.tell(volunteer, "dependency", "Han ringer meg hver kveld.", by=volunteer.person)


def offer(kari: Client, volunteer: Volunteer, concern: Concern | None = None) -> str:
    given = {"concern": str(concern.pk)} if concern else {}
    return kari.post(f"/frivillige/{volunteer.pk}/refleksjon/", given, follow=True).text


def test_it_is_offered_from_what_chafed_with_a_deadline_and_the_volunteer_hears_of_it(
    here: Cast, kari: Client, volunteer: Volunteer, concern: Concern
) -> None:
    choose("reflection_days", 4)
    page = offer(kari, volunteer, concern)
    talk, step = GuidanceRequest.objects.get(), volunteer.step(Step.GUIDANCE)
    assert (talk.concern, talk.offered_by_name) == (concern, "Kari Nygård")
    assert step.due_at == working_deadline(talk.offered_at, 4)
    assert Notice.objects.filter(kind="reflection_offered", person=here.gunnar, channel="email").exists()
    assert "Hva la du merke til hos deg" in page  # the guide's open questions
    assert "Han ringer meg hver kveld." in page
    assert "Tilbudt etter noe vanskelig." in kari.get("/hva-venter/").text


def test_the_mail_says_nothing_of_why(kari: Client, volunteer: Volunteer, concern: Concern) -> None:
    offer(kari, volunteer, concern)
    assert "ringer meg" not in str(list(Notice.objects.values_list("fields", flat=True)))


def test_offered_twice_is_offered_once(kari: Client, volunteer: Volunteer) -> None:
    offer(kari, volunteer)
    offer(kari, volunteer)
    assert GuidanceRequest.objects.count() == 1
    assert Notice.objects.filter(kind="reflection_offered", channel="email").count() == 1


def test_an_offer_that_was_a_slip_is_undone_and_nothing_is_sent(kari: Client, volunteer: Volunteer) -> None:
    receipt = offer(kari, volunteer)
    talk = GuidanceRequest.objects.get()
    undo = f"/veiledning/{talk.pk}/ikke-tilbudt/"
    assert f'action="{undo}"' in receipt
    kari.post(undo)
    assert not GuidanceRequest.objects.exists()
    assert not volunteer.steps.open().filter(code=Step.GUIDANCE).exists()
    assert not Notice.objects.pending().filter(kind="reflection_offered").exists()


def test_a_wish_that_waited_stands_when_the_offer_is_undone(kari: Client, volunteer: Volunteer) -> None:
    wish = GuidanceRequest.ask(volunteer, "Jeg er usikker.", by=volunteer.person)
    offer(kari, volunteer)
    GuidanceRequest.objects.get().undo_offer(by=volunteer.person)
    assert GuidanceRequest.objects.get() == wish
    assert volunteer.steps.open().filter(code=Step.GUIDANCE).exists()


def test_when_a_time_is_agreed_the_offer_is_not_undone(here: Cast, volunteer: Volunteer) -> None:
    talk = GuidanceRequest.offer(volunteer, by=here.kari)
    talk.agree(by=here.kari)
    with pytest.raises(ValidationError):
        talk.undo_offer(by=here.kari)


def test_what_both_agree_is_written_after_the_talk_and_read_by_both(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    offer(kari, volunteer)
    talk = GuidanceRequest.objects.get()
    answer = kari.post(f"/frivillige/{volunteer.pk}/veiledning/snakket/")
    assert answer.url == f"/veiledning/{talk.pk}/notat/"
    kari.post(answer.url, {"shared_note": "Kari snakker med familien. Vi ringes fredag."})
    assert (
        "Vi ringes fredag." in here.client_for("gunnar").get(f"/frivillige/{volunteer.pk}/veiledning/").text
    )
    assert here.client_for("marit").get(answer.url).status_code == 403


def test_a_talk_that_is_not_held_has_no_note(kari: Client, volunteer: Volunteer) -> None:
    offer(kari, volunteer)
    talk = GuidanceRequest.objects.get()
    kari.post(f"/veiledning/{talk.pk}/notat/", {"shared_note": "For tidlig."})
    assert GuidanceRequest.objects.get().shared_note == ""


@pytest.mark.parametrize(
    ("who", "status"), [("jonas", 303), ("marit", 403), ("gunnar", 403), ("solrun", 404)]
)
def test_who_may_offer_it(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    response = here.client_for(who).post(f"/frivillige/{volunteer.pk}/refleksjon/")
    assert response.status_code == status
    assert GuidanceRequest.objects.exists() is (status == 303)


def test_late_it_is_escalated_like_any_step(here: Cast, volunteer: Volunteer) -> None:
    GuidanceRequest.offer(volunteer, by=here.kari, at=timezone.now() - timedelta(days=30))
    assert volunteer.step(Step.GUIDANCE).is_late(timezone.now())
