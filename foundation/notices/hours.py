"""When a message may go out: quiet hours, and the one hour of what is gathered. All on the wall clock of Oslo."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from foundation.notices import choices
from foundation.notices.models import Notice
from foundation.people.models import Person

GATHERED_AT = time(7, 30)


def quiet_until(notice: Notice, now: datetime) -> datetime | None:
    """When this may disturb its reader: None for now. What would come too late in the morning is sent at once."""
    if not notice.what.disturbs:
        return None
    begins, ends = _hours(notice)
    local = timezone.localtime(now)
    if not _between(local.hour, begins, ends):
        return None
    morning = _next(local, time(ends))
    return morning if notice.expires_at is None or morning < notice.expires_at else None


def _hours(notice: Notice) -> choices.Hours:
    """A person's own hours hold for mail too; the municipality's are for text messages only."""
    own = choices.own_hours(notice.to) if isinstance(notice.to, Person) else None
    if own:
        return own
    return choices.usual_hours() if notice.channel == Notice.Channel.SMS else (0, 0)


def _between(hour: int, begins: int, ends: int) -> bool:
    return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends


def next_gathering(now: datetime) -> datetime:
    return _next(timezone.localtime(now), GATHERED_AT)


def _next(local: datetime, clock: time) -> datetime:
    """The next time the clock on the wall shows this, also on a night when it is changed."""
    day = local.date() + timedelta(days=local.time() >= clock)
    return timezone.make_aware(datetime.combine(day, clock)).astimezone(UTC)
