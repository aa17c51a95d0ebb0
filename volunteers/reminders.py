"""What is reminded of before it happens: the first day, a call that is due, the end of a pause and of a trial period."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import HORIZON, Promise, planner, still_wanted
from foundation.people.models import Person
from volunteers.deadlines import opening, working_day_before
from volunteers.models import Agreement, CareStep, Conversation, FirstAssignment, Pause, Step
from volunteers.models.meeting_plan import when_of
from volunteers.words import facts

AHEAD = timedelta(days=7)  # how far a planner looks for what is reminded of days before
DAY_BEFORE = timedelta(hours=16)  # of the day before: in the afternoon, when tomorrow is on people's mind


@planner
def first_days(now: datetime) -> Iterator[Promise]:
    """The day before the first time, to the one who comes and the one who meets them."""
    soon = (
        FirstAssignment.objects.planned()
        .with_people()
        .filter(
            event__cancelled_at=None,
            event__starts_at__gt=now,
            event__starts_at__lt=now + HORIZON + timedelta(days=2),
        )
    )
    for first in soon:
        volunteer, event = first.volunteer, first.event
        fields = facts(volunteer, timezone.localdate(now)) | {
            "companion": first.companion,
            "time": event.starts_at,
            "place": event.place,
        }
        own, visits = reverse("my_page"), reverse("visits")
        yield _day_before(first, "first_day_volunteer", volunteer.person, fields, own)
        yield _day_before(first, "first_day_companion", first.companion, fields, visits)


def _day_before(first: FirstAssignment, kind: str, to: Person, fields: dict, url: str) -> Promise:
    event = first.event
    eve = timezone.localdate(event.starts_at) - timedelta(days=1)
    due_at = timezone.make_aware(datetime.combine(eve, datetime.min.time()) + DAY_BEFORE)
    midnight = timezone.make_aware(datetime.combine(eve + timedelta(days=1), datetime.min.time()))
    key = occasion(kind, event.pk, event.starts_at)
    return Promise(to, kind, fields, url, key, due_at, event, expires_at=min(midnight, event.starts_at))


@planner
def first_meetings(now: datetime) -> Iterator[Promise]:
    """The working day before, in the morning: room, time, coffee and papers, while there is a day to see to it (VOL-25)."""
    today = timezone.localdate(now)
    agreed = Conversation.objects.ahead().filter(
        event__cancelled_at=None, event__starts_at__gt=now, event__starts_at__lt=now + AHEAD
    )
    people = ("volunteer__person", "volunteer__workplace", "event", "responsible")
    for meeting in agreed.select_related(*people).prefetch_related("participants__person"):
        volunteer = meeting.volunteer
        if contact := volunteer.contact(today):
            url = reverse("first_meeting_guide", args=[volunteer.pk])
            yield _working_day_before(meeting, "first_meeting_eve", contact, url, today)
        for person in meeting.company(today):
            yield _working_day_before(meeting, "meeting_joined_eve", person, reverse("visits"), today)


def _working_day_before(meeting: Conversation, kind: str, to: Person, url: str, today: date) -> Promise:
    event = meeting.event
    fields = facts(meeting.volunteer, today) | when_of(event) | {"host": meeting.answerable(today)}
    due_at = opening(working_day_before(timezone.localdate(event.starts_at)))
    key = occasion(kind.replace("_", "-"), event.pk, event.starts_at)
    return Promise(to, kind, fields, url, key, due_at, event, expires_at=event.starts_at)


@still_wanted("first_meeting_eve", "meeting_joined_eve")
def still_the_first_meeting(notice: Notice) -> bool:
    return Conversation.objects.ahead().filter(event=notice.about_id, event__cancelled_at=None).exists()


@planner
def calls_due(now: datetime) -> Iterator[Promise]:
    """The working day before a follow-up call is due, in the morning."""
    today = timezone.localdate(now)
    steps = CareStep.objects.open().of_ongoing().awake(today).with_people().filter(code=Step.FOLLOW_UP)
    for step in steps.filter(due_at__gt=now, due_at__lt=now + AHEAD):
        if owner := step.owner(today):
            due_at = opening(working_day_before(timezone.localdate(step.due_at)))
            fields = facts(step.volunteer, today) | {"due_day": step.due_at}
            url, key = (
                reverse("follow_up_call", args=[step.volunteer_id]),
                occasion("call", step.pk, step.due_at),
            )
            yield Promise(owner, "followup_due", fields, url, key, due_at, step, expires_at=step.due_at)


@planner
def pauses_end(now: datetime) -> Iterator[Promise]:
    """Three days before: begin again, wait a little, or stop? Anything is fine."""
    today = timezone.localdate(now)
    soon = Pause.objects.current(today).filter(until__lt=today + AHEAD, volunteer__closed_on=None)
    for pause in soon.select_related("volunteer__person", "volunteer__workplace"):
        due_at = opening(pause.until - timedelta(days=3))
        if timezone.localdate(due_at) <= pause.starts_on:
            continue  # a short one: they know
        fields = facts(pause.volunteer, today) | {"day": pause.until}
        url, key = reverse("pause", args=[pause.volunteer_id]), occasion("pause-ends", pause.pk, pause.until)
        yield Promise(pause.volunteer.person, "pause_ends", fields, url, key, due_at, pause)


@planner
def trials_end(now: datetime) -> Iterator[Promise]:
    """A week before a trial period runs out: talk, and go on or stop (VOL-31)."""
    today = timezone.localdate(now)
    running = Agreement.objects.on_trial(today).filter(
        trial_until__lt=today + 2 * AHEAD, volunteer__closed_on=None, volunteer__started_on__isnull=False
    )
    for agreement in running.select_related("volunteer__person", "volunteer__workplace"):
        volunteer = agreement.volunteer
        if contact := volunteer.contact(today):
            due_at = opening(working_day_before(agreement.trial_until - AHEAD + timedelta(days=1)))
            fields = facts(volunteer, today) | {"day": agreement.trial_until}
            key = occasion("trial", agreement.pk, agreement.trial_until)
            yield Promise(
                contact,
                "trial_period_ends",
                fields,
                reverse("trial", args=[agreement.pk]),
                key,
                due_at,
                agreement,
            )


@still_wanted("followup_due")
def call_still_due(notice: Notice) -> bool:
    step = notice.about(CareStep)
    return bool(step and step.is_open and not step.volunteer.is_closed)


@still_wanted("first_day_volunteer", "first_day_companion")
def still_the_first_day(notice: Notice) -> bool:
    return FirstAssignment.objects.planned().filter(event=notice.about_id, event__cancelled_at=None).exists()
