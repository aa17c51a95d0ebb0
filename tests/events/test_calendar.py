"""The calendar file: one identity for life, Oslo's clock, and nobody's business."""

from datetime import UTC, datetime, timedelta

import icalendar

from foundation.events.calendar import file, ics
from foundation.events.models import Event
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.events.conftest import START, Arranged


def entry_of(event: Event, **given: object) -> tuple[icalendar.Calendar, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(ics(event, **given))
    return calendar, calendar.walk("VEVENT")[0]


def test_the_time_is_oslos_and_the_zone_is_in_the_file(elvebyen: Municipality, arranged: Arranged) -> None:
    calendar, entry = entry_of(arranged())
    assert entry["DTSTART"].to_ical() == b"20270114T170000"
    assert entry["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert len(calendar.walk("VTIMEZONE")) == 1


def test_a_weekly_clock_stays_when_summer_time_begins(elvebyen: Municipality, arranged: Arranged) -> None:
    summer = datetime(2027, 6, 10, 15, tzinfo=UTC)
    _calendar, entry = entry_of(arranged(starts_at=summer, ends_at=summer + timedelta(hours=1)))
    assert entry["DTSTART"].to_ical() == b"20270610T170000"


def test_a_move_keeps_the_identity_and_raises_the_sequence(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    _calendar, before = entry_of(event)
    event.move(by=cast.kari, starts_at=START, ends_at=START + timedelta(hours=1), place="Rådhuset")
    _calendar, after = entry_of(event)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_a_cancelled_event_takes_itself_out_of_the_calendar(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged()
    event.cancel(by=cast.kari)
    calendar, entry = entry_of(event, attendee=cast.gunnar)
    assert (calendar["METHOD"], entry["STATUS"]) == ("CANCEL", "CANCELLED")


def test_an_invitation_names_its_reader_and_nobody_else(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(description="Ingrid har spurt om allergi")
    for person in (cast.gunnar, cast.ingrid):
        event.sign_up(person, by=cast.kari, at=START - timedelta(days=1))
    text = ics(event, cast.gunnar).replace("\r\n ", "")
    calendar, entry = entry_of(event, attendee=cast.gunnar)
    assert calendar["METHOD"] == "REQUEST"
    assert str(entry["ATTENDEE"]) == "mailto:gunnar@elvebyen.example"
    assert "Gunnar Hauge" in text
    assert "Ingrid" not in text
    assert "allergi" not in text


def test_without_a_mail_address_it_is_only_published(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    calendar, entry = entry_of(arranged(), attendee=cast.oddvar)
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in entry


def test_line_breaks_in_a_title_add_no_line_of_their_own(elvebyen: Municipality, arranged: Arranged) -> None:
    _calendar, entry = entry_of(arranged(title="Kaffe\r\nATTENDEE:mailto:x@y.example", place="Sal 1; 2, 3"))
    assert "ATTENDEE" not in entry
    assert entry["LOCATION"] == "Sal 1; 2, 3"


def test_the_attachment_says_its_method(cast: Cast, elvebyen: Municipality, arranged: Arranged) -> None:
    name, mime, text = file(arranged(), cast.gunnar)
    assert (name, mime) == ("samspill.ics", "text/calendar; method=REQUEST; charset=utf-8")
    assert text.startswith("BEGIN:VCALENDAR")


def test_the_file_is_in_the_language_of_whoever_gets_it(
    cast: Cast, elvebyen: Municipality, arranged: Arranged
) -> None:
    event = arranged(title="Turvenn")
    cast.gunnar.language = "en"
    _name, _kind, english = file(event, cast.gunnar)
    _name, _kind, bokmal = file(event, cast.ingrid)
    assert "SUMMARY:Walking friend" in english
    assert "SUMMARY:Turvenn" in bokmal
