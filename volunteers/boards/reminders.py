"""The unit hears some hours before the cut-off what nobody has taken, so that it comes as no surprise. Volunteers hear nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone, translation

from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import HORIZON, Promise, planner, still_wanted
from foundation.pages.moments import at, clock
from foundation.people.models import Person
from volunteers.boards.models import Slot
from volunteers.boards.telling import staff_of

AHEAD = timedelta(hours=3)
KIND = "slot_near_cutoff_staff"


@planner
def near_the_cutoff(now: datetime) -> Iterable[Promise]:
    """One for each employee, scheme and cut-off, however many turns."""
    rows = Slot.objects.open_to_all().not_taken().filter(cutoff_at__range=(now, now + HORIZON))
    slots = rows.with_events().order_by("scheme_id", "cutoff_at", "event__starts_at", "pk")
    for (_scheme, cutoff_at), group in groupby(slots, key=lambda slot: (slot.scheme_id, slot.cutoff_at)):
        together = list(group)
        for person in staff_of(together[0].scheme.unit, timezone.localdate(now)):
            yield promise(together, person, cutoff_at)


def promise(slots: list[Slot], person: Person, cutoff_at: datetime) -> Promise:
    first, scheme = slots[0], slots[0].scheme
    with translation.override(person.reads):
        said = [f"{slot.route}, {clock(slot.event.starts_at)}" for slot in slots]
        until = at(cutoff_at)
    return Promise(
        to=person,
        kind=KIND,
        fields={
            "slots": said,
            "activity": {"name": scheme.name, "short_name": scheme.name.lower()},
            "fallback": scheme.unit,
            "day": first.event.starts_at,
            "time": first.event.starts_at,
            "cutoff_time": until,
        },
        url=f"{reverse('board', args=[scheme.pk])}?dag={first.on}",
        key=occasion(KIND, scheme.pk, cutoff_at),
        due_at=cutoff_at - AHEAD,
        about=scheme,
        expires_at=cutoff_at,
    )


@still_wanted(KIND)
def is_wanted(notice: Notice) -> bool:
    """Everything may have been taken since."""
    near = Slot.objects.open_to_all().not_taken().filter(scheme=notice.about_id)
    return near.filter(cutoff_at=notice.expires_at).exists()
