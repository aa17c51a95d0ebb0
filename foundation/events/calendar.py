"""Calendar files. They lie in people's shared calendars: a title, a time and a place, and nobody's name or reason."""

import uuid
from collections.abc import Iterable
from datetime import date
from email.utils import parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils import timezone, translation

from foundation.notices.attachments import Attachment, File, makes
from foundation.notices.recipients import Recipient
from foundation.people.models import Person
from foundation.tenancy.context import current

if TYPE_CHECKING:
    from foundation.events.models import Event

OSLO = ZoneInfo("Europe/Oslo")  # wall clock: a meeting at 14 stays at 14 when summer time ends
MIME = "text/calendar"


def ics(event: "Event", attendee: Recipient | None = None) -> str:
    """The calendar file. The UID never changes, so a moved or cancelled event replaces the former."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Samspill//Samspill//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(event, attendee))
    calendar.add_component(_zone(event.starts_at.year, event.ends_at.year))
    calendar.add_component(_entry(event, attendee))
    return calendar.to_ical().decode()


@lru_cache(maxsize=64)
def _zone(first: int, last: int) -> icalendar.Timezone:
    """When clocks change here in these years. Everything since 1970 would be ten times as long as the entry, and slow to make."""
    return icalendar.Timezone.from_tzid(
        OSLO.key, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1)
    )


def whole(events: "Iterable[Event]", person: Person) -> str:
    """What a phone subscribes to: in the reader's language, and asked for again a few times a day."""
    with translation.override(person.reads):
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//Samspill//Samspill//NO")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", current().name)
        calendar.add("x-published-ttl", "PT4H")
        events = list(events)
        years = [event.starts_at.year for event in events] or [timezone.now().year]
        calendar.add_component(_zone(min(years), max(years) + 1))
        for event in events:
            calendar.add_component(_entry(event, None))
        return calendar.to_ical().decode()


def method_of(event: "Event", attendee: Recipient | None) -> str:
    if event.is_cancelled:
        return "CANCEL"
    return "REQUEST" if attendee and attendee.email else "PUBLISH"


def attached(event: "Event") -> Attachment:
    """As `notify(attachments=…)` takes it."""
    return Attachment("calendar", str(event.pk))


@makes("calendar")
def _sent(event: uuid.UUID, to: Recipient) -> File | None:
    from foundation.events.models import Event

    found = Event.objects.filter(pk=event).first()
    return file(found, to) if found else None


def file(event: "Event", attendee: Recipient) -> File:
    """In the language of whoever gets it."""
    with translation.override(attendee.reads):
        text = ics(event, attendee)
    return "samspill.ics", f"{MIME}; method={method_of(event, attendee)}; charset=utf-8", text


def _entry(event: "Event", attendee: Recipient | None) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"{event.pk}@samspill")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", timezone.now().astimezone(ZoneInfo("UTC")))
    entry.add("last-modified", event.changed_at.astimezone(ZoneInfo("UTC")))
    entry.add("dtstart", event.starts_at.astimezone(OSLO))
    entry.add("dtend", event.ends_at.astimezone(OSLO))
    entry.add("summary", str(event))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("class", "PRIVATE")
    if event.place:
        entry.add("location", event.place)
    if event.online_url:
        entry.add("url", event.online_url)
    if attendee and attendee.email:
        entry.add("organizer", _organiser())
        entry.add("attendee", _attendee(attendee))
    return entry


def _organiser() -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["cn"] = icalendar.vText(current().name)
    return address


def _attendee(person: Recipient) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{person.email}")
    address.params["cn"] = icalendar.vText(person.name)
    address.params["partstat"] = icalendar.vText("ACCEPTED")
    address.params["rsvp"] = icalendar.vText("FALSE")
    return address
