"""Whatever happens in whatever order: an open step has an owner, and nobody who has left has an open step."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.access.models import Handover
from foundation.notices import planning
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.escalation import overdue, take_over
from volunteers.models import (
    CareStep,
    Conversation,
    Ending,
    FirstAssignment,
    GuidanceRequest,
    Pause,
    ReferenceLetter,
    Volunteer,
)
from volunteers.papers import Terms, closing_fields, reference_fields

Deed = Callable[[Cast, Volunteer], object]


def plan(cast: Cast, volunteer: Volunteer) -> object:
    start = timezone.now() + timedelta(days=random.choice([-1, 2]))
    return FirstAssignment.plan(
        volunteer, "Kaffe", start, start + timedelta(hours=1), companion=cast.anne, by=cast.kari
    )


def of_first(verb: str) -> Deed:
    def deed(cast: Cast, volunteer: Volunteer) -> object:
        rows = volunteer.first_assignments.with_people()
        rows = rows.filter(held_at__isnull=False) if verb == "undo" else rows.planned()
        return getattr(_one(rows), verb)(by=cast.kari)

    return deed


def of_wish(verb: str) -> Deed:
    def deed(cast: Cast, volunteer: Volunteer) -> object:
        return getattr(_one(volunteer.guidance_requests.all()), verb)(by=cast.kari)

    return deed


def of_ending(act: Callable[[Ending, Cast], object]) -> Deed:
    return lambda cast, volunteer: act(_one(Ending.objects.filter(volunteer=volunteer)), cast)


def _one(rows: object) -> object:
    found = rows.first()
    if found is None:
        raise ValidationError("nothing to do it with")
    return found


def hand_over(cast: Cast, volunteer: Volunteer) -> object:
    appointment = cast.kari.appointments.get()
    return Handover(appointment=appointment, to=cast.jonas, starts_on=timezone.localdate()).make(by=cast.kari)


def contact_leaves(cast: Cast, volunteer: Volunteer) -> object:
    return cast.kari.appointments.get().end(by=cast.marit, on=timezone.localdate() - timedelta(days=1))


def letters(ending: Ending, cast: Cast) -> None:
    ending.write_letter(closing_fields(ending.volunteer, "spilt", "Takk.", ending.last_day, ""), by=cast.kari)


DEEDS: dict[str, Deed] = {
    "sign": lambda cast, v: people.sign(papers.issue_confidentiality(v, by=cast.kari), v, cast),
    "agree": lambda cast, v: papers.issue_agreement(v, _terms(), by=cast.kari),
    "plan": plan,
    "hold": of_first("hold"),
    "undo": of_first("undo"),
    "call off": of_first("call_off"),
    "call": lambda cast, v: Conversation.call(v, by=cast.kari),
    "undo call": lambda cast, v: _one(v.conversations.filter(held_at__isnull=False)).undo_call(by=cast.kari),
    "write down": lambda cast, v: _one(v.conversations.filter(held_at__isnull=False)).write_down(
        by=cast.kari, changes="x"
    ),
    "feedback": lambda cast, v: Conversation.note_feedback(v, "Fint.", "", by=cast.anne),
    "ask": lambda cast, v: GuidanceRequest.ask(v, "", by=v.person),
    "agree time": of_wish("agree"),
    "undo agreed": of_wish("undo_agreed"),
    "hold talk": of_wish("hold"),
    "undo talk": of_wish("undo_held"),
    "pause": lambda cast, v: Pause.begin(v, None, by=v.person),
    "back": lambda cast, v: _one(v.pauses.all()).end(by=cast.kari),
    "end": lambda cast, v: Ending.start(v, "volunteer", timezone.localdate(), by=v.person),
    "regret": of_ending(lambda ending, cast: ending.regret(by=cast.kari)),
    "thank": of_ending(lambda ending, cast: ending.thank(by=cast.kari)),
    "undo thanks": of_ending(lambda ending, cast: ending.undo_thanks(by=cast.kari)),
    "letters": of_ending(letters),
    "decline": of_ending(lambda ending, cast: ending.decline_reference(by=cast.kari)),
    "complete": of_ending(lambda ending, cast: ending.complete(by=cast.kari)),
    "ask letter": lambda cast, v: ReferenceLetter.ask(v, by=v.person),
    "write letter": lambda cast, v: ReferenceLetter.write(v, _letter(v), by=cast.kari),
    "take over": lambda cast, v: take_over(_one(v.steps.open()), by=cast.marit),
    "hand over": hand_over,
    "contact leaves": contact_leaves,
}


def _terms() -> Terms:
    return Terms(
        "Sjakk", "onsdager", timezone.localdate(), trial_until=timezone.localdate() + timedelta(days=60)
    )


def _letter(volunteer: Volunteer) -> dict[str, object]:
    return reference_fields(volunteer, "Sjakk", "", timezone.localdate())


def nobody_is_forgotten(cast: Cast) -> None:
    today = timezone.localdate()
    for step in CareStep.objects.open().select_related("volunteer"):
        assert step.owner(today) is not None, step
        assert not step.volunteer.is_closed, step
    for letter in ReferenceLetter.objects.waiting():
        assert letter.volunteer.contact(today) is not None
    told = {promise.about.pk for promise in overdue(timezone.now() + timedelta(days=400))}
    assert {letter.pk for letter in ReferenceLetter.objects.waiting()} <= told


@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_of_deeds_leaves_somebody_without_an_owner(here: Cast, seed: int) -> None:
    """Forty deeds in a random order; those that are refused leave everything as it was."""
    random.seed(seed)
    volunteer = people.signed(here, "gunnar")
    done = []
    for name in random.choices(list(DEEDS), k=40):
        try:
            DEEDS[name](here, Volunteer.objects.with_people().get(pk=volunteer.pk))
            done.append(name)
        except ValidationError:
            pass
        nobody_is_forgotten(here)
    assert len(done) > 8, done


@pytest.mark.parametrize("seed", range(3))
def test_every_promise_of_such_a_life_can_be_written(
    here: Cast, elvebyen: Municipality, seed: int, caplog: object
) -> None:
    random.seed(100 + seed)
    volunteer = people.signed(here, "gunnar")
    for name in random.choices([name for name in DEEDS if name != "complete"], k=25):
        try:
            DEEDS[name](here, Volunteer.objects.with_people().get(pk=volunteer.pk))
        except ValidationError:
            continue
    planning.plan(elvebyen.pk)
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
