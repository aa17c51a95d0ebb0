"""What waits on the boards: a turn that is the unit's and has no name on it, and one that nobody has taken near its cut-off."""

from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.waiting import Kinds, Row, asked, each, kind
from foundation.pages.addresses import address
from foundation.pages.moments import clock, day
from foundation.pages.shipped import said_title
from foundation.pages.waiting import Waiting
from volunteers.boards.models import Slot

NEAR = timedelta(hours=24)


def kinds(member: Member, now: datetime) -> Kinds:
    return Kinds(_rows, {"turn": each(_without_a_name), "board": _not_taken})


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """Of this room alone."""
    return asked([kinds(member, now)], member, now)


def _rows(member: Member, now: datetime, today: date) -> tuple[QuerySet, QuerySet]:
    unit = Coalesce(NullIf("scheme__unit__short_name", Value("")), "scheme__unit__name")
    there = {"about": "scheme", "place": "scheme__unit", "other_name": unit}
    rows = visible(member, "boards.cover", Slot).coming(now)
    near = rows.filter(units_share=0, fell_at=None, cutoff_at__lte=now + NEAR).not_taken()
    return (
        kind(
            rows.filter(units_share__gt=0),
            "turn",
            name="event__title",
            since="fell_at",
            due="event__starts_at",
            **there,
        ),
        kind(near, "board", name="scheme__name", since="cutoff_at", due="cutoff_at", text="on", **there),
    )


def _without_a_name(turn: Row, member: Member, now: datetime) -> Waiting:
    when, url = f"{day(turn.due)} {clock(turn.due)}", address("slot", turn.pk)
    return Waiting(
        key=f"turn:{turn.pk}",
        name=said_title(turn.name),
        url=url,
        tag=_("Board"),
        since=turn.since,
        due=turn.due,
        why=_("%(unit)s does it. Put a name on it.") % {"unit": turn.other_name},
        state_text=when[0].upper() + when[1:],
        go_url=url,
        do_text=_("Put a name on it"),
        workplace_id=turn.place,
    )


def _not_taken(turns: list[Row], member: Member, now: datetime) -> list[Waiting]:
    """One row for each board and cut-off, however many turns."""
    together = attrgetter("about", "due")
    return [_board([*some]) for _key, some in groupby(sorted(turns, key=together), key=together)]


def _board(turns: list[Row]) -> Waiting:
    one = min(turns, key=attrgetter("text"))
    told = {"number": len(turns), "unit": one.other_name}
    url = f"{address('board', one.about)}?dag={one.text}"
    why = ngettext(
        "One turn is not taken yet. What is free in time, %(unit)s does.",
        "%(number)s turns are not taken yet. What is free in time, %(unit)s does.",
        len(turns),
    )
    until = {"day": day(one.due), "clock": clock(one.due)}
    return Waiting(
        key=f"board:{one.about}:{one.due:%Y%m%d%H%M}",
        name=one.name,
        url=url,
        tag=_("Board"),
        since=one.due - NEAR,
        due=one.due,
        why=why % told,
        state_text=_("Answer by %(day)s %(clock)s") % until,
        go_url=url,
        do_text=_("See the board"),
        workplace_id=one.place,
    )
