"""Volunteers in the steps that the tests need, made by the same verbs as in life. Call them inside the municipality."""

from datetime import datetime, timedelta

from django.utils import timezone

from foundation.documents.models import Document
from foundation.notices.models import Notice
from foundation.people.models import Person, Workplace
from tests.cast import Cast
from volunteers import papers
from volunteers.models import Conversation, Ending, Enquiry, FirstAssignment, Step, Volunteer


def interested(cast: Cast, key: str = "ingrid", at: str = "solsiden") -> Volunteer:
    """Known here, not met yet."""
    return known(cast.all[key], cast.all[at])


def known(person: Person, workplace: Workplace) -> Volunteer:
    return Volunteer.objects.create(
        person=person, workplace=workplace, motivation="Jeg sang i kor i tretti år."
    )


def signed(cast: Cast, key: str = "ingrid", at: str = "solsiden") -> Volunteer:
    """Has signed the confidentiality agreement and waits for the first assignment."""
    volunteer = interested(cast, key, at)
    sign(papers.issue_confidentiality(volunteer, by=cast.kari), volunteer, cast)
    volunteer.open_step(Step.FIRST_ASSIGNMENT, due_at=timezone.now() + timedelta(days=7))
    return volunteer


def sign(document: Document, volunteer: Volunteer, cast: Cast) -> None:
    document.sign("volunteer", volunteer.person, "paper", by=cast.kari)


def planned(
    cast: Cast, key: str = "ingrid", at: str = "solsiden", start: datetime | None = None
) -> FirstAssignment:
    volunteer = signed(cast, key, at)
    start = start or timezone.now() + timedelta(days=3)
    companion = cast.anne if key == "solveig" else cast.solveig
    end = start + timedelta(hours=1)
    return FirstAssignment.plan(volunteer, "Kaffebesøk", start, end, companion=companion, by=cast.kari)


def started(cast: Cast, key: str = "ingrid", at: str = "solsiden", ago: int = 2) -> Volunteer:
    """Was here for the first time some days ago; the call is due."""
    first = planned(cast, key, at, start=timezone.now() - timedelta(days=ago))
    first.hold(by=cast.kari, at=first.event.ends_at)
    return Volunteer.objects.with_people().get(pk=first.volunteer_id)


def going(cast: Cast, key: str = "oddvar", at: str = "solsiden") -> Volunteer:
    """Well under way: started and called."""
    volunteer = started(cast, key, at, ago=30)
    Conversation.call(volunteer, by=cast.kari, at=timezone.now() - timedelta(days=25))
    return volunteer


def ending(cast: Cast, key: str = "gunnar", at: str = "solsiden") -> Ending:
    volunteer = going(cast, key, at)
    return Ending.start(
        volunteer,
        Ending.Initiator.VOLUNTEER,
        last_day=timezone.localdate(),
        by=volunteer.person,
        reason="moving",
    )


def ended(cast: Cast, key: str = "gunnar", at: str = "solsiden") -> Volunteer:
    return gone(ending(cast, key, at), cast)


def gone(found: Ending, cast: Cast) -> Volunteer:
    """Thanked, with a letter."""
    found.thank(by=cast.kari, no_gift=True)
    found.write_letter(
        papers.closing_fields(found.volunteer, "spilt sjakk", "Takk.", found.last_day, ""), by=cast.kari
    )
    found.decline_reference(by=cast.kari)
    found.complete(by=cast.kari)
    return found.volunteer


def sent_to(person: Person, about: object, kind: str, at: datetime) -> Notice:
    """A notice that went out, as the drain leaves it."""
    return Notice.objects.create(
        kind=kind,
        channel="email",
        key=kind,
        recipient=str(person.pk),
        person=person,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        state="sent",
        sent_at=at,
        due_at=at,
        try_at=at,
        expires_at=at,
    )


def invite(volunteer: Volunteer, cast: Cast) -> Conversation:
    """Times for a first meeting are suggested."""
    now, email = timezone.now(), volunteer.person.email
    Enquiry.objects.create(volunteer=volunteer, name="x", email=email, due_at=now, consent_at=now)
    times = [timezone.now() + timedelta(days=3)]
    return Conversation.propose(volunteer, times, place="Møterommet", minutes=45, by=cast.kari)
