"""What is required before the first time is held by the database, and said kindly by the page (VOL-30, VOL-31, VOL-32)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from foundation.documents.models import Document
from foundation.events.models import Event
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.models import (
    ActivityType,
    FirstAssignment,
    PoliceCertificate,
    RefereeCheck,
    SignOff,
    Volunteer,
)
from volunteers.models.arrival import ArrivalNotice
from volunteers.models.readiness import lacks
from volunteers.papers import Terms

INSERT = """
INSERT INTO volunteers_firstassignment
    (id, municipality_id, volunteer_id, event_id, companion_id, confidentiality_id, is_shared, held_at)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, false, %s)
"""


def insert(cast: Cast, volunteer: Volunteer, paper: Document, held: bool = False) -> None:
    """Round the model: plain SQL, as the app's own role."""
    start = timezone.now() + timedelta(days=1)
    event = Event.objects.create(kind="first_assignment", title="x", starts_at=start, ends_at=start)
    held_at = timezone.now() if held else None
    values = [volunteer.municipality_id, volunteer.pk, event.pk, cast.anne.pk, paper.pk, held_at]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, values)


def hold(first: FirstAssignment) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_firstassignment SET held_at = now() WHERE id = %s", [first.pk])


def test_plain_sql_runs_as_the_app_role(here: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("app", False)


@pytest.mark.parametrize("held", [False, True])
def test_no_first_time_is_saved_without_the_signed_promise(here: Cast, held: bool) -> None:
    volunteer = people.interested(here)
    paper = papers.issue_confidentiality(volunteer, by=here.kari)
    with pytest.raises(IntegrityError, match="lacks confidentiality"):
        insert(here, volunteer, paper, held)
    people.sign(paper, volunteer, here)
    insert(here, volunteer, paper, held)
    assert FirstAssignment.objects.count() == 1


def test_a_planned_one_is_not_held_when_the_promise_no_longer_counts(here: Cast) -> None:
    first = people.planned(here)
    first.confidentiality.revoke(here.kari, "Feil navn")
    with pytest.raises(IntegrityError, match="lacks confidentiality"):
        hold(first)
    with pytest.raises(ValidationError, match="taushetserklæringen"):
        first.hold(by=here.kari)
    first.refresh_from_db()
    assert first.held_at is None


def test_a_promise_that_somebody_else_gave_is_no_promise(here: Cast) -> None:
    mine, theirs = people.signed(here), people.signed(here, "gunnar")
    paper = Document.objects.get(person=theirs.person)
    with pytest.raises(IntegrityError, match="somebody else"):
        insert(here, mine, paper)


def test_what_was_called_off_does_not_come_back_by_itself(here: Cast) -> None:
    first = people.planned(here)
    first.call_off(here.kari)
    first.confidentiality.revoke(here.kari, "Feil navn")
    with pytest.raises(IntegrityError), transaction.atomic():
        FirstAssignment.objects.filter(pk=first.pk).update(cancelled_at=None)


def test_undoing_what_was_held_is_always_possible(here: Cast) -> None:
    volunteer = people.started(here)
    first = volunteer.first_assignments.get()
    choose("before_references", "required")
    first.undo(here.kari)
    assert FirstAssignment.objects.get().held_at is None


# What the municipality has switched on


@pytest.mark.parametrize("code", ["references", "dilemmas", "practical", "department"])
def test_who_has_begun_is_not_asked_for_what_was_to_be_there_before(here: Cast, code: str) -> None:
    here_for_years, new = people.started(here), people.signed(here, "gunnar")
    choose(f"before_{code}", "required")
    assert lacks(here_for_years, begins=True) == []
    assert lacks(new, begins=True) == [code]


@pytest.mark.parametrize("code", ["agreement", "police_certificate"])
def test_signatures_and_the_police_certificate_are_asked_of_everybody(here: Cast, code: str) -> None:
    volunteer = people.started(here)
    choose(f"before_{code}", "required")
    assert lacks(volunteer, begins=True) == [code]


def agree(cast: Cast, volunteer: Volunteer) -> None:
    terms = Terms("Sang", "torsdager", timezone.localdate())
    people.sign(papers.issue_agreement(volunteer, terms, by=cast.kari).document, volunteer, cast)


def refer(cast: Cast, volunteer: Volunteer) -> None:
    referee = RefereeCheck.add(volunteer, "Bjørg Lie", "900 00 000", by=cast.member("kari"))
    referee.conclude("go_on", timezone.localdate(), by=cast.member("kari"))


def show(cast: Cast, volunteer: Volunteer) -> None:
    today = timezone.localdate()
    PoliceCertificate.show(volunteer, "Leksehjelp", "school", today, by=cast.member("kari"))


def talk(cast: Cast, volunteer: Volunteer) -> None:
    SignOff.objects.create(volunteer=volunteer, checklist="dilemmas", signed_by_name="Kari")


def inform(cast: Cast, volunteer: Volunteer) -> None:
    SignOff.objects.create(volunteer=volunteer, checklist="practical", signed_by_name="Kari")


DEEDS = {
    "agreement": agree,
    "references": refer,
    "police_certificate": show,
    "dilemmas": talk,
    "practical": inform,
}


@pytest.mark.parametrize("what", DEEDS)
def test_what_is_required_here_blocks_until_it_is_there(here: Cast, what: str) -> None:
    volunteer = people.signed(here)
    paper = Document.objects.get(person=volunteer.person)
    choose(f"before_{what}", "required")
    assert lacks(volunteer) == [what]
    with pytest.raises(IntegrityError, match=f"lacks {what}"):
        insert(here, volunteer, paper)
    DEEDS[what](here, volunteer)
    insert(here, volunteer, paper, held=True)
    assert lacks(volunteer) == []


@pytest.mark.parametrize("what", DEEDS)
def test_what_is_recommended_never_blocks(here: Cast, what: str) -> None:
    volunteer = people.signed(here)
    choose(f"before_{what}", "recommended")
    insert(here, volunteer, Document.objects.get(person=volunteer.person), held=True)
    assert FirstAssignment.objects.get().held_at


def test_it_is_planned_before_the_department_is_told_and_not_held(here: Cast) -> None:
    choose("before_department", "required")
    first = people.planned(here)
    with pytest.raises(IntegrityError, match="lacks department"):
        hold(first)
    ArrivalNotice.send(first, "", [here.anne], by=here.member("kari"))
    hold(first)
    first.refresh_from_db()
    assert first.held_at


def test_by_kind_of_activity_asks_only_for_those_kinds(here: Cast) -> None:
    volunteer = people.signed(here)
    kinds = [ActivityType.objects.create(code=code, name=code) for code in ("homework", "song")]
    kinds[0].asks = ["police_certificate"]
    kinds[0].save()
    choose("before_police_certificate", "by_type")
    for kind, missing in ((kinds[1], []), (kinds[0], ["police_certificate"])):
        papers.issue_agreement(volunteer, Terms("x", "x", timezone.localdate(), types=(kind,)), by=here.kari)
        assert lacks(volunteer) == missing


def test_before_an_agreement_the_wishes_tell_the_kind(here: Cast, enquire: object) -> None:
    kind = ActivityType.objects.create(code="homework", name="x", asks=["references"])
    volunteer = enquire()
    volunteer.enquiry.wishes.create(activity_type=kind)
    choose("before_references", "by_type")
    assert lacks(volunteer) == ["confidentiality", "references"]


def test_another_municipality_has_its_own_rules(here: Cast) -> None:
    with here.at("endre"):
        choose("before_agreement", "required")
    assert lacks(people.signed(here)) == []
    with here.at("endre"):
        torgeir = people.known(here.torgeir, here.sjukeheimen)
        assert lacks(torgeir) == ["confidentiality", "agreement"]
