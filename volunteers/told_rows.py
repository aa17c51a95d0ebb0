"""One row of any kind, as all kinds that are nobody's step are asked for in one question."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from foundation.access.members import Member
from volunteers.desk import desk_now


@dataclass(frozen=True)
class Told:
    what: str
    pk: uuid.UUID
    volunteer: uuid.UUID | None
    name: str
    place: uuid.UUID | None
    since: datetime
    due: datetime
    text: str
    owner: uuid.UUID | None
    owner_name: str

    def held_by(self, member: Member, now: datetime) -> str:
        """Whoever stands in for somebody sees what they have; when it is late it lies before both."""
        owner = desk_now(now, member).answering(self.place)
        return "" if self.due < now or owner is None or owner == member.person else owner.name


def told_row(rows: QuerySet, **columns: Any) -> QuerySet:
    """Named, so that both stand in the same order."""
    named = {f"_{name}": value for name, value in columns.items()}
    first, *others = named
    return rows.order_by().annotate(**named).values_list(first, "pk", *others)
