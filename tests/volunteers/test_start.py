"""Before and on the first day: references, certificate, buddy, lists, the department told, the end of a trial (VOL-31 to 41)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.documents.models import Document
from foundation.notices.models import Notice
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.checklists import points
from volunteers.escalation import overdue
from volunteers.forms.start_checks import CertificateForm, buddies_for
from volunteers.models import (
    Agreement,
    ArrivalNotice,
    Buddy,
    Conversation,
    PointWording,
    PoliceCertificate,
    Volunteer,
)
from volunteers.papers import Terms
from volunteers.waiting import waiting

TODAY = timezone.localdate


@pytest.fixture
def ingrid(here: Cast) -> Volunteer:
    return people.signed(here)


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/start/{more}"


#: Every page of the start: (path, what a colleague sends, what is nonsense)
PAGES = [
    ("referanser/", {"name": "Bjørg Lie", "contact": "900 00 000"}, {"name": "", "contact": "900 00 000"}),
    (
        "politiattest/",
        {"task": "Leksehjelp", "basis": "school", "shown_on": "2026-01-05"},
        {"task": "Leksehjelp", "basis": "magefølelse", "shown_on": "2026-01-05"},
    ),
    ("gjennomgang/dilemmas/", {"points": ["money", "gifts"]}, {"points": ["money", "tullball"]}),
]


@pytest.mark.parametrize(("path", "good", "bad"), PAGES)
def test_the_litany(here: Cast, ingrid: Volunteer, path: str, good: dict, bad: dict) -> None:
    """Read-only gets 403, the stranger 404, nonsense 422 with what was typed; a colleague may."""
    address = url(ingrid, path)
    for who, status in (("marit", 403), ("berit", 403), ("gunnar", 403), ("solrun", 404)):
        assert here.client_for(who).post(address, good).status_code == status
    answer = here.client_for("kari").post(address, bad)
    assert answer.status_code == 422
    kept = next(value for value in bad.values() if isinstance(value, str) and value) if "name" in bad else ""
    assert kept in answer.content.decode()
    assert not _written(ingrid)
    assert here.client_for("jonas").post(address, good).status_code == 303
    assert _written(ingrid)


def _written(volunteer: Volunteer) -> bool:
    rows = (volunteer.referees, volunteer.police_certificates, volunteer.ticks)
    return any(found.exists() for found in rows)


# The page of the start


def test_what_is_missing_is_said_with_the_way_to_it(here: Cast, kari: Client) -> None:
    volunteer = people.interested(here)
    choose("before_police_certificate", "required")
    page = kari.get(f"/frivillige/{volunteer.pk}/forste-gang/").content.decode()
    assert "Ingrid har ikke signert taushetserklæringen ennå." in page
    assert "Ingrid har ikke vist politiattest ennå." in page
    assert url(volunteer) in page
    start = kari.get(url(volunteer)).content.decode()
    assert url(volunteer, "politiattest/") in start
    assert f"/frivillige/{volunteer.pk}/papirer/" in start


def test_what_is_not_used_here_is_not_on_the_page(kari: Client, ingrid: Volunteer) -> None:
    assert "Politiattest" not in kari.get(url(ingrid)).content.decode()
    choose("before_police_certificate", "recommended")
    assert "Politiattest" in kari.get(url(ingrid)).content.decode()


def test_it_happened_is_refused_kindly_and_leads_to_what_is_missing(here: Cast, kari: Client) -> None:
    choose("before_department", "required")
    first = people.planned(here, start=timezone.now() - timedelta(hours=2))
    answer = kari.post(f"/frivillige/{first.volunteer_id}/forste-gang/gjort/")
    assert answer.url == url(first.volunteer)
    assert "vet de ikke ennå at Ingrid kommer" in kari.get(answer.url).content.decode()
    first.refresh_from_db()
    assert first.held_at is None


# References


def test_the_invitation_says_to_bring_referees_where_they_are_checked(here: Cast) -> None:
    for level, told in (("no", False), ("recommended", True)):
        choose("before_references", level)
        volunteer = people.interested(here, "ingrid" if told else "gunnar")
        people.invite(volunteer, here)
        notice = Notice.objects.get(kind="meeting_proposed", person=volunteer.person, channel="email")
        assert ("Ta gjerne med navn og telefon" in str(notice.fields)) == told


def test_a_referee_is_checked_and_the_number_is_gone(here: Cast, kari: Client, ingrid: Volunteer) -> None:
    kari.post(url(ingrid, "referanser/"), {"name": "Bjørg Lie", "contact": "900 00 000"})
    referee = ingrid.referees.get()
    told = {"checked_on": TODAY().isoformat(), "conclusion": "go_on"}
    address = f"/referanser/{referee.pk}/"
    assert here.client_for("solrun").post(address, told).status_code == 404
    assert here.client_for("berit").post(address, told).status_code == 403
    assert kari.post(address, told | {"checked_on": "2099-01-01"}).status_code == 422
    assert kari.post(address, told).status_code == 303
    referee.refresh_from_db()
    assert (referee.name, referee.contact, referee.conclusion) == ("Bjørg Lie", "", "go_on")
    assert (referee.checked_on, referee.checked_by_name) == (TODAY(), "Kari Nygård")


# The police certificate


def test_only_day_person_task_and_basis_are_kept(kari: Client, ingrid: Volunteer) -> None:
    kari.post(url(ingrid, "politiattest/"), PAGES[1][1])
    shown = PoliceCertificate.objects.get()
    assert (str(shown.shown_on), shown.seen_by_name) == ("2026-01-05", "Kari Nygård")
    assert (shown.task, shown.basis) == ("Leksehjelp", "school")
    names = {field.name for field in PoliceCertificate._meta.get_fields()}
    assert names == {
        "id",
        "municipality",
        "volunteer",
        "task",
        "basis",
        "shown_on",
        "seen_by",
        "seen_by_name",
    }


def test_there_is_no_place_to_put_a_certificate(kari: Client, ingrid: Volunteer) -> None:
    """No file field on the row, none in the form, no upload on the page; what is sent as a file goes nowhere."""
    ours = apps.get_app_config("volunteers").get_models()
    files = [field for model in ours for field in model._meta.fields if isinstance(field, models.FileField)]
    assert not [one for one in files if "certificate" in one.model.__name__.lower()]
    assert not CertificateForm(volunteer=ingrid).is_multipart()
    page = kari.get(url(ingrid, "politiattest/")).content.decode()
    assert 'type="file"' not in page
    assert "multipart/form-data" not in page
    from django.core.files.uploadedfile import SimpleUploadedFile

    canary = b"DET SOM STOD I ATTESTEN"
    sent = PAGES[1][1] | {"file": SimpleUploadedFile("attest.pdf", canary), "task": "Leksehjelp"}
    assert kari.post(url(ingrid, "politiattest/"), sent).status_code == 303
    assert not Document.objects.filter(kind__contains="certificate", person=ingrid.person).exists()
    assert not Entry.objects.filter(changes__icontains="ATTESTEN").exists()


def test_every_basis_names_its_paragraph() -> None:
    from volunteers.models.certificate import Basis

    assert all(any(sign.isdigit() for sign in str(label)) for label in Basis.labels)


# A buddy


def test_both_are_told_and_the_number_of_proteges_is_shown(here: Cast, kari: Client) -> None:
    solveig = people.going(here, "solveig")
    new = [people.signed(here, key) for key in ("ingrid", "gunnar")]
    for number, volunteer in enumerate(new):
        page = kari.get(url(volunteer, "fadder/")).content.decode()
        assert f"Solveig Aune ({number} " in page
        told = {"buddy": str(solveig.pk), "starts_on": TODAY().isoformat()}
        assert kari.post(url(volunteer, "fadder/"), told).status_code == 303
        for kind, to in (("buddy_named", volunteer), ("protege_named", solveig)):
            assert Notice.objects.filter(kind=kind, person=to.person, channel="email").exists()
    assert buddies_for(new[0], TODAY()).get(pk=solveig.pk).now == 2


def test_a_new_buddy_takes_the_place_of_the_former(here: Cast, kari: Client, ingrid: Volunteer) -> None:
    first, second = people.going(here, "solveig"), people.going(here, "oddvar")
    by = here.member("kari")
    Buddy.name(ingrid, first, TODAY() - timedelta(days=9), by=by)
    Buddy.name(ingrid, second, TODAY(), by=by)
    assert [one.buddy for one in Buddy.objects.current(TODAY()).filter(volunteer=ingrid)] == [second]
    assert Buddy.objects.get(buddy=first).ends_on == TODAY() - timedelta(days=1)


def test_group_leaders_stand_first(here: Cast, kari: Client, ingrid: Volunteer) -> None:
    people.going(here, "gunnar")
    solveig = people.going(here, "solveig")
    kari.post(url(solveig, "gruppeleder/"))
    assert [one.first_name for one in buddies_for(ingrid, TODAY())] == ["Solveig", "Gunnar"]


@pytest.mark.parametrize(("who", "status"), [("berit", 403), ("gunnar", 403), ("solrun", 404)])
def test_nobody_else_names_or_ends_a_buddy(here: Cast, ingrid: Volunteer, who: str, status: int) -> None:
    made = Buddy.name(ingrid, people.going(here, "solveig"), TODAY(), by=here.member("kari"))
    client = here.client_for(who)
    assert client.post(url(ingrid, "fadder/")).status_code == status
    assert client.post(f"/fadder/{made.pk}/slutt/").status_code == status
    assert client.post(url(ingrid, "gruppeleder/")).status_code == status
    made.refresh_from_db()
    assert made.ends_on is None


def test_somebody_who_is_no_volunteer_here_cannot_be_buddy(
    here: Cast, kari: Client, ingrid: Volunteer
) -> None:
    elsewhere = people.going(here, "gunnar", at="hagebyen")
    told = {"buddy": str(elsewhere.pk), "starts_on": TODAY().isoformat()}
    assert kari.post(url(ingrid, "fadder/"), told).status_code == 422
    assert not Buddy.objects.exists()


# Lists that are gone through


def test_a_tick_keeps_the_wording_it_was_given_in(here: Cast, kari: Client, ingrid: Volunteer) -> None:
    kari.post(url(ingrid, "gjennomgang/dilemmas/"), {"points": ["gifts"]})
    PointWording.objects.create(checklist="dilemmas", code="gifts", number=2, title="Gaver", text="Aldri.")
    tick = ingrid.ticks.get()
    assert (tick.code, tick.number, tick.given_by_name) == ("gifts", 1, "Kari Nygård")
    assert "takkekort" in tick.text
    page = kari.get(url(ingrid, "gjennomgang/dilemmas/")).content.decode()
    assert "Aldri." in page
    assert "Ordlyden er en annen nå." in page


def test_signed_off_only_when_everything_is_gone_through(kari: Client, ingrid: Volunteer) -> None:
    every = [point.code for point in points("practical")]
    address = url(ingrid, "gjennomgang/practical/")
    answer = kari.post(address, {"points": every[1:], "sign_off": "1"})
    assert answer.status_code == 422
    assert not ingrid.sign_offs.exists()
    assert kari.post(address, {"points": every, "sign_off": "1"}).status_code == 303
    signed = ingrid.sign_offs.get()
    assert (signed.checklist, signed.signed_by_name) == ("practical", "Kari Nygård")


def test_what_is_unticked_is_taken_back_and_not_forgotten(kari: Client, ingrid: Volunteer) -> None:
    address = url(ingrid, "gjennomgang/dilemmas/")
    kari.post(address, {"points": ["money", "gifts"]})
    kari.post(address, {"points": ["gifts"]})
    assert [tick.code for tick in ingrid.ticks.standing()] == ["gifts"]
    assert ingrid.ticks.filter(code="money", taken_back_at__isnull=False).exists()


def test_the_first_day_is_signed_off_by_staff_or_the_buddy(here: Cast, ingrid: Volunteer) -> None:
    every = [point.code for point in points("first_day")]
    address, told = url(ingrid, "forste-dag/"), {"points": every, "sign_off": "1"}
    assert here.client_for("gunnar").post(address, told).status_code == 403
    assert here.client_for("solrun").post(address, told).status_code == 404
    Buddy.name(ingrid, people.going(here, "solveig"), TODAY(), by=here.member("kari"))
    assert here.client_for("solveig").post(address, {"points": every[:2]}).status_code == 303
    assert here.client_for("anne").post(address, told).status_code == 303
    signed = ingrid.sign_offs.get()
    assert (signed.checklist, signed.signed_by_name) == ("first_day", "Anne Lund")
    assert {tick.given_by_name for tick in ingrid.ticks.standing()} == {"Solveig Aune", "Anne Lund"}


# The department told


def test_those_who_work_and_volunteer_there_are_told_and_say_they_have_read(here: Cast, kari: Client) -> None:
    people.going(here, "oddvar")
    first = people.planned(here)
    assert kari.post(url(first.volunteer, "avdelingen/"), {"text": "Hun er glad i sang."}).status_code == 303
    notice = ArrivalNotice.objects.get()
    told = {reading.person.name for reading in notice.readings.all()}
    assert told == {"Anne Lund", "Berit Moen", "Oddvar Lien"}
    assert Notice.objects.filter(kind="somebody_new_comes", person=here.anne, channel="email").exists()
    anne, address = here.client_for("anne"), f"/ny-frivillig/{notice.pk}/"
    page = anne.get(address).content.decode()
    assert "Hun er glad i sang." in page
    assert "Jeg sang i kor" not in page  # why she came stays with the contact
    assert anne.post(address).status_code == 303
    assert notice.readings.get(person=here.anne).read_at
    assert "Lest i dag" in kari.get(url(first.volunteer, "avdelingen/")).content.decode()
    for who, status in (("gunnar", 403), ("eirik", 403), ("solrun", 404)):
        assert here.client_for(who).get(address).status_code == status


def test_without_a_day_there_is_nothing_to_tell(kari: Client, ingrid: Volunteer) -> None:
    assert kari.post(url(ingrid, "avdelingen/"), {"text": ""}).status_code == 200
    assert not ArrivalNotice.objects.exists()


# The welcome letter


def test_the_welcome_letter_tells_the_first_day_and_whom_to_call(here: Cast, kari: Client) -> None:
    first = people.planned(here)
    assert kari.post(url(first.volunteer, "velkomstbrev/")).status_code == 303
    letter = Document.objects.get(kind="welcome_letter")
    for words in ("Velkommen til Solsiden", "Solveig Aune", "Kari Nygård", "90 00 00 12"):
        assert words in letter.text
    assert Notice.objects.filter(kind="document_ready", person=here.ingrid, channel="email").exists()
    assert here.client_for("ingrid").get(letter.get_absolute_url()).status_code == 200


# The trial period


def on_trial(cast: Cast, days: int) -> Agreement:
    volunteer = people.going(cast, "gunnar")
    terms = Terms("Sjakk", "onsdager", TODAY(), trial_until=TODAY() + timedelta(days=days))
    return papers.issue_agreement(volunteer, terms, by=cast.kari)


def rows(cast: Cast, who: str = "kari") -> list[str]:
    found = waiting(cast.member(who), timezone.now())
    return [row.do_text for row in found if row.key.startswith("trial")]


@pytest.mark.parametrize(
    ("days", "shown"), [(30, []), (7, ["Bekreft eller avslutt"]), (-3, ["Bekreft eller avslutt"])]
)
def test_the_contact_gets_a_task_when_a_trial_ends(here: Cast, days: int, shown: list[str]) -> None:
    on_trial(here, days)
    assert rows(here) == shown
    assert rows(here, "jonas") == shown  # the deputy sees the same


def test_confirmed_by_one_post_and_taken_back(here: Cast, kari: Client) -> None:
    agreement = on_trial(here, 2)
    address = f"/avtaler/{agreement.pk}/provetid/"
    assert kari.get(address).status_code == 200
    assert kari.post(address).status_code == 303
    agreement.refresh_from_db()
    assert (agreement.trial_closed_by_name, rows(here)) == ("Kari Nygård", [])
    kari.post(f"{address}angre/")
    assert rows(here) == ["Bekreft eller avslutt"]


@pytest.mark.parametrize(("who", "status"), [("berit", 403), ("gunnar", 403), ("solrun", 404)])
def test_nobody_else_confirms_a_trial(here: Cast, who: str, status: int) -> None:
    agreement = on_trial(here, 2)
    assert here.client_for(who).post(f"/avtaler/{agreement.pk}/provetid/").status_code == status
    agreement.refresh_from_db()
    assert agreement.trial_closed_at is None


def test_a_trial_that_nobody_talked_about_is_told_to_the_deputy_and_the_coordinator(here: Cast) -> None:
    agreement = on_trial(here, 1)
    told = [one.to for one in overdue(timezone.now()) if one.about == agreement]
    assert told == [here.kari, here.jonas, here.marit]


def test_a_call_during_the_trial_opens_no_second_task(here: Cast) -> None:
    agreement = on_trial(here, 5)
    Conversation.call(agreement.volunteer, by=here.kari)
    assert not agreement.volunteer.steps.open().filter(code="follow_up").exists()


@pytest.mark.parametrize("who", ["gunnar", "kari"])
def test_either_of_the_two_ends_the_agreement(here: Cast, who: str) -> None:
    agreement = on_trial(here, 30)
    agreement.terminate(by=here.member(who), on=TODAY())
    assert not Agreement.objects.running().filter(pk=agreement.pk).exists()
    assert rows(here) == []
