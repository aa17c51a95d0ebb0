"""Gatherings that wait for somebody: nobody is invited yet, or it has not been written down who came (CON-07, VOL-46)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.waiting import Row, Say, each, kind
from foundation.events.models import Participation
from foundation.pages.addresses import address
from foundation.pages.moments import day
from foundation.pages.shipped import said_title
from foundation.pages.waiting import Waiting
from volunteers.models import Gathering
from volunteers.stand_ins import stood_in_for

AHEAD = timedelta(days=30)  # so long before it is time to invite
NOTICE = timedelta(days=7)  # so long before everybody should have been asked
AFTER = timedelta(days=7)  # so long after it should be known who came
BACK = timedelta(days=60)  # nobody remembers who came to what is older


def gatherings(member: Member, now: datetime) -> Iterator[QuerySet]:
    """Those of the places one looks after, and for whoever coordinates those of everybody."""
    rows = visible(member, "volunteers.care", Gathering).held()
    guests = Participation.objects.filter(event=OuterRef("event"))
    near = rows.filter(event__starts_at__range=(now, now + AHEAD))
    yield _rows(near.filter(~Exists(guests)), "gathering_invitations", "starts_at", -NOTICE)
    past = rows.filter(event__ends_at__range=(now - BACK, now))
    said = Exists(guests.filter(attended__isnull=False))
    unknown = past.filter(~said).filter(Exists(guests.signed_up()) | Exists(guests) & Q(minutes=""))
    yield _rows(unknown, "gathering_attendance", "ends_at", AFTER)


def _rows(rows: QuerySet, what: str, moment: str, until: timedelta) -> QuerySet:
    at = f"event__{moment}"
    due = ExpressionWrapper(F(at) + Value(until), output_field=DateTimeField())
    return kind(rows, what, name="event__title", place="event__workplace", since=at, due=due)


def _gathering(one: Row, member: Member, now: datetime) -> Waiting:
    asks = one.what == "gathering_invitations"
    deed = address(one.what, one.pk)
    words = _("It is %(day)s. Nobody is invited yet.") if asks else _("It was %(day)s. Who came?")
    return Waiting(
        key=f"{one.what}:{one.pk}",
        name=said_title(one.name),
        url=address("gathering", one.pk),
        tag=_("Gathering"),
        since=one.since,
        due=one.due,
        why=words % {"day": day(one.since)},
        state_text=_("By %(day)s") % {"day": day(one.due)},
        do_text=_("Invite everybody") if asks else _("Write who came"),
        do_url=deed if asks else "",
        go_url="" if asks else deed,
        help_text=_("Note") if asks else "",
        help_url=address("gathering_minutes", one.pk) if asks else "",
        help_icon="edit" if asks else "",
        workplace_id=one.place,
        held_by=stood_in_for(one, member, now),
    )


SAY_GATHERINGS: dict[str, Say] = dict.fromkeys(
    ("gathering_invitations", "gathering_attendance"), each(_gathering)
)
