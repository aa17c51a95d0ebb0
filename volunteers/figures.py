"""What the overview shows of this room: figures per workplace, each with the list behind it."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

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
    """Three queries, whatever the number of workplaces and volunteers. None: no place is chosen yet."""
    active = _count(visible(member, "volunteers.see", Volunteer).active(), "workplace")
    steps = visible(member, "volunteers.see", CareStep).open().of_ongoing()
    where = "volunteer__workplace"
    unanswered = _count(steps.filter(code=Step.INTERESTED), where)
    late = steps.overdue(now).filter(code__in=[Step.INTERESTED, Step.FOLLOW_UP])
    rows = late.order_by().values_list(where, "code").annotate(n=Count("pk"))
    overdue = {(workplace, code): n for workplace, code, n in rows}
    return {
        workplace: Figures(
            active=active[workplace],
            unanswered=unanswered[workplace],
            late_enquiries=overdue.get((workplace, Step.INTERESTED), 0),
            late_calls=overdue.get((workplace, Step.FOLLOW_UP), 0),
        )
        for workplace in {*active, *unanswered, *(workplace for workplace, _code in overdue)}
    }


def _count(rows: object, where: str) -> Counter:
    return Counter(dict(rows.order_by().values_list(where).annotate(n=Count("pk"))))


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
