"""What the overview shows of this room: figures per workplace, each with the list behind it."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from foundation.access.gate import visible
from foundation.access.members import Member
from volunteers.models import CareStep, Step, Volunteer


@dataclass(frozen=True)
class Figures:
    active: int = 0
    unanswered: int = 0
    late_enquiries: int = 0
    late_calls: int = 0

    @property
    def late(self) -> int:
        return self.late_enquiries + self.late_calls


def by_workplace(member: Member, now: datetime) -> dict[uuid.UUID | None, Figures]:
    """Two queries, whatever the number of workplaces and volunteers. None: no place is chosen yet."""
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
    return {
        workplace: Figures(active=active.get(workplace, 0), **waiting.get(workplace, {}))
        for workplace in {*active, *waiting}
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
