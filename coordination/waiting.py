"""What waits for me, across rooms: each room answers, we sort by how long it has waited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import courses.waiting
import volunteers.boards.waiting
import volunteers.matching.waiting
import volunteers.told
import volunteers.waiting
from foundation.access.members import Member
from foundation.access.waiting import asked
from foundation.pages.waiting import Waiting
from foundation.tenancy.kept import kept

ROOMS = (
    volunteers.told.kinds,
    volunteers.boards.waiting.kinds,
    volunteers.matching.waiting.kinds,
    courses.waiting.kinds,
)

LATE, TODAY, WEEK, LATER = "late", "today", "week", "later"
TITLES = {
    LATE: _("Past the time"),
    TODAY: _("Today"),
    WEEK: _("The coming days"),
    LATER: _("Later"),
}


@dataclass(frozen=True)
class Group:
    tone: str
    title: str
    deeds: list[Waiting]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """As `parts/deed.html` reads them: the state's shape goes with the group."""
        shape = {LATE: "late", TODAY: "soon"}.get(self.tone, "next")
        unsaid = {
            "id": "",
            "who": "",
            "do_name": "",
        }  # what the template looks for and does not find costs more
        return [vars(deed) | unsaid | {"state": shape if deed.state_text else ""} for deed in self.deeds]


def everything(member: Member, now: datetime | None = None) -> list[Waiting]:
    now = now or timezone.now()
    no_steps = asked([room(member, now) for room in ROOMS], member, now)
    deeds = [*volunteers.waiting.steps(member, now), *no_steps]
    return sorted(deeds, key=lambda deed: (deed.due or deed.since, deed.name))


def groups(deeds: Iterable[Waiting], now: datetime) -> list[Group]:
    """What lies on the reader's own desk: late, today, this week, later; empty groups are left out."""
    found: dict[str, list[Waiting]] = {tone: [] for tone in TITLES}
    for deed in deeds:
        if not deed.held_by:
            found[tone_of(deed, now)].append(deed)
    return [Group(tone, str(TITLES[tone]), deeds) for tone, deeds in found.items() if deeds]


def tone_of(deed: Waiting, now: datetime) -> str:
    if deed.due is None:
        return WEEK
    if deed.is_late(now):
        return LATE
    today, due = timezone.localdate(now), timezone.localdate(deed.due)
    if due == today:
        return TODAY
    return WEEK if due < today + timedelta(days=7) else LATER


def stand_ins(deeds: Iterable[Waiting]) -> list[Group]:
    """What the reader's colleagues have, whom they stand in for: one group for each colleague, the oldest first."""
    found: dict[str, list[Waiting]] = {}
    for deed in deeds:
        if deed.held_by:
            found.setdefault(deed.held_by, []).append(deed)
    return [Group(tone=LATER, title=name, deeds=theirs) for name, theirs in found.items()]


def late_count(member: Member) -> int:
    """The red figure in the bar: what is past its time on the member's own desk."""
    return kept(f"late:{member.proven}", member.pk, lambda: _late(member, timezone.now()))


def _late(member: Member, now: datetime) -> int:
    return volunteers.waiting.late_count(member, now)
