"""At an ending those who had visits and the organisation are told, on a day, by somebody (VOL-55)."""

import pytest
from django.test import Client
from django.utils import timezone

from foundation.notices.models import Notice
from foundation.people.models import Partner
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.test_ending import again, url
from volunteers.models import Ending
from volunteers.models.profile import Profile


@pytest.fixture
def ending(here: Cast) -> Ending:
    return people.ending(here)


def through(ending: Ending, email: str = "post@koret.example") -> Partner:
    partner = Partner.objects.create(name="Elvekoret", email=email, contact_name="Randi Vik")
    Profile.of(ending.volunteer).tell(by=ending.volunteer.person, affiliation="organisation", partner=partner)
    return partner


def test_those_who_had_visits_are_told_on_a_day_and_no_name_is_kept(ending: Ending, kari: Client) -> None:
    told = url(ending.volunteer, "fortalt/recipients/")
    kari.post(told, {"on": "2026-11-20"})
    found = again(ending)
    assert (found.recipients_told_on.isoformat(), found.recipients_told_by_name) == (
        "2026-11-20",
        "Kari Nygård",
    )
    assert (
        "De som hadde besøk fikk vite om avslutningen" in kari.get(f"/frivillige/{ending.volunteer_id}/").text
    )
    kari.post(f"/avslutninger/{ending.pk}/ikke-fortalt/recipients/")
    assert (again(ending).recipients_told_on, again(ending).recipients_told_by_name) == (None, "")


def test_the_organisation_gets_the_mail_that_was_looked_through(ending: Ending, kari: Client) -> None:
    through(ending)
    page = url(ending.volunteer, "fortalt/organisation/")
    shown = kari.get(page).text
    assert "Gunnar Hauge avslutter hos oss" in shown
    assert not Notice.objects.filter(kind="ending_told_partner").exists()
    kari.post(page, {"mail": "1"})
    mail = Notice.objects.get(kind="ending_told_partner")
    assert (mail.email, mail.fields["sender.name"]) == ("post@koret.example", "Kari Nygård")
    assert (again(ending).organisation_told_by, again(ending).organisation_told_on) == (
        "mail",
        timezone.localdate(),
    )


def test_the_mail_is_taken_back_until_it_is_sent(ending: Ending, kari: Client) -> None:
    through(ending)
    untold = f"/avslutninger/{ending.pk}/ikke-fortalt/organisation/"
    kari.post(url(ending.volunteer, "fortalt/organisation/"), {"mail": "1"})
    kari.post(untold)
    mail = Notice.objects.get(kind="ending_told_partner")
    assert (mail.state, again(ending).organisation_told_on) == ("cancelled", None)
    kari.post(url(ending.volunteer, "fortalt/organisation/"), {"mail": "1"})
    Notice.objects.filter(kind="ending_told_partner", state="pending").update(
        state="sent", sent_at=timezone.now()
    )
    kari.post(untold)
    assert again(ending).organisation_told_on


def test_an_organisation_without_an_address_is_called(ending: Ending, kari: Client) -> None:
    through(ending, email="")
    page = url(ending.volunteer, "fortalt/organisation/")
    assert "Send e-posten" not in kari.get(page).text
    kari.post(page, {"mail": "1"})
    assert again(ending).organisation_told_on is None
    kari.post(page, {"on": "2026-11-20"})
    assert again(ending).organisation_told_by == "spoken"


def test_whoever_comes_on_their_own_has_no_organisation_to_tell(ending: Ending, kari: Client) -> None:
    assert kari.get(url(ending.volunteer, "fortalt/organisation/")).status_code == 404
    assert "4. Hvem må vite det" in kari.get(url(ending.volunteer)).text


@pytest.mark.parametrize(
    ("who", "status"), [("gunnar", 403), ("berit", 403), ("marit", 403), ("solrun", 404)]
)
def test_nobody_else_writes_it_down(here: Cast, ending: Ending, who: str, status: int) -> None:
    client = here.client_for(who)
    assert (
        client.post(url(ending.volunteer, "fortalt/recipients/"), {"on": "2026-11-20"}).status_code == status
    )
