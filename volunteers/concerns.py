"""What chafes and waits for an answer: on whose desk, and who is told when nobody answers (VOL-54)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import HORIZON, Promise, planner, still_wanted
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting
from volunteers.desk import desk_now
from volunteers.escalation import LATE_IS_BETTER, chain
from volunteers.models import Concern
from volunteers.words import place_facts

KINDS = ("concern_overdue", "concern_overdue_deputy", "concern_overdue_coordinator")


def concerns(member: Member, now: datetime) -> list[Waiting]:
    rows = visible(member, "concerns.answer", Concern).open().with_people().order_by("due_at", "id")
    desk = desk_now(now, member)
    owners = ((concern, desk.answering(concern.workplace_id)) for concern in rows)
    return [
        concern_row(concern, now, owner.name if owner and owner != member.person else "")
        for concern, owner in owners
    ]


def concern_row(concern: Concern, now: datetime, owner: str = "") -> Waiting:
    """Whoever stands in for somebody sees what they have; when it is late it lies before both."""
    late = concern.due_at < now
    said = _("Should have had an answer %(day)s.") if late else _("By %(day)s")
    return Waiting(
        key=f"concern:{concern.pk}",
        name=concern.teller,
        url=concern.get_absolute_url(),
        tag=str(concern.get_category_display()),
        since=concern.told_at,
        due=concern.due_at,
        why=_("Tells you something, and waits for an answer."),
        state_text=said % {"day": day(concern.due_at)},
        do_text=_("Read and answer"),
        go_url=concern.get_absolute_url(),
        workplace_id=concern.workplace_id,
        held_by="" if late else owner,
    )


@planner
def unanswered(now: datetime) -> Iterator[Promise]:
    """As for any step: whoever answers at the place, then the deputy, then the network coordinator."""
    desk = desk_now(now)
    for concern in Concern.objects.open().with_people().filter(due_at__lt=now + HORIZON):
        place = concern.workplace_id
        for told in chain(concern.due_at, desk.answering(place), desk.deputy(place), desk.coordinator):
            fields = {"workplace": place_facts(concern.workplace), "contact": desk.answering(place)}
            fields["due_day"] = concern.due_at
            key = occasion("unanswered", concern.pk, told.level, concern.due_at)
            late = told.at + LATE_IS_BETTER
            yield Promise(
                told.to,
                KINDS[told.level],
                fields,
                concern.get_absolute_url(),
                key,
                told.at,
                concern,
                expires_at=late,
            )


@still_wanted(*KINDS)
def still_unanswered(notice: Notice) -> bool:
    return Concern.objects.open().filter(pk=notice.about_id, due_at__lte=timezone.now()).exists()
