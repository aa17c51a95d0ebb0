"""What is promised by what is done: the deed, and the column of the calendar that its deadline stands in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.volunteers import people
from volunteers import deadlines, papers
from volunteers.escalation import take_over
from volunteers.models import (
    Concern,
    Conversation,
    Ending,
    Enquiry,
    ErasureRequest,
    FirstAssignment,
    GuidanceRequest,
    ReferenceLetter,
    Step,
    Volunteer,
)
from volunteers.papers import Terms

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Deed = Callable[[Cast, Volunteer], Any]
PROMISES: dict[
    str, tuple[str, str, Deed]
] = {}  # what is promised -> (column, module, the deed that promises)


def promised(column: str, module: str) -> Callable[[Deed], Deed]:
    def keep(deed: Deed) -> Deed:
        PROMISES[deed.__name__] = (column, f"volunteers/{module}.py", deed)
        return deed

    return keep


def due(volunteer: Volunteer, code: str) -> datetime:
    return volunteer.step(code).due_at


def _asks(cast: Cast) -> Enquiry:
    return Enquiry(name="Tor-Arne Myhre", email="tor@hjemme.example").register(cast.solsiden)


@promised("2 working", "models/enquiry")
def an_answer(cast: Cast, volunteer: Volunteer) -> datetime:
    enquiry = _asks(cast)
    assert enquiry.due_at == due(enquiry.volunteer, Step.INTERESTED)
    return enquiry.due_at


@promised("14 days", "models/enquiry")
def a_first_meeting(cast: Cast, volunteer: Volunteer) -> datetime:
    enquiry = _asks(cast)
    enquiry.answer(by=cast.kari)
    return due(enquiry.volunteer, Step.FIRST_MEETING)


@promised("7 days", "models/first_meeting")
def what_was_agreed_in_the_first_meeting(cast: Cast, volunteer: Volunteer) -> datetime:
    Conversation.meet(volunteer, by=cast.kari)
    return due(volunteer, Step.FIRST_ASSIGNMENT)


@promised("7 days", "models/first_meeting")
def a_day_to_have_thought_it_over(cast: Cast, volunteer: Volunteer) -> datetime:
    meeting = Conversation.meet(volunteer, by=cast.kari)
    meeting.conclude("think", by=cast.kari, think_until=timezone.localdate() + 7 * DAY)
    return due(volunteer, Step.FIRST_MEETING)


@promised("14 days", "models/first_meeting")
def a_first_day(cast: Cast, volunteer: Volunteer) -> datetime:
    start_on = timezone.localdate() + 14 * DAY
    Conversation.meet(volunteer, by=cast.kari).conclude("continue", by=cast.kari, start_on=start_on)
    assert due(volunteer, Step.TRAINING) == deadlines.closing(start_on + 90 * DAY)
    return due(volunteer, Step.FIRST_ASSIGNMENT)


@promised("2 working", "models/start")
def a_new_first_time(cast: Cast, volunteer: Volunteer) -> datetime:
    """The one that was planned is called off."""
    first_time(cast, volunteer, timezone.now() + 2 * DAY).call_off(by=cast.kari)
    return due(volunteer, Step.FIRST_ASSIGNMENT)


@promised("7 days", "models/start")
def a_call_after_the_first_time(cast: Cast, volunteer: Volunteer) -> datetime:
    first_time(cast, volunteer, timezone.now()).hold(by=cast.kari)
    return due(volunteer, Step.FOLLOW_UP)


@promised("7 days", "models/follow_up")
def a_call_about_what_was_changed(cast: Cast, volunteer: Volunteer) -> datetime:
    Conversation.call(volunteer, by=cast.kari).write_down(by=cast.kari, changes="Roligere rom")
    return due(volunteer, Step.FOLLOW_UP)


@promised("7 days", "told")
def a_change_that_was_agreed(cast: Cast, volunteer: Volunteer) -> datetime:
    call = Conversation.call(volunteer, by=cast.kari)
    call.write_down(by=cast.kari, changes="Roligere rom")
    return deadlines.closing(call.agreed_changes.get().due_on)


@promised("14 days", "models/follow_up")
def the_talk_they_agreed_on(cast: Cast, volunteer: Volunteer) -> datetime:
    call = Conversation.call(volunteer, by=cast.kari)
    call.write_down(by=cast.kari, next_on=timezone.localdate() + 14 * DAY)
    return due(volunteer, Step.FOLLOW_UP)


@promised("3 working", "models/guidance")
def an_answer_to_a_wish_for_guidance(cast: Cast, volunteer: Volunteer) -> datetime:
    GuidanceRequest.ask(volunteer, "", by=volunteer.person)
    return due(volunteer, Step.GUIDANCE)


@promised("5 working", "models/guidance")
def a_talk_after_something_difficult(cast: Cast, volunteer: Volunteer) -> datetime:
    GuidanceRequest.offer(volunteer, by=cast.kari)
    return due(volunteer, Step.GUIDANCE)


@promised("7 days", "models/guidance")
def guidance_that_is_agreed_without_an_hour(cast: Cast, volunteer: Volunteer) -> datetime:
    GuidanceRequest.ask(volunteer, "", by=volunteer.person).agree(by=cast.kari)
    return due(volunteer, Step.GUIDANCE)


@promised("3 working", "models/concern")
def an_answer_to_what_chafes(cast: Cast, volunteer: Volunteer) -> datetime:
    return Concern.tell(volunteer, "steam", "Uff.", by=volunteer.person).due_at


@promised("5 working", "models/letter")
def a_reference_letter(cast: Cast, volunteer: Volunteer) -> datetime:
    return ReferenceLetter.ask(volunteer, by=volunteer.person).due_at


@promised("30 days", "models/erasure")
def what_is_kept_is_deleted(cast: Cast, volunteer: Volunteer) -> datetime:
    return ErasureRequest.ask(volunteer, by=volunteer.person).due_at


@promised("1 working", "escalation")
def what_somebody_took_over(cast: Cast, volunteer: Volunteer) -> datetime:
    step = volunteer.open_step(Step.FOLLOW_UP, due_at=timezone.now())
    take_over(step, by=cast.jonas)
    return step.due_at


@promised("14 days", "models/ending")
def thanks_before_the_last_day_is_over(cast: Cast, volunteer: Volunteer) -> datetime:
    Ending.start(volunteer, "volunteer", timezone.localdate() + 14 * DAY, by=volunteer.person)
    return due(volunteer, Step.ENDING)


@promised("1 working", "models/ending")
def thanks_to_whoever_has_gone_already(cast: Cast, volunteer: Volunteer) -> datetime:
    Ending.start(volunteer, "volunteer", timezone.localdate() - 3 * DAY, by=volunteer.person)
    return due(volunteer, Step.ENDING)


@promised("30 days", "models/start")
def a_talk_when_the_trial_is_over(cast: Cast, volunteer: Volunteer) -> datetime:
    return on_trial(cast, volunteer, timezone.localdate() + 30 * DAY).due_at


def first_time(cast: Cast, volunteer: Volunteer, start: datetime) -> FirstAssignment:
    people.sign(papers.issue_confidentiality(volunteer, by=cast.kari), volunteer, cast)
    return FirstAssignment.plan(volunteer, "Kaffe", start, start + HOUR, companion=cast.anne, by=cast.kari)


def on_trial(cast: Cast, volunteer: Volunteer, until: date) -> Any:
    terms = Terms("Sjakk", "onsdager", timezone.localdate(), trial_until=until)
    return papers.issue_agreement(volunteer, terms, by=cast.kari)
