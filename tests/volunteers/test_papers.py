"""What is signed before the first time: made from data, sent by a link, signed by both (VOL-30, VOL-31)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.documents.models import Document
from foundation.notices.models import Notice
from foundation.people.models import Person, Qualification
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.models import Activity, ActivityType, Agreement, Volunteer, Wish
from volunteers.papers import Terms, agreement_fields, courses_of, excluded_tasks, period, tasks_of

FIRST_DAY = date(2026, 12, 3)


@pytest.fixture
def volunteer(here: Cast) -> Volunteer:
    return people.interested(here)


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/papirer/{more}"


def agreed(**other: object) -> dict[str, object]:
    return {
        "tasks": "Kaffebesøk og sang",
        "when": "torsdager fra 14 til 15.30",
        "start_on": FIRST_DAY.isoformat(),
    } | other


# From data to merge fields


def test_what_is_not_part_of_it_is_said_once(here: Cast) -> None:
    kinds = (ActivityType(not_included="Stell\n- Medisin"), ActivityType(not_included="Medisin\nPenger"))
    assert excluded_tasks(kinds) == ["Stell", "Medisin", "Penger"]


@pytest.mark.parametrize(("trial", "clause"), [(None, "none"), (date(2027, 2, 2), "agreed")])
def test_a_trial_period_chooses_the_clause(here: Cast, trial: date | None, clause: str) -> None:
    fields = agreement_fields(Terms("Sang", "torsdager", FIRST_DAY, trial_until=trial))
    assert (fields["clause.trial_period"], fields["trial_until"]) == (clause, trial)
    assert fields["followup_days"] == 7


def test_courses_are_named_with_their_year(here: Cast, volunteer: Volunteer) -> None:
    for title, year in (("Demens og kommunikasjon", 2023), ("Introduksjonskurs for frivillige", 2022)):
        Qualification.objects.create(
            person=here.ingrid, code=title[:9], title=title, granted_on=date(year, 5, 6)
        )
    assert courses_of(volunteer) == "Introduksjonskurs for frivillige (2022), Demens og kommunikasjon (2023)"


def test_the_period_is_in_the_language_of_the_paper(here: Cast, volunteer: Volunteer) -> None:
    volunteer.started_on = date(2022, 9, 12)
    with papers.spoken(volunteer):
        assert period(volunteer, date(2026, 11, 27)) == "fra 12. september 2022 til 27. november 2026"


# Issuing


def test_the_text_is_looked_through_before_it_is_issued(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    page = kari.get(url(volunteer, "taushetserklaering/")).content.decode()
    assert "Taushetserklæring" in page
    assert "Ingrid Solheim" in page
    assert not Document.objects.exists()
    assert kari.post(url(volunteer, "taushetserklaering/")).status_code == 303
    paper = Document.objects.get()
    assert (paper.kind, paper.person, paper.workplace) == ("confidentiality", here.ingrid, here.solsiden)
    assert [one.party for one in paper.signatures.all()] == ["volunteer", "contact"]


def test_the_agreement_is_shown_first_and_made_when_it_is_right(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    shown = kari.post(url(volunteer, "avtale/"), agreed())
    assert shown.status_code == 200
    assert "torsdager fra 14 til 15.30" in shown.content.decode()
    assert not Agreement.objects.exists()
    assert kari.post(url(volunteer, "avtale/"), agreed(issue="1")).status_code == 303
    agreement = Agreement.objects.get()
    assert (agreement.tasks, agreement.trial_until) == ("Kaffebesøk og sang", None)
    assert "Kari Nygård" in agreement.document.text
    assert "Jonas Berg" in agreement.document.text
    assert "Vi har ikke avtalt prøvetid." in agreement.document.text


def test_what_is_not_part_of_it_comes_from_the_kinds_of_activity(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    kind = ActivityType.objects.create(
        code="coffee", name="Kaffebesøk", public_text="x", not_included="Følge til lege"
    )
    Activity.objects.create(activity_type=kind, workplace=here.solsiden, title="Kaffe")
    kari.post(url(volunteer, "avtale/"), agreed(types=[str(kind.pk)], issue="1"))
    assert "- Følge til lege" in Agreement.objects.get().document.text


def test_a_trial_period_stands_in_the_text(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    kari.post(url(volunteer, "avtale/"), agreed(trial_until="2027-02-02", issue="1"))
    agreement = Agreement.objects.get()
    assert agreement.trial_until == date(2027, 2, 2)
    assert "Vi prøver til 2. februar 2027." in agreement.document.text


@pytest.mark.parametrize("wrong", [{"tasks": ""}, {"start_on": "snart"}, {"trial_until": "2026-12-01"}])
def test_nonsense_is_refused_and_nothing_is_issued(kari: Client, volunteer: Volunteer, wrong: dict) -> None:
    assert kari.post(url(volunteer, "avtale/"), agreed(issue="1", **wrong)).status_code == 422
    assert not Document.objects.exists()


def test_a_new_paper_takes_the_place_of_the_unsigned_and_not_of_the_signed(
    here: Cast, volunteer: Volunteer
) -> None:
    first = papers.issue_confidentiality(volunteer, by=here.kari)
    second = papers.issue_confidentiality(volunteer, by=here.kari)
    people.sign(second, volunteer, here)
    papers.issue_confidentiality(volunteer, by=here.kari)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_revoked, second.is_revoked) == (True, False)


# Sending and state


def test_both_papers_are_sent_in_one_mail_with_one_link(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    papers.issue_confidentiality(volunteer, by=here.kari)
    papers.issue_agreement(volunteer, Terms("Sang", "torsdager", FIRST_DAY), by=here.kari)
    assert "Begge papirene i én e-post" in kari.get(url(volunteer)).content.decode()
    kari.post(url(volunteer, "sending/"))
    (told,) = Notice.objects.filter(kind="documents_to_sign", person=here.ingrid, channel="email")
    reader = here.visitor()
    assert "Taushetserklæring" in reader.get(told.url).content.decode()


def test_somebody_without_mail_signs_with_a_pen(here: Cast, kari: Client) -> None:
    volunteer = people.interested(here, "oddvar")
    papers.issue_confidentiality(volunteer, by=here.kari)
    answer = kari.post(url(volunteer, "sending/"), follow=True)
    assert "Oddvar kan ikke nås på e-post eller telefon." in answer.content.decode()


def test_the_page_tells_whose_move_it_is(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    assert "Ikke laget ennå" in kari.get(url(volunteer)).content.decode()
    paper = papers.issue_confidentiality(volunteer, by=here.kari)
    assert "Venter på Ingrid" in kari.get(url(volunteer)).content.decode()
    people.sign(paper, volunteer, here)
    page = kari.get(url(volunteer)).content.decode()
    assert "Ingrid Solheim signerte i dag" in page
    assert "Signer for Solsiden" in page
    paper.sign("contact", here.kari, "login", by=here.kari)
    assert "Kari Nygård signerte i dag" in kari.get(url(volunteer)).content.decode()


@pytest.mark.parametrize("state", ["queued", "made", "failed"])
def test_the_page_tells_how_it_goes_with_the_pdf(
    here: Cast, kari: Client, volunteer: Volunteer, state: str
) -> None:
    paper = papers.issue_confidentiality(volunteer, by=here.kari)
    Document.objects.filter(pk=paper.pk).update(state=state, sha256="x", file="x.pdf")
    shown = {
        "queued": f"/papirer/{paper.pk}/tilstand/",
        "made": f"/papirer/{paper.pk}/fil/",
        "failed": "/laging/",
    }
    page = kari.get(url(volunteer)).content.decode()
    assert [one for one, sign in shown.items() if sign in page] == [state]


def test_tasks_come_from_the_newest_agreement(here: Cast, volunteer: Volunteer) -> None:
    assert tasks_of(volunteer) == ""
    papers.issue_agreement(volunteer, Terms("Sang", "torsdager", FIRST_DAY), by=here.kari)
    papers.issue_agreement(volunteer, Terms("Sang og kaffe", "torsdager", FIRST_DAY), by=here.kari)
    assert tasks_of(volunteer) == "Sang og kaffe"


def test_tasks_begin_as_what_was_wished_for(here: Cast, enquire: Callable[..., Volunteer]) -> None:
    volunteer = enquire("Sunniva Dahl")
    for name in ("Kaffebesøk", "Sjakk"):
        kind = ActivityType.objects.create(code=name, name=name)
        Wish.objects.create(enquiry=volunteer.enquiry, activity_type=kind)
    assert tasks_of(volunteer) == "Kaffebesøk, Sjakk"


def test_the_paper_is_in_the_persons_own_language(here: Cast, volunteer: Volunteer) -> None:
    Person.objects.filter(pk=here.ingrid.pk).update(language="nn")
    volunteer = Volunteer.objects.get(pk=volunteer.pk)
    terms = Terms("Song", "torsdagar", FIRST_DAY, trial_until=FIRST_DAY + timedelta(days=60))
    text = papers.issue_agreement(volunteer, terms, by=here.kari).document.text
    assert "Mellom" in text
    assert "ikkje" in text


def test_nobody_is_written_to_about_somebody_who_has_left(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    volunteer.close("not_relevant", timezone.localdate())
    answer = kari.post(url(volunteer, "taushetserklaering/"), follow=False)
    assert answer.status_code == 303
    assert not Document.objects.exists()
