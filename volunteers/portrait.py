"""Everything that the page of one volunteer shows, as far as the member may see it (VOL-01, PRI-05)."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access.gate import can, is_in_use, marked, visible
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.access.roles import held_near, watch
from foundation.access.who_may import names
from foundation.documents.models import Document, Signature
from foundation.events.models import Event, Participation
from foundation.notices.delivery import Delivery, newest, newest_beside
from foundation.pages.addresses import address
from foundation.pages.moments import clock, day, span
from foundation.pages.shipped import said_title
from foundation.pages.waiting import Waiting
from foundation.people.models import Person
from foundation.tenancy.beside import beside, brought
from foundation.tenancy.fetched import fetched
from foundation.tenancy.prepared import prepared
from volunteers.circle import EVENTS, wheel_of
from volunteers.models import CareStep, Pause, Step, Volunteer, Wish
from volunteers.reasons import explain
from volunteers.story import Moment, history_beside, story
from volunteers.waiting import row
from volunteers.wheel import Wheel

FAR = datetime.max.replace(tzinfo=UTC)
#: the next step in words, with the person's first name
NEXT: dict[str, str | Promise] = {
    Step.INTERESTED: gettext_lazy("Answer %(name)s"),
    Step.FIRST_MEETING: gettext_lazy("Meet %(name)s over a cup of coffee"),
    Step.FIRST_ASSIGNMENT: gettext_lazy("Make the first time a good one for %(name)s"),
    Step.FOLLOW_UP: gettext_lazy("Call %(name)s and hear how it was"),
    Step.TRAINING: gettext_lazy("Help %(name)s to find a course"),
    Step.GATHERING: gettext_lazy("Invite %(name)s to the gathering"),
    Step.GUIDANCE: gettext_lazy("Take the time for a talk with %(name)s"),
    Step.ENDING: gettext_lazy("Thank %(name)s well"),
}


@dataclass
class Portrait:
    """Of a volunteer who comes `marked` with what the member may do."""

    volunteer: Volunteer
    member: Member
    now: datetime

    @property
    def may_read(self) -> bool:
        """What was said, and why the person came."""
        return self.volunteer.may_read

    @property
    def may_care(self) -> bool:
        return self.volunteer.may_care

    @property
    def may_answer(self) -> bool:
        return self.volunteer.may_care or self.volunteer.may_answer

    @cached_property
    def _near(self) -> list[Appointment]:
        """Who holds what at the place today: asked once, for who answers and for who may see."""
        return held_near(self.volunteer.workplace, self.member.today)

    @cached_property
    def contact(self) -> Person | None:
        return watch(self.volunteer.workplace, self.member.today, self._near).answering

    @cached_property
    def _newest(self) -> tuple[Delivery | None, Delivery | None]:
        return newest(self.volunteer.with_newest) if self.may_care else (None, None)

    @property
    def sent(self) -> Delivery | None:
        """How it went with the newest message."""
        return self._newest[0]

    @property
    def trouble(self) -> Delivery | None:
        """When mail to the volunteer does not arrive."""
        return self._newest[1]

    # The next step

    @cached_property
    def step(self) -> CareStep | None:
        """The open one whose day comes first, with its reasons."""
        if self.volunteer.is_closed:
            return None
        steps = [one for one in self.volunteer.steps.all() if one.is_open and one.code != Step.RECRUITMENT]
        coming = sorted(steps, key=lambda one: (one.due_at or FAR, one.opened_at, one.pk))[:1]
        for step in explain(coming, self.now, mail=False):
            step.may_read = self.may_read
            return step
        return None

    @cached_property
    def waiting(self) -> Waiting | None:
        return row(self.step, self.now) if self.step else None

    @property
    def next_title(self) -> str:
        return NEXT[self.step.code] % {"name": self.volunteer.first_name}

    @property
    def next_when(self) -> str:
        if self.step.is_late(self.now):
            return self.waiting.state_text
        if self.step.planned_at:
            when = f"{day(self.step.planned_at)} {clock(self.step.planned_at)}"
            return _("Next step, %(when)s") % {"when": when}
        if self.step.due_at is None:
            return _("Next step")
        return _("Next step, by %(day)s") % {"day": day(self.step.due_at)}

    @property
    def next_of_another(self) -> str:
        """For those who may see where it stands, and not do it."""
        facts = {
            "name": self.contact.first_name if self.contact else "",
            "step": self.step.get_code_display(),
        }
        return _("%(name)s has the next step: %(step)s") % facts

    @property
    def next_text(self) -> str:
        """What was said only for those who may read it."""
        return self.waiting.why if self.may_read else ""

    @property
    def may_do(self) -> bool:
        return self.may_answer if self.step.code == Step.INTERESTED else self.may_care

    @cached_property
    def may_take_over(self) -> bool:
        """Late, somebody else's, and not mine to do until I take it (VOL-19)."""
        if self.may_do or not self.is_late or self.step.owner(self.member.today) == self.member.person:
            return False
        return can(self.member, "steps.take_over", self.step)

    @property
    def is_late(self) -> bool:
        return self.step is not None and self.step.is_late(self.now)

    # Who it is

    @property
    def lead(self) -> str:
        """What they do, where, and since when."""
        parts = [", ".join(self.wanted), str(self.volunteer.workplace or _("No place chosen yet"))]
        first = " · ".join(filter(None, parts))
        if self.volunteer.started_on is None:
            return f"{first}."
        since = _("Volunteer since %(day)s.") % {"day": day(self.volunteer.started_on, "plain")}
        return f"{first}. {since}"

    @cached_property
    def wanted(self) -> list[str]:
        return [said_title(name) for name in self.volunteer.with_wishes]

    @property
    def motivation(self) -> str:
        return self.volunteer.motivation if self.may_read else ""

    @cached_property
    def pause(self) -> Pause | None:
        if not self.volunteer.paused:
            return None
        return next(one for one in self.volunteer.pauses.all() if one.is_current(self.member.today))

    @property
    def pause_words(self) -> str:
        if self.pause is None:
            return ""
        return (
            _("until %(day)s") % {"day": day(self.pause.until, "plain")} if self.pause.until else _("for now")
        )

    # The wheel and the story

    @cached_property
    def wheel(self) -> Wheel:
        return wheel_of(
            self.volunteer,
            self.now,
            paused=self.pause_words,
            links=self.may_care,
            taken_part=self.taken_part,
        )

    @cached_property
    def story(self) -> list[Moment]:
        return story(self.volunteer)

    # Facts

    @cached_property
    def taken_part(self) -> list[Participation]:
        """Of courses and gatherings all; of the rest what is ahead."""
        return _taken_part(self.volunteer.person_id, self.now)

    @cached_property
    def next_time(self) -> Event | None:
        """The next time they come: agreed meetings, the first assignment, courses and gatherings."""
        talks = self.volunteer.conversations.all()
        events = [mine.event for mine in self.taken_part if mine.is_active]
        events += [talk.event for talk in talks if talk.withdrawn_at is None and talk.held_at is None]
        events += [first.event for first in self.volunteer.first_assignments.all() if first.is_planned]
        coming = [event for event in events if event and event.is_coming(self.now)]
        return min(coming, key=lambda event: event.starts_at, default=None)

    @property
    def next_time_words(self) -> str:
        event = self.next_time
        when = {"day": day(event.starts_at).capitalize(), "span": span(event.starts_at, event.ends_at)}
        return _("%(day)s at %(span)s") % when

    @cached_property
    def papers(self) -> list[dict[str, Any]]:
        return [_paper(document) for document in _papers(self.member, self.volunteer.person_id)]

    @property
    def people_who_see(self) -> list[str]:
        """Names: yourself first as «you», and always the person."""
        person = self.volunteer.person
        return names("volunteers.read_notes", self.volunteer, self.member, also=person, near=self._near)

    @property
    def log_url(self) -> str:
        """Who has done and read what, for those who may see it."""
        return address("volunteer_log", self.volunteer.pk) if self.volunteer.may_see_log else ""

    @property
    def courses_url(self) -> str:
        """Empty where no courses are in use."""
        if not is_in_use("courses.see_taken"):
            return ""
        return address("courses_of_person", self.volunteer.person_id)


