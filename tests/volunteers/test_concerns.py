"""What chafes is told, with a name or without, and somebody answers by a day (VOL-53, VOL-54)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.concerns import unanswered
from volunteers.deadlines import working_deadline
from volunteers.models import Concern, Volunteer

OSLO = ZoneInfo("Europe/Oslo")
TEXT = "Jeg ble bedt om å hjelpe til med medisinene."
TOLD = {"category": "staff_tasks", "text": TEXT}


def tell_us(volunteer: Volunteer) -> str:
    return f"/frivillige/{volunteer.pk}/si-fra/"


def told(volunteer: Volunteer, **more: object) -> Concern:
    return Concern.tell(volunteer, "staff_tasks", TEXT, by=volunteer.person, **more)


def test_the_ten_challenges_can_be_told_and_what_is_good_too(gunnar: Client, volunteer: Volunteer) -> None:
    categories = [code for code in Concern.Category.values if code not in ("good", "steam")]
    assert len(categories) == 10
    for code in Concern.Category.values:
        assert gunnar.post(tell_us(volunteer), {"category": code, "text": "Slik var det."}).status_code == 303
    assert Concern.objects.filter(volunteer=volunteer).count() == 12


def test_told_from_my_page_it_has_a_deadline_and_the_contact_is_told(
    here: Cast, gunnar: Client, volunteer: Volunteer
) -> None:
    choose("concern_days", 2)
    receipt = gunnar.post(tell_us(volunteer), TOLD, follow=True).text
    concern = Concern.objects.get()
    assert concern.due_at == working_deadline(concern.told_at, 2)
    assert "Takk for at du sa fra. Du hører fra Kari innen" in receipt
    kinds = {(one.kind, one.person) for one in Notice.objects.filter(about_id=concern.pk, channel="email")}
    assert kinds == {("concern_told", here.kari), ("concern_received", here.gunnar)}


def test_what_it_is_about_stands_in_no_mail(volunteer: Volunteer) -> None:
    concern = told(volunteer)
    concern.reply("Det skal du slippe.", by=volunteer.person)
    written = str(list(Notice.objects.filter(about_id=concern.pk).values_list("fields", flat=True)))
    assert "medisinene" not in written
    assert "slippe" not in written
    assert "medisinene" not in str(list(Entry.objects.values_list("changes", flat=True)))


def test_it_waits_for_the_contact_who_answers_and_the_volunteer_reads_it(
    here: Cast, gunnar: Client, kari: Client, volunteer: Volunteer
) -> None:
    concern = told(volunteer)
    assert "Sier fra om noe, og venter på svar." in kari.get("/hva-venter/").text
    kari.post(f"/si-fra/{concern.pk}/", {"answer": "Takk. Jeg snakker med avdelingen i dag."})
    assert "Sier fra om noe" not in kari.get("/hva-venter/").text
    assert Notice.objects.filter(kind="concern_answered", person=here.gunnar, channel="email").exists()
    page = gunnar.get(f"/si-fra/{concern.pk}/").text
    assert "Jeg snakker med avdelingen i dag." in page
    assert "Kari Nygård" in page


def test_an_empty_answer_is_refused_and_it_waits_on(kari: Client, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    assert kari.post(f"/si-fra/{concern.pk}/", {"answer": " "}).status_code == 422
    assert Concern.objects.open().get() == concern


@pytest.mark.parametrize("wrong", [{"category": ""}, {"category": "weather"}, {"text": ""}])
def test_nonsense_is_refused_and_nothing_is_told(
    gunnar: Client, volunteer: Volunteer, wrong: dict[str, str]
) -> None:
    assert gunnar.post(tell_us(volunteer), TOLD | wrong).status_code == 422
    assert not Concern.objects.exists()


def test_it_may_be_read_and_put_away_and_that_is_undone(kari: Client, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    receipt = kari.post(f"/si-fra/{concern.pk}/lest/", follow=True).text
    assert not Concern.objects.open().exists()
    assert f'action="/si-fra/{concern.pk}/ikke-lest/"' in receipt
    kari.post(f"/si-fra/{concern.pk}/ikke-lest/")
    assert Concern.objects.open().get() == concern


def test_what_is_answered_is_not_put_back_by_an_old_button(kari: Client, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    concern.reply("Takk.", by=volunteer.person)
    kari.post(f"/si-fra/{concern.pk}/ikke-lest/")
    assert not Concern.objects.open().exists()


# Without a name


def test_without_a_name_nothing_tells_whose_it_was(
    here: Cast, gunnar: Client, kari: Client, volunteer: Volunteer
) -> None:
    gunnar.post(tell_us(volunteer), TOLD | {"is_anonymous": "on"})
    concern = Concern.objects.get()
    assert (concern.volunteer, concern.workplace) == (None, volunteer.workplace)
    [entry] = Entry.objects.filter(verb="concern.told")
    assert (entry.actor_id, entry.actor_name, entry.about_id) == (None, "", None)
    assert not Notice.objects.filter(about_id=concern.pk, person=here.gunnar).exists()
    assert "gunnar" not in str(list(Notice.objects.filter(about_id=concern.pk).values())).lower()
    page = kari.get(f"/si-fra/{concern.pk}/").text
    assert TEXT in page
    assert "Gunnar" not in page


def test_the_answer_to_it_stands_where_all_at_the_place_find_it_and_what_was_told_does_not(
    here: Cast, gunnar: Client, volunteer: Volunteer
) -> None:
    told(volunteer, is_anonymous=True).reply("Medisiner er alltid vår jobb.", by=here.kari)
    other = people.going(here, "ingrid")
    page = here.client_for("ingrid").get(tell_us(other)).text
    assert "Medisiner er alltid vår jobb." in page
    assert TEXT not in page
    elsewhere = people.going(here, "solveig", at="hagebyen")
    assert "Medisiner er alltid" not in here.client_for("solveig").get(tell_us(elsewhere)).text


def test_the_contact_who_writes_it_down_cannot_leave_the_name_out(kari: Client, volunteer: Volunteer) -> None:
    kari.post(tell_us(volunteer), TOLD | {"is_anonymous": "on"})
    assert Concern.objects.get().volunteer == volunteer


# Nobody answers


def test_when_nobody_answers_it_goes_the_way_of_every_step(here: Cast, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    friday = datetime(2026, 11, 20, 15, tzinfo=OSLO)
    Concern.objects.filter(pk=concern.pk).update(due_at=friday)
    promised = [
        (one.to.first_name, one.kind, one.due_at.astimezone(OSLO).day)
        for one in unanswered(datetime(2026, 11, 23, 15, tzinfo=OSLO))
    ]
    assert promised == [
        ("Kari", "concern_overdue", 20),
        ("Jonas", "concern_overdue_deputy", 23),
        ("Marit", "concern_overdue_coordinator", 24),
    ]


def test_an_answer_ends_the_way(here: Cast, volunteer: Volunteer) -> None:
    told(volunteer).reply("Takk.", by=here.kari)
    assert list(unanswered(timezone.now() + timedelta(days=30))) == []


# Who


@pytest.mark.parametrize(
    ("who", "status"),
    [("jonas", 200), ("gunnar", 200), ("marit", 403), ("berit", 403), ("anne", 403), ("solrun", 404)],
)
def test_who_may_read_it(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    concern = told(volunteer)
    assert here.client_for(who).get(f"/si-fra/{concern.pk}/").status_code == status


def test_the_coordinator_reads_it_when_nobody_has_answered_in_time(here: Cast, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    Concern.objects.filter(pk=concern.pk).update(due_at=timezone.now() - timedelta(hours=1))
    marit = here.client_for("marit")
    assert marit.get(f"/si-fra/{concern.pk}/").status_code == 200
    concern.reply("Takk.", by=here.kari)
    assert marit.get(f"/si-fra/{concern.pk}/").status_code == 403


def test_the_volunteer_cannot_answer_themself(gunnar: Client, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    assert gunnar.post(f"/si-fra/{concern.pk}/lest/").status_code == 403
    gunnar.post(f"/si-fra/{concern.pk}/", {"answer": "Alt er fint."})
    assert Concern.objects.get().answer == ""


def test_opening_it_is_written_in_the_log(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    concern = told(volunteer)
    kari.get(f"/si-fra/{concern.pk}/")
    [entry] = Entry.objects.filter(verb="volunteers.concern.read")
    assert (entry.actor_name, entry.about_id) == ("Kari Nygård", here.gunnar.pk)
