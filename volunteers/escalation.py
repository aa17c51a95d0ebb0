"""Nobody waits without somebody being told: the one who answers, then the deputy, then the network coordinator (VOL-19, VOL-42).

A pure function of the open steps and the clock, asked again and again: a step that is done is no longer promised, one that is
moved is promised anew. Levels count in working days after the step was due.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.notices.models import Notice
from foundation.notices.outbox import notify, occasion
from foundation.notices.planning import HORIZON, Promise, planner, still_wanted
from foundation.pages.moments import day
from foundation.people.models import Person
from foundation.tenancy.settings import setting
from volunteers.deadlines import add_working_days, opening, working_deadline
from volunteers.desk import Desk, desk_now
from volunteers.models import Agreement, CareStep, ReferenceLetter, Step
from volunteers.words import facts, place_facts

#: step -> what the contact, the deputy and the network coordinator are sent
KINDS = {
    Step.INTERESTED: ("enquiry_overdue_contact", "enquiry_overdue_deputy", "enquiry_overdue_coordinator"),
    Step.FOLLOW_UP: ("followup_overdue", "followup_overdue_deputy", "followup_overdue_coordinator"),
}
OTHERS = ("step_overdue", "step_overdue_deputy", "step_overdue_coordinator")
ESCALATED = (*KINDS, Step.FIRST_MEETING, Step.FIRST_ASSIGNMENT, Step.GUIDANCE, Step.ENDING)
FIRST = tuple(kinds[0] for kinds in (*KINDS.values(), OTHERS))  # to the one whose step it is
FURTHER = tuple(kind for kinds in (*KINDS.values(), OTHERS) for kind in kinds[1:])
LATE_IS_BETTER = timedelta(days=14)  # a message that could not be sent in time still helps whoever waits


@dataclass(frozen=True)
class Told:
    """Who is told when, about one thing that waits: level 0 whose step it is, 1 the deputy, 2 the coordinator."""

    level: int
    to: Person
    at: datetime


@planner
def overdue(now: datetime) -> Iterator[Promise]:
    """Each open step that is due before the horizon, each reference letter that somebody waits for, each trial that ends."""
    desk = desk_now(now)
    for step in waiting_steps(now + HORIZON, desk.today):
        place = step.volunteer.workplace_id
        for told in chain(step.due_at, desk.owner(step), desk.deputy(place), desk.coordinator):
            yield _promise(step, KINDS.get(step.code, OTHERS), step.volunteer.get_absolute_url(), told, desk)
    for letter in ReferenceLetter.objects.waiting().with_people().filter(due_at__lt=now + HORIZON):
        place = letter.volunteer.workplace_id
        url = reverse("reference_letter", args=[letter.volunteer_id])
        for told in chain(letter.due_at, desk.answering(place), desk.deputy(place), desk.coordinator):
            yield _promise(letter, OTHERS, url, told, desk)
    soon = timezone.localdate(now + HORIZON)
    for trial in Agreement.objects.to_be_confirmed(soon).with_people():
        place, url = trial.volunteer.workplace_id, reverse("trial", args=[trial.pk])
        for told in chain(trial.due_at, desk.answering(place), desk.deputy(place), desk.coordinator):
            yield _promise(trial, OTHERS, url, told, desk)


def waiting_steps(until: datetime, today: date) -> QuerySet[CareStep]:
    return CareStep.objects.overdue(until).of_ongoing().awake(today).with_people().filter(code__in=ESCALATED)


def _promise(about: Any, kinds: tuple[str, ...], url: str, told: Told, desk: Desk) -> Promise:
    volunteer = about.volunteer
    deputy = desk.deputy(volunteer.workplace_id)
    fields = {
        "volunteer": volunteer.person,
        "workplace": place_facts(volunteer.workplace),
        "contact": desk.answering(volunteer.workplace_id),
        "deputy": deputy if deputy != told.to else None,
        "since_day": about.opened_at if isinstance(about, CareStep) else about.asked_at,
        "due_day": about.due_at,
    }
    key = occasion("overdue", about.pk, told.level, about.due_at)
    expires_at = told.at + LATE_IS_BETTER
    return Promise(told.to, kinds[told.level], fields, url, key, told.at, about, expires_at=expires_at)


def chain(due_at: datetime, *people: Person | None) -> list[Told]:
    """Each person once, and nobody before those below could have acted."""
    days = (0, setting("deputy_after_days"), setting("coordinator_after_days"))
    told: list[Told] = []
    for level, (count, person) in enumerate(zip(days, people, strict=True)):
        if person and person not in [one.to for one in told]:
            told.append(Told(level, person, moment(due_at, count)))
    return told


def moment(due_at: datetime, working_days: int) -> datetime:
    """The due moment itself, then the mornings of the working days after it."""
    if working_days == 0:
        return due_at
    return max(due_at, opening(add_working_days(timezone.localdate(due_at), working_days)))


@still_wanted(*FIRST, *FURTHER)
def still_waits(notice: Notice) -> bool:
    """Asked in the last moment: done, dropped, moved or paused meanwhile, and nobody is disturbed."""
    now = timezone.now()
    if letter := notice.about(ReferenceLetter):
        return letter.approved_at is None and letter.due_at <= now
    if trial := notice.about(Agreement):
        return Agreement.objects.to_be_confirmed(timezone.localdate(now)).filter(pk=trial.pk).exists()
    steps = waiting_steps(now, timezone.localdate(now))
    return steps.filter(pk=notice.about_id).exists()


def told_sentence(row: Any) -> str:
    """«Jonas fikk beskjed i går», from a reason (`reasons.explain`); empty when nobody was told."""
    if not row.told_at:
        return ""
    return _("%(name)s was told %(day)s.") % {
        "name": row.told_name.split()[0],
        "day": day(row.told_at, "plain"),
    }


@transaction.atomic
def take_over(step: CareStep, by: Any, at: datetime | None = None) -> None:
    """A new promise, to be kept the next working day; whoever waits for an answer hears that they are not forgotten."""
    if not step.is_open:
        raise ValidationError(_("This is done already."))
    at = at or timezone.now()
    step.take_over(by, due_at=working_deadline(at, 1), at=at)
    if step.code == Step.INTERESTED:
        volunteer = step.volunteer
        fields = facts(volunteer, timezone.localdate(at)) | {"contact": by.person, "due_day": step.due_at}
        key = occasion("taken-over", step.pk, step.due_at)
        notify(volunteer.person, "enquiry_taken_over", fields, key=key, about=step)
