"""Why each step waits: what its row says, asked for all the steps together, and only what their kinds say (CON-07)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    F,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from foundation.events.models import Participation
from foundation.notices.delivery import lost_mail
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.fetched import is_fetched
from foundation.tenancy.prepared import prepared
from volunteers.escalation import FURTHER
from volunteers.models import CareStep, Conversation, FirstAssignment, GuidanceRequest, Step, Wish

COURSE = "course_session"  # what the courses' room calls its events
TALKED = (Step.FIRST_MEETING, Step.FIRST_ASSIGNMENT, Step.FOLLOW_UP)


@dataclass
class Reason:
    """What is known about one step beside the step itself. Who was told is known of late ones only."""

    wishes: list[str] = field(default_factory=list)
    companion: str = ""
    place: str = ""
    asked: str = ""
    course: str = ""  # what they are asked to, or have a place at
    course_state: str = ""
    course_at: datetime | None = None
    lost: str = ""  # why mail to them does not arrive
    told_name: str = ""
    told_at: datetime | None = None
    talks: list[Conversation] = field(default_factory=list)

    @property
    def first_meetings(self) -> list[Conversation]:
        first = Conversation.Kind.FIRST
        return [talk for talk in self.talks if talk.kind == first and talk.withdrawn_at is None]

    @property
    def feedback(self) -> str:
        """What the department says before the call."""
        calls = (t for t in self.talks if t.kind == Conversation.Kind.FOLLOW_UP and t.held_at is None)
        return next((talk.feedback for talk in calls), "")


def explain(steps: Iterable[CareStep], now: datetime, mail: bool = True) -> list[CareStep]:
    """Each with its `reason`: at most two queries, whatever the number of steps. They come with volunteer and person.

    Without `mail`, whether mail arrives is not asked: the page says it elsewhere.
    """
    explained = list(steps)
    talks_of = _talks(explained)
    told: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    for what, key, *said in _asked(explained, now, mail):
        told[what, key].append(said)
    for step in explained:
        step.reason = _reason(step, told, talks_of[step.volunteer_id])
    return explained


def _talks(steps: list[CareStep]) -> dict[uuid.UUID, list[Conversation]]:
    """By volunteer, the first one first; what the page has fetched already is not asked for again."""
    asked, found = set(), defaultdict(list)
    for volunteer in {step.volunteer_id: step.volunteer for step in steps if step.code in TALKED}.values():
        if is_fetched(volunteer, "conversations"):
            found[volunteer.pk] = list(volunteer.conversations.all())
        else:
            asked.add(volunteer.pk)
    for talk in talks(list(asked)) if asked else []:
        found[talk.volunteer_id].append(talk)
    return found


@prepared
def talks(volunteers: list[uuid.UUID]) -> QuerySet[Conversation]:
    """Of these volunteers, each with when and where; the first one first."""
    rows = Conversation.objects.filter(volunteer__any_of=volunteers)
    return rows.select_related("event").order_by("id")


def _reason(step: CareStep, told: dict[Any, list], talks: list[Conversation]) -> Reason:
    here = step.volunteer_id
    companion, place, _at = next(iter(told.get(("first", here), [])), ("", "", None))
    state, course, course_at = min(
        told.get(("course", step.volunteer.person_id), []), key=lambda one: one[2], default=("", "", None)
    )
    tells = max(told.get(("told", step.pk), []), key=lambda one: one[2], default=("", "", None))
    return Reason(
        wishes=[name for name, _id, _at in sorted(told.get(("wish", here), []), key=lambda one: one[1])],
        companion=companion,
        place=place,
        asked=next((text for text, _more, _at in told.get(("asked", here), [])), ""),
        course=course,
        course_state=state,
        course_at=course_at,
        lost=next((why for why, _more, _at in told.get(("lost", step.volunteer.person_id), [])), "") or "",
        told_name=tells[0],
        told_at=tells[2],
        talks=talks if step.code in TALKED else [],
    )


def _asked(steps: list[CareStep], now: datetime, mail: bool) -> Iterable[tuple]:
    """(what, whose, text, more, moment) in one question, or none when no step has more to say."""
    of = defaultdict(set)
    for step in steps:
        of[step.code].add(step.volunteer_id)
    people = {step.volunteer.person_id for step in steps}
    in_training = {step.volunteer.person_id for step in steps if step.code == Step.TRAINING}
    late = [step.pk for step in steps if step.is_past_due(now)]
    of_kind = (of[Step.INTERESTED], of[Step.FIRST_ASSIGNMENT], of[Step.GUIDANCE], in_training, late)
    asked = [list(ids) or None for ids in (people if mail else (), *of_kind)]
    return _more(now, *asked) if any(asked) else ()


@prepared
def _more(now: datetime, *concerned: list[uuid.UUID] | None) -> QuerySet:
    """Each kind with those it concerns. One that concerns nobody is no part of it: PostgreSQL would plan it all the same."""
    rows = (kind(ids, now) for kind, ids in zip(KINDS, concerned, strict=True) if ids)
    return next(rows).union(*rows, all=True)


def _lost(mailed: list[uuid.UUID], now: datetime) -> QuerySet:
    people = Person.objects.filter(pk__any_of=mailed).exclude(email="")
    return _said("lost", people.annotate(lost=lost_mail("pk", "email")), "pk", "lost")


def _wished(interested: list[uuid.UUID], now: datetime) -> QuerySet:
    wishes = Wish.objects.filter(enquiry__volunteer__any_of=interested)
    return _said("wish", wishes, "enquiry__volunteer", "activity_type__name", Cast("pk", TextField()))


def _first(beginning: list[uuid.UUID], now: datetime) -> QuerySet:
    firsts = FirstAssignment.objects.filter(volunteer__any_of=beginning, held_at=None, cancelled_at=None)
    return _said("first", firsts, "volunteer", "companion__name", "event__place")


def _guidance(guided: list[uuid.UUID], now: datetime) -> QuerySet:
    asked = GuidanceRequest.objects.filter(volunteer__any_of=guided, held_at=None)
    return _said("asked", asked, "volunteer", "text")


def _seats(in_training: list[uuid.UUID], now: datetime) -> QuerySet:
    seats = Participation.objects.active().filter(
        person__any_of=in_training, event__kind=COURSE, event__cancelled_at=None, event__starts_at__gt=now
    )
    return _said("course", seats, "person", "state", "event__title", at="event__starts_at")


def _further(late: list[uuid.UUID], now: datetime) -> QuerySet:
    told = Notice.objects.filter(about_id__any_of=late, kind__in=FURTHER, state=Notice.State.SENT)
    return _said("told", told, "about_id", Coalesce("person__name", "name"), at="sent_at")


KINDS = (_lost, _wished, _first, _guidance, _seats, _further)


def _said(what: str, rows: QuerySet, key: str, text: Any, more: Any = "", at: str = "") -> QuerySet:
    text, more = (Cast(one or Value(""), TextField()) for one in (text, more))
    columns = {
        "_what": Value(what, CharField()),
        "_whose": F(key),
        "_text": text,
        "_more": more,
        "_at": F(at) if at else Cast(None, DateTimeField()),
    }
    return rows.order_by().annotate(**columns).values_list(*columns)
