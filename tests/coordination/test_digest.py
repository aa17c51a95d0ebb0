"""The letter of the week (CON-07): the same rows as the pages show, once, on the first working day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from coordination.digest import week_begins
from foundation.access.models import Appointment
from foundation.notices import planning
from foundation.notices.models import Notice
from tests.cast import Cast
from volunteers.models import Enquiry

pytestmark = pytest.mark.usefixtures("elvebyen")

OSLO = ZoneInfo("Europe/Oslo")


def at(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


def kinds(promises: Iterable[planning.Promise]) -> dict[str, str]:
    return {one.to.first_name: one.kind for one in promises}


MONDAY = at(2026, 11, 30)


def test_whoever_follows_up_volunteers_hears_on_monday_morning(cast: Cast) -> None:
    promises = list(week_begins(MONDAY))
    assert kinds(promises) == {
        "Kari": "digest_contact",
        "Jonas": "digest_contact",
        "Eirik": "digest_contact",
        "Marit": "digest_coordinator",
    }
    assert {(one.due_at, one.expires_at) for one in promises} == {(MONDAY, at(2026, 11, 30, 15))}


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        (at(2026, 11, 30, 7, 59), False),
        (at(2026, 11, 30, 14, 59), True),
        (at(2026, 11, 30, 15), False),
        (at(2026, 12, 1, 9), False),
        (at(2026, 11, 29, 9), False),
        (at(2027, 3, 29, 9), False),  # the second day of Easter
        (at(2027, 3, 30, 9), True),
        (at(2026, 3, 30, 7, 59), False),  # the day after the clock went forward
        (at(2026, 3, 30, 8), True),
        (at(2026, 10, 26, 8), True),  # the day after it went back
        (at(2026, 10, 26, 7, 59), False),
    ],
)
def test_on_the_first_working_day_within_office_hours(cast: Cast, now: datetime, comes: bool) -> None:
    assert bool(list(week_begins(now))) is comes


def test_it_tells_what_the_page_tells_by_first_names(cast: Cast) -> None:
    asked_at = MONDAY - timedelta(days=6)
    Enquiry(name="Tuva Solheim", email="tuva@elvebyen.example").register(cast.solsiden, at=asked_at)
    with time_machine.travel(MONDAY, tick=False):
        [letter] = [one for one in week_begins(MONDAY) if one.to == cast.kari]
        page = cast.client_for("kari").get("/hva-venter/").content.decode()
    said = letter.fields["digest"]
    assert said["sentence"] == "Én har ventet for lenge."
    [line] = said["waiting"]
    assert line.startswith("Tuva: Ny henvendelse. Skulle hatt svar")
    assert line.removeprefix("Tuva: Ny henvendelse. ") in page
    assert "Solheim" not in str(said)
    assert "Solheim" in page


def test_it_speaks_the_readers_language(cast: Cast) -> None:
    type(cast.kari).objects.filter(pk=cast.kari.pk).update(language="en")
    [letter] = [one for one in week_begins(MONDAY) if one.to == cast.kari]
    assert letter.fields["digest"]["sentence"] == "Nobody waits for you."


def test_the_coordinator_reads_which_place_needs_them(cast: Cast) -> None:
    Appointment.objects.filter(person=cast.eirik).update(ends_on=MONDAY.date() - timedelta(days=1))
    [letter] = [one for one in week_begins(MONDAY) if one.to == cast.marit]
    assert letter.fields["week"] == "49"
    assert letter.fields["digest"]["places"] == [
        "Elvebredden: Ingen frivillighetskontakt, så henvendelsene kommer til deg."
    ]


def test_it_is_sent_once(cast: Cast) -> None:
    for minutes in (0, 5, 60):
        with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
            planning.plan(cast.elvebyen.pk, MONDAY + timedelta(minutes=minutes))
    sent = Notice.objects.filter(kind__startswith="digest_", channel="email")
    assert sorted(one.person.first_name for one in sent) == ["Eirik", "Jonas", "Kari", "Marit"]
    assert {one.state for one in sent} == {Notice.State.PENDING}
    planning.plan(cast.elvebyen.pk, MONDAY + timedelta(days=1))
    assert sent.count() == 4
