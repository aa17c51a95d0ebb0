"""A group message before it goes, and what became of it: who gets it how, and who must be told otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.notices.delivery import Delivery, deliveries
from foundation.notices.letters import Letter
from foundation.notices.outbox import drafts
from volunteers.models import GroupMessage, GroupMessageCopy, Volunteer
from volunteers.models.group_message import KIND, way_to


@dataclass
class Reach:
    """Whom a message reaches, by which way."""

    email: list[Volunteer] = field(default_factory=list)
    sms: list[Volunteer] = field(default_factory=list)
    page: list[Volunteer] = field(default_factory=list)
    nobody: list[Volunteer] = field(default_factory=list)

    @classmethod
    def of(cls, volunteers: Iterable[Volunteer]) -> "Reach":
        reach = cls()
        ways = {"email": reach.email, "sms": reach.sms, "in_app": reach.page}
        for volunteer in volunteers:
            ways.get(way_to(volunteer.person), reach.nobody).append(volunteer)
        return reach

    @property
    def everybody(self) -> list[Volunteer]:
        return self.email + self.sms + self.page + self.nobody


def previews(message: GroupMessage, reach: Reach, by: Any) -> dict[str, Letter]:
    """The letter exactly as the first of each kind gets it."""
    firsts = {"email": reach.email[:1], "sms": reach.sms[:1]}
    return {way: _written(message, first[0], by) for way, first in firsts.items() if first}


def _written(message: GroupMessage, to: Volunteer, by: Any) -> Letter:
    fields = message.fields(to, by)
    [draft] = drafts(to.person, KIND, fields, "", key="preview", due_at=timezone.now())
    return draft.letter()


def sent(member: Member) -> QuerySet[GroupMessage]:
    """What went to those the member looks after, with how many, and how many are still to be told."""
    mine = visible(member, "messages.send", GroupMessageCopy)
    here = Q(copies__in=mine)
    waiting = here & Q(copies__way="", copies__told_at=None)
    rows = visible(member, "messages.see", GroupMessage)
    return rows.annotate(total=Count("copies", here), untold=Count("copies", waiting)).order_by(
        "-sent_at", "-id"
    )


@dataclass(frozen=True)
class Line:
    copy: GroupMessageCopy
    delivery: Delivery | None


def lines(member: Member, message: GroupMessage) -> list[Line]:
    """One for each of those the member looks after."""
    copies = list(visible(member, "messages.send", GroupMessageCopy).filter(message=message).with_people())
    copies.sort(key=lambda copy: copy.volunteer.name)
    went = deliveries(copies)
    return [Line(copy, went.get(copy.pk)) for copy in copies]
