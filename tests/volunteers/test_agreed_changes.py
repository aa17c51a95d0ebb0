"""What should be different after a talk becomes somebody's task, by a day; and notes have two levels (VOL-43, VOL-44)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import AgreedChange, Conversation, Volunteer
from volunteers.waiting import waiting


@pytest.fixture
def volunteer(here: Cast) -> Volunteer:
    return people.started(here, "ingrid")


@pytest.fixture
def call(here: Cast, volunteer: Volunteer) -> Conversation:
    return Conversation.call(volunteer, by=here.kari)


def write(kari: Client, call: Conversation, **given: str) -> int:
    return kari.post(f"/samtaler/{call.pk}/notat/", given).status_code


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_each_line_becomes_a_task_with_an_owner_and_a_day(
    here: Cast, kari: Client, call: Conversation
) -> None:
    told = {"changes": "Heller onsdager\nEn annen inngang\n", "owner": str(here.jonas.pk)}
    assert write(kari, call, due_on=in_days(4).isoformat(), **told) == 303
    tasks = AgreedChange.objects.all()
    assert {(one.text, one.owner, one.due_on) for one in tasks} == {
        ("Heller onsdager", here.jonas, in_days(4)),
        ("En annen inngang", here.jonas, in_days(4)),
    }


def test_without_a_choice_it_is_whoever_writes_and_within_a_week(
    here: Cast, kari: Client, call: Conversation
) -> None:
    write(kari, call, changes="Heller onsdager")
    task = AgreedChange.objects.get()
    assert (task.owner, task.due_on) == (here.kari, in_days(7))


def test_it_waits_for_its_owner_and_is_done_with_one_press_and_undone(
    kari: Client, call: Conversation
) -> None:
    write(kari, call, changes="Heller onsdager")
    task = AgreedChange.objects.get()
    assert f'action="/avtalte-endringer/{task.pk}/gjort/"' in kari.get("/hva-venter/").text
    receipt = kari.post(f"/avtalte-endringer/{task.pk}/gjort/", follow=True).text
    assert "Gjort: Heller onsdager" in receipt
    assert f'action="/avtalte-endringer/{task.pk}/gjort/"' not in receipt
    kari.post(f"/avtalte-endringer/{task.pk}/ikke-gjort/")
    assert AgreedChange.objects.open().get() == task


def test_what_somebody_who_has_left_was_to_see_to_is_the_contacts(
    here: Cast, kari: Client, call: Conversation
) -> None:
    write(kari, call, changes="Heller onsdager", owner=str(here.jonas.pk))
    [row] = [row for row in waiting(here.member("kari"), timezone.now()) if row.tag == "Avtalt endring"]
    assert row.held_by == "Jonas Berg"
    here.kari.appointments.get().change(by=here.marit, deputy=None)
    [row] = [row for row in waiting(here.member("kari"), timezone.now()) if row.tag == "Avtalt endring"]
    assert row.held_by == ""


def test_written_again_nothing_is_doubled_and_what_is_done_stays(
    here: Cast, kari: Client, call: Conversation
) -> None:
    write(kari, call, changes="Heller onsdager\nEn annen inngang")
    AgreedChange.objects.get(text="Heller onsdager").finish(by=here.kari)
    write(kari, call, changes="En bedre stol")
    assert sorted(AgreedChange.objects.values_list("text", flat=True)) == ["En bedre stol", "Heller onsdager"]


@pytest.mark.parametrize("wrong", [{"due_on": "2020-01-01"}, {"due_on": "snart"}, {"owner": "nobody"}])
def test_nonsense_is_refused_and_nothing_is_agreed(kari: Client, call: Conversation, wrong: dict) -> None:
    assert write(kari, call, changes="Heller onsdager", **wrong) == 422
    assert not AgreedChange.objects.exists()


def test_only_those_who_follow_up_can_own_it(here: Cast, kari: Client, call: Conversation) -> None:
    assert write(kari, call, changes="Heller onsdager", owner=str(here.anne.pk)) == 422


def test_a_call_that_was_not_made_has_no_tasks(here: Cast, kari: Client, call: Conversation) -> None:
    write(kari, call, changes="Heller onsdager")
    Conversation.objects.get(pk=call.pk).undo_call(by=here.kari)
    assert not AgreedChange.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("jonas", 303), ("marit", 403), ("ingrid", 403), ("solrun", 404)]
)
def test_who_may_say_that_it_is_done(
    here: Cast, kari: Client, call: Conversation, who: str, status: int
) -> None:
    write(kari, call, changes="Heller onsdager")
    task = AgreedChange.objects.get()
    assert here.client_for(who).post(f"/avtalte-endringer/{task.pk}/gjort/").status_code == status
    task.refresh_from_db()
    assert bool(task.done_at) is (status == 303)


def test_what_is_only_for_those_who_follow_up_is_not_the_volunteers_to_see(
    here: Cast, kari: Client, call: Conversation, volunteer: Volunteer
) -> None:
    write(kari, call, summary="Trivdes godt.", staff_note="Spør om sønnen neste gang.")
    own = here.client_for("ingrid").get("/min-side/historie/").text
    assert "Trivdes godt." in own
    assert "Spør om sønnen" not in own
    assert here.client_for("ingrid").get(f"/samtaler/{call.pk}/notat/").status_code == 403
    assert "Spør om sønnen neste gang." in kari.get(f"/frivillige/{volunteer.pk}/oppfolging/").text


def test_the_department_says_what_was_good_what_was_not_and_how_the_two_got_on(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    url = f"/frivillige/{volunteer.pk}/oppfolging/"
    said = {"feedback": "Hun nynnet.", "better": "Litt kort.", "chemistry": "De lo."}
    here.client_for("anne").post(f"{url}fra-avdelingen/", said)
    page = kari.get(url).text
    for words in ("«Hun nynnet.»", "«Litt kort.»", "«De lo.»", "Anne Lund"):
        assert words in page


def test_the_record_opened_again_has_the_owner_and_the_day_that_were_agreed(
    here: Cast, kari: Client, call: Conversation
) -> None:
    write(kari, call, changes="Heller onsdager", owner=str(here.jonas.pk), due_on=in_days(4).isoformat())
    form = kari.get(f"/samtaler/{call.pk}/notat/").context["form"]
    assert (form["owner"].value(), form["due_on"].value()) == (here.jonas.pk, in_days(4))
