"""A wish for guidance: asked, agreed, held; what was said is nobody else's (VOL-50)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from foundation.notices.models import Notice
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import CareStep, GuidanceRequest, Step, Volunteer


def asked(volunteer: Volunteer) -> GuidanceRequest:
    return GuidanceRequest.ask(volunteer, "Jeg ble litt usikker sist.", by=volunteer.person)


def time(cast: Cast, **other: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=3)
    return {
        "guide": str(cast.anne.pk),
        "day": day.isoformat(),
        "starts": "12:00",
        "place": "Vaktrommet",
    } | other


def test_asked_from_my_page_the_contact_is_told_and_has_a_deadline(
    gunnar: Client, here: Cast, volunteer: Volunteer
) -> None:
    answer = gunnar.post(f"/frivillige/{volunteer.pk}/veiledning/", {"text": "Jeg ble litt usikker sist."})
    step = volunteer.step(Step.GUIDANCE)
    assert (answer.status_code, answer.url, step.is_open) == (303, "/min-side/", True)
    assert step.owner(timezone.localdate()) == here.kari
    assert Notice.objects.filter(kind="guidance_asked", person=here.kari, channel="email").exists()


def test_what_it_is_about_stands_in_no_step_and_no_notice(volunteer: Volunteer) -> None:
    """The network coordinator sees steps; a mail may be read by anybody."""
    asked(volunteer)
    assert not CareStep.objects.filter(note__contains="usikker").exists()
    assert "usikker" not in str(list(Notice.objects.values_list("fields", flat=True)))


def test_nothing_has_to_be_written(gunnar: Client, volunteer: Volunteer) -> None:
    assert gunnar.post(f"/frivillige/{volunteer.pk}/veiledning/").status_code == 303
    assert volunteer.guidance_requests.count() == 1


def test_asking_twice_is_asking_once(gunnar: Client, volunteer: Volunteer) -> None:
    asked(volunteer)
    page = gunnar.post(f"/frivillige/{volunteer.pk}/veiledning/", {"text": "igjen"})
    assert "Du spurte i dag" in page.content.decode()
    with pytest.raises(ValidationError):
        asked(volunteer)
    assert volunteer.guidance_requests.count() == 1


def test_a_time_is_agreed_by_one_post_and_the_step_waits_for_the_talk(
    kari: Client, volunteer: Volunteer
) -> None:
    wish = asked(volunteer)
    answer = kari.post(f"/frivillige/{volunteer.pk}/veiledning/avtalt/")
    wish.refresh_from_db()
    assert (answer.url, wish.guide.name) == (f"/veiledning/{wish.pk}/tid/", "Kari Nygård")
    assert volunteer.step(Step.GUIDANCE).due_at > timezone.now() + timedelta(days=6)


def test_with_a_time_both_get_it_in_their_calendar(kari: Client, here: Cast, volunteer: Volunteer) -> None:
    wish = asked(volunteer)
    assert kari.post(f"/veiledning/{wish.pk}/tid/", time(here)).status_code == 303
    wish.refresh_from_db()
    assert (wish.guide, wish.event.place) == (here.anne, "Vaktrommet")
    told = Notice.objects.filter(kind="guidance_agreed", channel="email")
    assert {notice.person for notice in told} == {here.gunnar, here.anne}
    assert volunteer.step(Step.GUIDANCE).planned_at == wish.event.starts_at


def test_a_new_guide_takes_the_others_place(kari: Client, here: Cast, volunteer: Volunteer) -> None:
    wish = asked(volunteer)
    kari.post(f"/veiledning/{wish.pk}/tid/", time(here))
    kari.post(f"/veiledning/{wish.pk}/tid/", time(here, guide=str(here.kari.pk)))
    wish.refresh_from_db()
    assert {seat.person for seat in wish.event.participations.active()} == {here.gunnar, here.kari}


@pytest.mark.parametrize("wrong", [{"day": "1999-01-01"}, {"starts": ""}, {"guide": "x"}])
def test_nonsense_is_refused_and_nothing_is_agreed(
    kari: Client, here: Cast, volunteer: Volunteer, wrong: dict
) -> None:
    wish = asked(volunteer)
    assert kari.post(f"/veiledning/{wish.pk}/tid/", time(here, **wrong)).status_code == 422
    wish.refresh_from_db()
    assert (wish.agreed_at, wish.event) == (None, None)


def test_undone_it_waits_with_the_deadline_it_had(kari: Client, volunteer: Volunteer) -> None:
    wish = asked(volunteer)
    due_at = volunteer.step(Step.GUIDANCE).due_at
    kari.post(f"/frivillige/{volunteer.pk}/veiledning/avtalt/")
    kari.post(f"/veiledning/{wish.pk}/ikke-avtalt/")
    wish.refresh_from_db()
    assert (wish.agreed_at, volunteer.step(Step.GUIDANCE).due_at) == (None, due_at)


def test_held_the_step_is_done_and_nothing_is_written_about_it(kari: Client, volunteer: Volunteer) -> None:
    wish = asked(volunteer)
    kari.post(f"/frivillige/{volunteer.pk}/veiledning/snakket/")
    step = volunteer.step(Step.GUIDANCE)
    assert (step.done_by_name, step.note) == ("Kari Nygård", "")
    kari.post(f"/veiledning/{wish.pk}/ikke-snakket/")
    assert volunteer.step(Step.GUIDANCE).is_open


def test_nobody_else_asks_in_my_name(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    page = f"/frivillige/{volunteer.pk}/veiledning/"
    assert [
        here.client_for(who).post(page).status_code for who in ("ingrid", "berit", "marit", "solrun")
    ] == [
        403,
        403,
        403,
        404,
    ]
    assert not GuidanceRequest.objects.exists()


def test_the_contact_writes_it_down_for_somebody_who_never_logs_in(here: Cast, kari: Client) -> None:
    volunteer = people.going(here, "oddvar")
    assert kari.post(f"/frivillige/{volunteer.pk}/veiledning/", {"text": "Ringte."}).status_code == 303
    assert volunteer.step(Step.GUIDANCE).is_open
    assert not Notice.objects.filter(kind="guidance_asked").exists()
    assert "Avtal en tid" in kari.get(f"/frivillige/{volunteer.pk}/veiledning/").content.decode()


def test_what_the_place_offers_stands_beside_the_button(here: Cast) -> None:
    """In the words of whoever may change what stands about the place (VOL-52)."""
    volunteer = people.going(here, "gunnar")
    here.solsiden.guidance_text = "Hver onsdag mellom ett og tre, så lenge du vil."
    here.solsiden.save()
    page = here.client_for("gunnar").get(f"/frivillige/{volunteer.pk}/veiledning/").text
    assert "Dette tilbyr Solsiden" in page
    assert "Hver onsdag mellom ett og tre" in page
