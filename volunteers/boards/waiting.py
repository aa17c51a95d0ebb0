"""What waits on the boards: a turn that is the unit's and has no name on it, and one that nobody has taken near its cut-off."""

from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.moments import clock, day
from foundation.pages.waiting import Waiting
from foundation.tenancy.prepared import prepared
from volunteers.boards.models import Slot

NEAR = timedelta(hours=24)


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """One query."""
    found = _slots(member, now)
    ours = [_without_a_name(slot) for slot in found if slot.units_share]
    open_ = sorted((slot for slot in found if not slot.units_share), key=_together)
    return [*ours, *(_not_taken(list(slots)) for _key, slots in groupby(open_, key=_together))]


@prepared
def _slots(member: Member, now: datetime) -> QuerySet[Slot]:
    rows = visible(member, "boards.cover", Slot).coming(now).with_events()
    near = Q(fell_at=None, cutoff_at__lte=now + NEAR, event__taken__lt=F("event__capacity"))
    return rows.filter(Q(units_share__gt=0) | near).order_by("event__starts_at", "pk")


def _together(slot: Slot) -> tuple[str, datetime]:
    return str(slot.scheme_id), slot.cutoff_at


def _without_a_name(slot: Slot) -> Waiting:
    event = slot.event
    when = f"{day(event.starts_at)} {clock(event.starts_at)}"
    return Waiting(
        key=f"turn:{slot.pk}",
        name=str(event),
        url=slot.get_absolute_url(),
        tag=_("Board"),
        since=slot.fell_at,
        due=event.starts_at,
        why=_("%(unit)s does it. Put a name on it.") % {"unit": slot.scheme.unit.short},
        state_text=when[0].upper() + when[1:],
        go_url=slot.get_absolute_url(),
        do_text=_("Put a name on it"),
        workplace_id=slot.scheme.unit_id,
    )


def _not_taken(slots: list[Slot]) -> Waiting:
    """One row for each board and cut-off, however many turns."""
    slot, scheme = slots[0], slots[0].scheme
    told = {"number": len(slots), "unit": scheme.unit.short}
    url = f"{scheme.get_absolute_url()}?dag={slot.on}"
    why = ngettext(
        "One turn is not taken yet. What is free in time, %(unit)s does.",
        "%(number)s turns are not taken yet. What is free in time, %(unit)s does.",
        len(slots),
    )
    until = {"day": day(slot.cutoff_at), "clock": clock(slot.cutoff_at)}
    return Waiting(
        key=f"board:{scheme.pk}:{slot.cutoff_at:%Y%m%d%H%M}",
        name=str(scheme),
        url=url,
        tag=_("Board"),
        since=slot.cutoff_at - NEAR,
        due=slot.cutoff_at,
        why=why % told,
        state_text=_("Answer by %(day)s %(clock)s") % until,
        go_url=url,
        do_text=_("See the board"),
        workplace_id=scheme.unit_id,
    )
