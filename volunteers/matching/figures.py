"""What the overview shows of this room: how many have been together for a year (ASG-03)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.surveys.models import FEWEST
from volunteers.matching.models import Match


@dataclass(frozen=True)
class Together:
    """`lasting` of `all`, and of how many one does not say it exactly."""

    lasting: int
    all: int

    @property
    def is_hidden(self) -> bool:
        return 0 < self.lasting < FEWEST


def together(member: Member) -> Together:
    """One query."""
    running = visible(member, "matches.count", Match).current(member.today).order_by()
    lasting = Count("pk", Q(pk__in=running.lasting(member.today).values("pk")))
    return Together(**running.aggregate(lasting=lasting, all=Count("pk")))
