"""The first time: never alone, never before the promise of confidentiality (VOL-30, VOL-38, VOL-42)."""

from datetime import UTC, date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from foundation.events.models import Participation
from foundation.notices.models import Notice
from foundation.people.models import Department
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.companions import companion_choices
from volunteers.forms.dates import moment
from volunteers.models import FirstAssignment, Step, Volunteer


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/forste-gang/{more}"


def form(cast: Cast, **other: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=4)
    usual = {
        "title": "Kaffebesøk",
        "day": day.isoformat(),
        "starts": "14:00",
        "ends": "15:30",
        "companion": str(cast.anne.pk),
    }
    return usual | other


def test_planned_with_a_companion_both_are_told_with_a_calendar_file(here: Cast, kari: Client) -> None:
    volunteer = people.signed(here)
    assert kari.post(url(volunteer), form(here)).status_code == 303
    first = volunteer.first_assignments.get()
    assert (first.companion, first.event.title) == (here.anne, "Kaffebesøk")
    told = Notice.objects.filter(kind="first_assignment_planned", channel="email")
    assert {notice.person for notice in told} == {here.ingrid, here.anne}
    assert {notice.letter().attachments[0][0] for notice in told} == {"samspill.ics"}
    step = volunteer.step(Step.FIRST_ASSIGNMENT)
    assert (step.planned_at, step.is_open) == (first.event.starts_at, True)


def test_refused_kindly_before_the_promise_is_signed(here: Cast, kari: Client) -> None:
    volunteer = people.interested(here)
    papers.issue_confidentiality(volunteer, by=here.kari)
    page = kari.get(url(volunteer)).content.decode()
    assert "Ingrid har ikke signert taushetserklæringen ennå." in page
    assert (
        kari.post(url(volunteer), form(here)).status_code == 422 or not volunteer.first_assignments.exists()
    )
    with pytest.raises(ValidationError, match="taushetserklæringen"):
        FirstAssignment.plan(
            volunteer, "x", timezone.now(), timezone.now(), companion=here.anne, by=here.kari
        )
    assert not FirstAssignment.objects.exists()


def test_the_promise_holds_from_the_volunteers_own_signature(here: Cast, kari: Client) -> None:
    volunteer = people.signed(here)
    assert not volunteer.person.documents.get().is_signed  # Kari has not signed for Solsiden
    assert kari.post(url(volunteer), form(here)).status_code == 303


def test_a_promise_at_another_place_is_not_enough(here: Cast) -> None:
    people.signed(here, "ingrid", at="hagebyen")
    volunteer = people.interested(here, "ingrid", at="solsiden")
    with pytest.raises(ValidationError):
        FirstAssignment.plan(
            volunteer, "x", timezone.now(), timezone.now(), companion=here.anne, by=here.kari
        )


def test_refused_kindly_without_a_companion(here: Cast, kari: Client) -> None:
    volunteer = people.signed(here)
    answer = kari.post(url(volunteer), form(here, companion=""))
    assert answer.status_code == 422
    assert "Velg en følgesvenn først. Ingen er alene første gang." in answer.content.decode()
    assert not FirstAssignment.objects.exists()


def test_the_volunteer_is_no_companion_of_their_own(here: Cast) -> None:
    volunteer = people.signed(here)
    with pytest.raises(ValidationError):
        FirstAssignment.plan(
            volunteer, "x", timezone.now(), timezone.now(), companion=here.ingrid, by=here.kari
        )


def test_the_table_itself_asks_for_a_companion(here: Cast) -> None:
    first = people.planned(here)
    with pytest.raises(IntegrityError), transaction.atomic():
        FirstAssignment.objects.filter(pk=first.pk).update(companion=None)


def test_companions_are_contacts_staff_and_volunteers_of_the_place_each_once(here: Cast) -> None:
    people.going(here, "oddvar")
    people.going(here, "gunnar", at="hagebyen")
    volunteer = people.interested(here, "ingrid")
    groups = companion_choices(volunteer, timezone.localdate())
    assert [[name for _pk, name in group] for _title, group in groups] == [
        ["Kari Nygård", "Jonas Berg"],
        ["Anne Lund", "Berit Moen"],
        ["Oddvar Lien"],
    ]


def test_somebody_who_is_nobody_here_cannot_be_chosen(here: Cast, kari: Client) -> None:
    volunteer = people.signed(here)
    assert kari.post(url(volunteer), form(here, companion=str(here.eirik.pk))).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"day": ""}, {"day": "i morgen"}, {"starts": "25:00"}, {"ends": "13:00"}, {"title": ""}]
)
def test_nonsense_keeps_what_was_typed(here: Cast, kari: Client, wrong: dict[str, str]) -> None:
    volunteer = people.signed(here)
    answer = kari.post(url(volunteer), form(here, **wrong))
    assert answer.status_code == 422
    assert "<title>Feil: " in answer.content.decode()
    assert not FirstAssignment.objects.exists()


def test_held_by_one_post_the_call_is_due_within_seven_days(here: Cast, kari: Client) -> None:
    first = people.planned(here, start=timezone.now() - timedelta(hours=2))
    answer = kari.post(url(first.volunteer, "gjort/"))
    assert answer.status_code == 303
    volunteer = Volunteer.objects.get(pk=first.volunteer_id)
    call = volunteer.step(Step.FOLLOW_UP)
    began = timezone.localdate(first.event.starts_at)
    assert volunteer.started_on == began
    assert timezone.localdate(call.due_at) == began + timedelta(days=7)
    assert call.owner(timezone.localdate()) == here.kari


