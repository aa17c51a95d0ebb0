"""Nobody comes home to somebody before it is talked over with those who help there and the next of kin (ASG-15)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.matching import wishes
from volunteers.matching.models import HomeTalk, Match, Recipient
from volunteers.matching.waiting import waiting
from volunteers.models import Volunteer


@pytest.fixture
def at_home(here: Cast) -> Recipient:
    recipient = wishes.wish(here, living_at="home")
    wishes.yes(recipient, here)
    return recipient


def form(**other: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    usual = {"staff_name": "Anne Lund", "staff_on": today, "kin_name": "Sønnen", "kin_on": today}
    return usual | {"agreed": "Ring på og vent.", "responsible": "Hjemmetjenesten"} | other


def test_without_the_talk_nobody_begins_by_verb_and_by_database(
    here: Cast, at_home: Recipient, volunteer: Volunteer
) -> None:
    with pytest.raises(ValidationError, match="før det er snakket om"):
        wishes.match(here, volunteer, at_home)
    with pytest.raises(IntegrityError, match="talked over"), transaction.atomic():
        Match.objects.create(volunteer=volunteer, recipient=at_home, activity_type=wishes.kind(here))
    assert not Match.objects.exists()


def test_talked_over_somebody_may_come_and_the_contact_reads_who_is_responsible(
    here: Cast, at_home: Recipient, kari: Client, volunteer: Volunteer
) -> None:
    assert "Ikke snakket om ennå." in kari.get(f"/onsker/{at_home.pk}/").text
    assert kari.post(f"/onsker/{at_home.pk}/hjemme/", form()).status_code == 303
    page = kari.get(f"/onsker/{at_home.pk}/").text
    for told in ("Ring på og vent.", "Hjemmetjenesten", "Sønnen", "Anne Lund"):
        assert told in page
    assert wishes.match(here, volunteer, at_home).is_running


@pytest.mark.parametrize(
    "wrong",
    [
        {"kin_name": ""},
        {"kin_on": ""},
        {"staff_name": ""},
        {"responsible": ""},
        {"staff_on": "2999-01-01"},
        {"kin_on": "2999-01-01"},
        {"agreed": "Hun har demens"},
        {"agreed": "01017012345"},
    ],
)
def test_half_a_talk_is_no_talk(at_home: Recipient, kari: Client, wrong: dict[str, str]) -> None:
    assert kari.post(f"/onsker/{at_home.pk}/hjemme/", form(**wrong)).status_code == 422
    assert not HomeTalk.objects.exists()


def test_whoever_has_nobody_or_would_rather_not_ask_them_says_so(
    here: Cast, at_home: Recipient, kari: Client, volunteer: Volunteer
) -> None:
    kari.post(f"/onsker/{at_home.pk}/hjemme/", form(kin_name="", kin_on="", without_kin="on"))
    assert HomeTalk.objects.get().kin_on is None
    assert wishes.match(here, volunteer, at_home).is_running
    with pytest.raises(IntegrityError, match="home_talk_with_kin_or_not"), transaction.atomic():
        HomeTalk.objects.update(without_kin=False)


def test_a_talk_after_the_beginning_does_not_count(
    here: Cast, at_home: Recipient, kari: Client, volunteer: Volunteer
) -> None:
    kari.post(f"/onsker/{at_home.pk}/hjemme/", form())
    with pytest.raises(ValidationError, match="før det er snakket om"):
        wishes.match(here, volunteer, at_home, starts_on=timezone.localdate() - timedelta(days=3))


def test_who_lives_here_needs_no_such_talk(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    assert made.is_running
    assert "Før noen kommer hjem" not in kari.get(f"/onsker/{made.recipient_id}/").text


def test_deleted_the_talk_is_gone_too(at_home: Recipient, kari: Client, here: Cast) -> None:
    kari.post(f"/onsker/{at_home.pk}/hjemme/", form())
    at_home.erase(by=here.kari)
    assert not HomeTalk.objects.exists()


def test_what_is_not_talked_over_waits_for_the_contact(here: Cast, at_home: Recipient, kari: Client) -> None:
    assert [(one.name, one.do_text) for one in waiting(here.member("kari"), timezone.now())] == [
        ("Skipperen", "Skriv inn samtalen")
    ]
    kari.post(f"/onsker/{at_home.pk}/hjemme/", form())
    assert waiting(here.member("kari"), timezone.now()) == []


def test_those_who_work_there_read_who_is_responsible_and_no_more(
    here: Cast, at_home: Recipient, kari: Client, volunteer: Volunteer
) -> None:
    kari.post(f"/onsker/{at_home.pk}/hjemme/", form())
    wishes.match(here, volunteer, at_home)
    page = here.client_for("anne").get("/besok/").text
    assert "Hvem har ansvaret der: Hjemmetjenesten." in page
    for kept in ("Ring på og vent.", "Sønnen"):
        assert kept not in page


@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("eirik", 403), ("gunnar", 403), ("solrun", 404)])
def test_who_may_not_write_it(here: Cast, at_home: Recipient, who: str, status: int) -> None:
    assert here.client_for(who).post(f"/onsker/{at_home.pk}/hjemme/", form()).status_code == status
    assert not HomeTalk.objects.exists()
