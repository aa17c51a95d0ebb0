"""What the overview shows of this room: figures per workplace, each with the list behind it."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q

from foundation.access.gate import visible
from foundation.access.members import Member
from volunteers.models import CareStep, Enquiry, Step, Volunteer

RECENT = timedelta(days=90)
ALL = uuid.UUID(int=0)


@dataclass(frozen=True)
class Figures:
    active: int = 0
    unanswered: int = 0
    late_enquiries: int = 0
    late_calls: int = 0
    reply: timedelta | None = None  # what an answer usually takes here

    @property
    def late(self) -> int:
        return self.late_enquiries + self.late_calls


def by_workplace(member: Member, now: datetime) -> dict[uuid.UUID | None, Figures]:
    """Three queries, whatever the number of workplaces and volunteers. None: no place is chosen yet; `ALL` tells the usual reply of all."""
    volunteers = visible(member, "volunteers.see", Volunteer).active().order_by()
    active = dict(volunteers.values_list("workplace").annotate(n=Count("pk")))
    steps = visible(member, "volunteers.see", CareStep).open().of_ongoing().order_by()
    enquiry, call = Q(code=Step.INTERESTED), Q(code=Step.FOLLOW_UP)
    late = Q(pk__in=CareStep.objects.overdue(now))
    counted = (
        steps.filter(enquiry | call)
        .values("volunteer__workplace")
        .annotate(
            unanswered=Count("pk", enquiry),
            late_enquiries=Count("pk", enquiry & late),
            late_calls=Count("pk", call & late),
        )
    )
    waiting = {row.pop("volunteer__workplace"): row for row in counted}
    replies = reply_times(member, now)
    return {
        workplace: Figures(
            active=active.get(workplace, 0), reply=replies.get(workplace), **waiting.get(workplace, {})
        )
        for workplace in {*active, *waiting, *replies}
    }


def on_the_wheel(member: Member) -> list[tuple[str, int]]:
    """(step, how many stand there): each ongoing volunteer counts once, at the earliest open step; two queries."""
    volunteers = visible(member, "volunteers.see", Volunteer).ongoing()
    open_steps = CareStep.objects.open().filter(volunteer__in=volunteers).order_by("opened_at", "id")
    standing: dict[uuid.UUID, str] = {}
    for volunteer, code in open_steps.values_list("volunteer_id", "code"):
        standing.setdefault(volunteer, code)
    counts = Counter(standing.values())
    counts["going_well"] = volunteers.active().exclude(pk__in=standing).count()
    return [(code, counts[code]) for code in [*Step.values, "going_well"]]


def reply_times(member: Member, now: datetime) -> dict[uuid.UUID | None, timedelta]:
    """Workplace -> the median from enquiry to first answer in the last 90 days; one query. `ALL` is all of them together."""
    answered = visible(member, "volunteers.see", Enquiry).filter(answered_at__gte=now - RECENT).order_by()
    taken: dict[uuid.UUID | None, list[timedelta]] = defaultdict(list)
    for workplace, received_at, answered_at in answered.values_list(
        "volunteer__workplace", "received_at", "answered_at"
    ):
        taken[workplace].append(answered_at - received_at)
    found = {workplace: median(times) for workplace, times in taken.items()}
    together = [time for times in taken.values() for time in times]
    return found | ({ALL: median(together)} if together else {})
