"""What has happened with a volunteer, newest first: from the steps, the talks, the papers, the courses and the pauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.models import Entry
from foundation.documents.models import Signature
from foundation.pages.moments import day
from foundation.people.models import Qualification
from foundation.tenancy.beside import beside, brought
from foundation.tenancy.fetched import fetched
from foundation.tenancy.prepared import prepared
from foundation.tenancy.words import word
from volunteers.models import (
    CareStep,
    Conversation,
    EnquiryReply,
    FirstAssignment,
    Pause,
    Registration,
    Step,
    Volunteer,
)
from volunteers.reasons import talks

#: Verbs of the log that are told here too.
RECORDS = {
    "person.merged": gettext_lazy("Two records of the same person became one"),
    "person.parted": gettext_lazy("The two records were parted again"),
}


@dataclass(frozen=True)
class Moment:
    """One entry, as `parts/timeline.html` reads it."""

    at: date
    title: str
    text: str = ""
    quote: str = ""
    by: str = ""
    url: str = ""
    state: str = "done"
    moment: datetime | None = None

    @property
    def order(self) -> datetime:
        return self.moment or timezone.make_aware(datetime.combine(self.at, datetime.min.time()))


def story(here: Volunteer) -> list[Moment]:
    """What is not at hand already is asked for: `with_history` brings it. What was said is told only to those who may read it: `here` comes marked with `may_read`."""
    parts = (_registered(here), _steps(here), _talks(here), _first_times(here), _filed(here), _person(here))
    return sorted((moment for part in parts for moment in part), key=lambda one: one.order, reverse=True)


def with_history(here: Volunteer) -> Volunteer:
    """Everything that the wheel, the story and the next step read: what `history_beside` brought, and a query for each larger kind."""
    fetched(here, "pauses", brought(Pause, here.with_pauses))
    fetched(here.person, "qualifications", brought(Qualification, here.with_qualifications))
    fetched(here, "steps", brought(CareStep, here.with_steps))
    fetched(here, "conversations", talks([here.pk]))
    fetched(here, "first_assignments", _firsts(here.pk))
    return here


def history_beside() -> dict[str, ArraySubquery]:
    """What is brought together with a volunteer."""
    return {
        "with_steps": beside(CareStep.objects.filter(volunteer=OuterRef("pk"))),
        "with_pauses": beside(Pause.objects.filter(volunteer=OuterRef("pk"))),
        "with_qualifications": beside(Qualification.objects.filter(person=OuterRef("person"))),
    }


@prepared
def _firsts(volunteer: UUID) -> QuerySet:
    return FirstAssignment.objects.filter(volunteer_id=volunteer).select_related("event", "companion")


def _made(at: datetime, title: str, **more: Any) -> Moment:
    return Moment(timezone.localdate(at), title, moment=at, **more)


def _registered(here: Volunteer) -> Iterator[Moment]:
    enquiry = getattr(here, "enquiry", None)
    if enquiry:
        title = _("%(name)s got in touch") % {"name": here.first_name}
        yield _made(enquiry.received_at, title, quote=enquiry.own_idea if here.may_read else "")
    if enquiry and enquiry.answered_at:
        yield _made(enquiry.answered_at, _("%(name)s answered") % {"name": _first(enquiry.answered_by_name)})
    if row := getattr(here, "register_row", None):
        name = {"file": row.register.file_name}
        yield _made(here.registered_at, _("Brought in from the register «%(file)s»") % name)
    if ending := getattr(here, "ending", None):
        yield from _ending(here, ending)


def _ending(here: Volunteer, ending: Any) -> Iterator[Moment]:
    why = ending.reason_text if here.may_read else ""
    text = _("The last day is %(day)s.") % {"day": day(ending.last_day, "plain")}
    yield _made(ending.started_at, _("The ending was begun"), text=text if not why else "", quote=why)
    for whom, on, by in _told_of(ending):
        yield Moment(on, _("%(whom)s told of the ending") % {"whom": whom}, text=_by(by))
    if ending.completed_at:
        yield _made(ending.completed_at, _("Ended, with thanks"), text=ending.gift)
    elif ending.thanked_on:
        yield Moment(ending.thanked_on, _("Thanked"), text=ending.gift)


def _told_of(ending: Any) -> Iterator[tuple[str, date, str]]:
    if ending.recipients_told_on:
        yield _("Those who had visits"), ending.recipients_told_on, ending.recipients_told_by_name
    if ending.organisation_told_on:
        yield ending.organisation, ending.organisation_told_on, ending.organisation_told_by_name


def _steps(here: Volunteer) -> Iterator[Moment]:
    """Those that no other row tells about."""
    for step in here.steps.all():
        if step.code == Step.GUIDANCE:
            yield _made(step.opened_at, _("%(name)s asked for a chat") % {"name": here.first_name})
        if step.done_at and step.code == Step.GUIDANCE:
            yield _made(step.done_at, _("You had a chat"), text=_by(step.done_by_name))
        elif step.done_at and step.code == Step.GATHERING:
            yield _made(step.done_at, step.get_code_display(), text=step.note)


def _talks(here: Volunteer) -> Iterator[Moment]:
    for talk in here.conversations.all():
        if talk.feedback and talk.feedback_at and here.may_read:
            title = _("Feedback from %(the_department)s") % {"the_department": word("department", "definite")}
            yield _made(talk.feedback_at, title, quote=talk.feedback, by=talk.feedback_by_name)
        if talk.held_at is None:
            continue
        title = _("First meeting") if talk.kind == Conversation.Kind.FIRST else _("Follow-up call")
        said = (talk.summary if here.may_read else "") or _agreed(talk)
        yield _made(talk.held_at, title, text=said or _by(talk.held_by_name))


def _agreed(talk: Conversation) -> str:
    return str(talk.get_outcome_display()) if talk.outcome else ""


def _first_times(here: Volunteer) -> Iterator[Moment]:
    for first in here.first_assignments.all():
        facts = {"what": first.event.title, "name": first.companion.name}
        if first.held_at:
            title = _("First assignment: %(what)s") % facts
            yield _made(first.event.starts_at, title, text=_("%(name)s was companion, all the time.") % facts)
        elif first.is_planned:
            text = _("%(name)s is companion.") % facts
            yield _made(
                first.event.starts_at, _("First assignment: %(what)s") % facts, text=text, state="planned"
            )


def _filed(here: Volunteer) -> Iterator[Moment]:
    """What was signed, what was answered in writing, and records that were merged or parted: one question."""
    for what, at, who, text, pk in _papers(here.pk, here.person_id, here.workplace_id):
        yield FILED[what](here, at, who, text, pk)


@prepared
def _papers(volunteer: UUID, person: UUID, workplace: UUID | None) -> QuerySet:
    own = Signature.objects.filter(document__person=person, document__workplace=workplace)
    signed = own.filter(party="volunteer", signed_at__isnull=False, document__revoked_at=None)
    replies = EnquiryReply.objects.filter(enquiry__volunteer=volunteer)
    records = Entry.objects.filter(about_id=person, verb__in=RECORDS)
    registrations = Registration.objects.filter(volunteer=volunteer)
    return _row(signed, "signed", "signed_at", "method", "document__title", "document").union(
        _row(replies, "reply", "sent_at", "sent_by_name", "subject", "pk"),
        _row(records, "record", "at", "actor_name", "verb", "pk"),
        _row(registrations, "registered", "confirmed_at", "written_by_name", "how", "pk"),
        all=True,
    )


def _row(rows: QuerySet, what: str, *columns: str) -> QuerySet:
    return rows.order_by().annotate(what=Value(what)).values_list("what", *columns)


def _paper(here: Volunteer, at: datetime, method: str, title: str, pk: UUID) -> Moment:
    how = "" if method != Signature.Method.PAPER else _("On paper.")
    url = reverse("document", args=[pk])
    return _made(at, _("Signed: %(paper)s") % {"paper": title}, text=how, url=url)


def _reply(here: Volunteer, at: datetime, who: str, subject: str, pk: UUID) -> Moment:
    title = _("%(name)s answered in writing") % {"name": _first(who)}
    return _made(at, title, text=subject if here.may_read else "")


def _record(here: Volunteer, at: datetime, who: str, verb: str, pk: UUID) -> Moment:
    return _made(at, str(RECORDS[verb]), text=_by(who))


def _registration(here: Volunteer, at: datetime, who: str, how: str, pk: UUID) -> Moment:
    title = _("Registration form confirmed, %(how)s") % {"how": Registration.How(how).label}
    return _made(at, title, text=_by(who))


FILED = {"signed": _paper, "reply": _reply, "record": _record, "registered": _registration}


def _person(here: Volunteer) -> Iterator[Moment]:
    """Courses and pauses."""
    for course in here.person.qualifications.all():
        yield Moment(course.granted_on, _("Course: %(title)s") % {"title": course.title})
    for pause in here.pauses.all():
        text = _("Until %(day)s") % {"day": day(pause.until, "plain")} if pause.until else ""
        yield Moment(pause.starts_on, _("Began a pause"), text=text, state="pause")
        if pause.ended_at:
            yield Moment(timezone.localdate(pause.ended_at), _("Back again"))


def _by(name: str) -> str:
    return _("Noted by %(name)s.") % {"name": name} if name else ""


def _first(name: str) -> str:
    return name.split()[0] if name else ""
