"""Reminders of what is coming: a pure function of the data, asked again at each round."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from foundation.events.kinds import Words, reminded
from foundation.events.models import Participation
from foundation.events.telling import fields_of
from foundation.notices.outbox import occasion
from foundation.notices.planning import HORIZON, Promise, planner

AT = time(10)  # on Oslo's wall clock: people are up, and there is time to say no
LATEST = timedelta(hours=2)  # closer to the start than this a reminder comes too late to help


@planner
def day_before(now: datetime) -> Iterable[Promise]:
    """Everybody who has a place at a coming event whose kind reminds of itself."""
    words = reminded()
    furthest = now + HORIZON + max((one.remind_before for one in words.values()), default=timedelta())
    rows = Participation.objects.signed_up().filter(
        event__kind__in=words,
        event__cancelled_at=None,
        event__starts_at__range=(now, furthest + timedelta(days=1)),
    )
    for participation in rows.select_related("event__workplace", "person"):
        yield from promises(participation, words[participation.event.kind], now)


def promises(participation: Participation, words: Words, now: datetime) -> Iterator[Promise]:
    event, person = participation.event, participation.person
    due = due_at(event.starts_at, words.remind_before)
    if now > event.starts_at - LATEST or participation.signed_up_at > due:
        return  # too late to help, or signed up after the time for reminding
    yield Promise(
        to=person,
        kind=words.reminder,
        fields=fields_of(event, person),
        url=words.url(event, person),
        key=occasion(words.reminder, participation.pk, event.starts_at),
        due_at=due,
        about=event,
        expires_at=event.starts_at - LATEST,
    )


def due_at(starts_at: datetime, before: timedelta) -> datetime:
    """Ten o'clock some days before the day it starts, on the wall clock, whatever summer time does."""
    day = timezone.localtime(starts_at).date() - before
    return timezone.make_aware(datetime.combine(day, AT))