def test_held_twice_is_held_once(here: Cast, kari: Client) -> None:
    first = people.planned(here, start=timezone.now() - timedelta(hours=2))
    kari.post(url(first.volunteer, "gjort/"))
    assert kari.post(url(first.volunteer, "gjort/")).status_code == 302
    first.hold(by=here.kari)
    assert first.volunteer.steps.filter(code=Step.FOLLOW_UP).count() == 1


def test_undone_it_waits_again_and_nobody_is_called(here: Cast, kari: Client) -> None:
    first = people.planned(here, start=timezone.now() - timedelta(hours=2))
    kari.post(url(first.volunteer, "gjort/"))
    kari.post(f"/forste-gang/{first.pk}/angre/")
    volunteer = Volunteer.objects.get(pk=first.volunteer_id)
    assert volunteer.started_on is None
    assert [step.code for step in volunteer.steps.open()] == [Step.FIRST_ASSIGNMENT]
    assert FirstAssignment.objects.get(pk=first.pk).is_planned


def test_it_is_not_undone_when_a_new_first_time_is_planned(here: Cast, kari: Client) -> None:
    first = people.planned(here, start=timezone.now() - timedelta(hours=2))
    kari.post(url(first.volunteer, "gjort/"))
    start = timezone.now() + timedelta(days=3)
    end = start + timedelta(hours=1)
    FirstAssignment.plan(first.volunteer, "En ny", start, end, companion=here.anne, by=here.kari)
    answer = kari.post(f"/forste-gang/{first.pk}/angre/", follow=True)
    assert "En ny første gang er planlagt, så dette kan ikke angres." in answer.text
    assert FirstAssignment.objects.get(pk=first.pk).held_at


def test_moved_it_stays_the_same_entry_in_the_calendar(here: Cast, kari: Client) -> None:
    first = people.planned(here)
    day = timezone.localdate() + timedelta(days=9)
    kari.post(url(first.volunteer), form(here, day=day.isoformat(), starts="10:00", ends="11:00"))
    first = FirstAssignment.objects.get()
    assert timezone.localtime(first.event.starts_at).date() == day
    assert first.companion == here.anne
    seats = Participation.objects.active().filter(event=first.event)
    assert {seat.person for seat in seats} == {here.ingrid, here.anne}
    assert Notice.objects.filter(kind="first_assignment_moved", person=here.ingrid).exists()
    assert first.volunteer.step(Step.FIRST_ASSIGNMENT).planned_at == first.event.starts_at


def test_called_off_the_step_stays_open_with_a_new_deadline(here: Cast, kari: Client) -> None:
    first = people.planned(here)
    assert "Avlyse første gang?" in kari.get(url(first.volunteer, "avlyst/")).content.decode()
    kari.post(url(first.volunteer, "avlyst/"))
    step = first.volunteer.step(Step.FIRST_ASSIGNMENT)
    assert (step.is_open, step.planned_at) == (True, None)
    assert step.due_at < timezone.now() + timedelta(days=14)
    assert {n.person for n in Notice.objects.filter(kind="first_assignment_called_off")} == {
        here.ingrid,
        here.solveig,
    }


def test_the_volunteer_says_that_they_cannot_come(here: Cast) -> None:
    first = people.planned(here)
    answer = here.client_for("ingrid").post(url(first.volunteer, "avlyst/"))
    assert (answer.status_code, answer.url) == (303, "/min-side/")
    assert FirstAssignment.objects.get().cancelled_at
    assert Notice.objects.filter(kind="first_assignment_called_off", person=here.kari).exists()


def test_written_down_afterwards_nobody_is_told_about_the_past(here: Cast, kari: Client) -> None:
    volunteer = people.signed(here)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert kari.post(url(volunteer), form(here, day=yesterday.isoformat())).status_code == 303
    assert not Notice.objects.filter(kind="first_assignment_planned").exists()


def test_a_department_of_another_place_cannot_be_chosen(here: Cast, kari: Client) -> None:
    volunteer = people.signed(here)
    elsewhere = Department.objects.get(workplace=here.hagebyen)
    assert kari.post(url(volunteer), form(here, department=str(elsewhere.pk))).status_code == 422


def test_the_wall_clock_counts_when_summer_time_ends() -> None:
    """25 October 2026 has two three o'clocks; 14.00 the day after is still 14.00."""
    days = [moment(date(2026, 10, number), time(14, 0)) for number in (24, 25, 26)]
    assert [timezone.localtime(day).hour for day in days] == [14, 14, 14]
    utc = [day.astimezone(UTC) for day in days]
    assert [utc[1] - utc[0], utc[2] - utc[1]] == [timedelta(hours=25), timedelta(hours=24)]


def test_what_has_not_happened_cannot_be_undone(here: Cast, kari: Client) -> None:
    first = people.planned(here)
    answer = kari.post(f"/forste-gang/{first.pk}/angre/", follow=True)
    assert "Det er ingenting å angre." in answer.content.decode()
    assert FirstAssignment.objects.get().is_planned
