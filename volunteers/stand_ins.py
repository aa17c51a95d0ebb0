"""Whose a row is that is nobody's step, when the reader only stands in for somebody."""

from datetime import datetime

from foundation.access.members import Member
from foundation.access.waiting import Row
from volunteers.desk import desk_now


def stood_in_for(one: Row, member: Member, now: datetime) -> str:
    """Whoever stands in for somebody sees what they have; when it is late it lies before both."""
    owner = desk_now(now, member).answering(one.place)
    return "" if one.due < now or owner is None or owner == member.person else owner.name
