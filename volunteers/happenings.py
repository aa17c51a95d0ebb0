"""What the clock does for what happens at places: times of the coming weeks, and those who have a break or have left."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.events.models import Event, Participation
from volunteers.models import Happening, HappeningMember, Pause
from volunteers.models.happening import EVENT


def go_round(now: datetime) -> None:
    """Asked again it does nothing more."""
    today = timezone.localdate(now)
    gone = HappeningMember.objects.filter(left_on=None, volunteer__closed_on__isnull=False)
    for member in gone.with_people():
        member.leave(by=None, at=now)
    for event, participation in _resting(now):
        event.rest(participation.person, at=now)
    for participation in _back(now):
        take_again(participation, now)
    for happening in Happening.objects.running(today).with_places().order_by("pk"):
        happening.extend(at=now)


def _resting(now: datetime) -> Iterator[tuple[Event, Participation]]:
    """Places inside a break of whoever has one now."""
    pauses = Pause.objects.current(timezone.localdate(now)).select_related("volunteer")
    for pause in pauses:
        rows = Participation.objects.signed_up().filter(
            person=pause.volunteer.person_id,
            event__kind=EVENT,
            event__workplace=pause.volunteer.workplace_id,
            event__starts_at__gt=now,
            event__cancelled_at=None,
        )
        for one in rows.select_related("event", "person"):
            if pause.until is None or timezone.localdate(one.event.starts_at) <= pause.until:
                yield one.event, one


def _back(now: datetime) -> Iterator[Participation]:
    """Places that a break gave back, of whoever has none any more on that day."""
    rows = Participation.objects.resting().filter(
        event__kind=EVENT, event__starts_at__gt=now, event__cancelled_at=None
    )
    for one in rows.select_related("event", "person"):
        if not rests_on(one, one.event):
            yield one


def rests_on(participation: Participation, event: Event) -> bool:
    on = timezone.localdate(event.starts_at)
    pauses = Pause.objects.current(on).filter(
        volunteer__person=participation.person_id, volunteer__workplace=event.workplace_id
    )
    return pauses.exists()


@transaction.atomic
def take_again(participation: Participation, now: datetime) -> None:
    """Theirs once more when nobody has taken it meanwhile; else it is let go."""
    if not participation.event.take_again(participation.person, at=now):
        participation.leave(Participation.State.CANCELLED, None, now)