@prepared
def portrayed(member: Member, volunteer_id: uuid.UUID, today: date) -> QuerySet[Volunteer]:
    """The one, if the member may see them, marked with what the member may do."""
    rows = visible(member, "volunteers.see", Volunteer).filter(pk=volunteer_id).order_by()
    rows = rows.with_people().with_pause(today).select_related("enquiry", "ending", "register_row__register")
    wishes = Wish.objects.filter(enquiry__volunteer=OuterRef("pk")).select_related("activity_type")
    rows = rows.annotate(
        with_wishes=ArraySubquery(wishes.values("activity_type__name")),
        with_newest=newest_beside("person"),
        **history_beside(),
    )
    return marked(
        rows,
        member,
        may_read="volunteers.read_notes",
        may_care="volunteers.care",
        may_answer="enquiries.answer",
        may_see_log="volunteers.see_log",
    )


@prepared
def _taken_part(person: uuid.UUID, now: datetime) -> QuerySet[Participation]:
    mine = Participation.objects.filter(person=person, event__cancelled_at=None)
    mine = mine.filter(Q(event__kind__in=EVENTS) | Q(event__ends_at__gt=now))
    return mine.select_related("event").order_by("-event__starts_at")


@prepared
def _papers(member: Member, person: uuid.UUID) -> QuerySet[Document]:
    found = visible(member, "documents.see", Document).valid().filter(person=person)
    signatures = beside(Signature.objects.filter(document=OuterRef("pk")))
    return found.annotate(with_signatures=signatures).order_by("-issued_at", "-id")[:8]


def _paper(document: Document) -> dict[str, Any]:
    fetched(document, "signatures", brought(Signature, document.with_signatures))
    signatures = [one for one in document.signatures.all() if one.signed_at]
    waiting = [one.name for one in document.unsigned()]
    if waiting:
        state, text = "soon", _("Waits for %(name)s") % {"name": waiting[0]}
    elif signatures:
        signed_at = max(one.signed_at for one in signatures)
        state, text = "done", _("Signed %(day)s") % {"day": day(signed_at, "plain")}
    else:
        state, text = "done", day(document.issued_at, "plain").capitalize()
    return {"title": document.title, "url": document.get_absolute_url(), "state": state, "text": text}
