"""What waits, and on whose desk it lies (CON-07, CON-08, VOL-19)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.access.models import Appointment, Handover
from foundation.pages.waiting import Waiting
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.moments import oslo
from tests.volunteers.people import sent_to
from volunteers.models import ActivityType, Conversation, Step, Volunteer, Wish
from volunteers.waiting import late_count, waiting

pytestmark = pytest.mark.usefixtures("menu")
Enquire = Callable[..., Volunteer]


WEDNESDAY = oslo(2026, 11, 18, 12)  # answered by Friday 20 November at 15


def waits(cast: Cast, key: str, now: datetime) -> list[Waiting]:
    with time_machine.travel(now, tick=False), cast.at(key):
        return waiting(cast.member(key), now)


def test_an_enquiry_lies_before_the_contact_with_its_deed(cast: Cast, enquire: Enquire) -> None:
    enquire("Tor-Arne Myhre", phone="+4790012345", own_idea="Beina vil ut uansett.", when=WEDNESDAY)
    [row] = waits(cast, "kari", WEDNESDAY + timedelta(hours=1))
    assert (row.name, row.tag, row.why) == ("Tor-Arne Myhre", "New enquiry", "«Beina vil ut uansett.»")
    assert (row.do_text, row.help_url, row.due) == (
        "I have answered",
        "tel:+4790012345",
        oslo(2026, 11, 20, 15),
    )


def test_the_row_names_all_that_they_would_like(cast: Cast, enquire: Enquire) -> None:
    enquiry = enquire("Tor-Arne Myhre", when=WEDNESDAY).enquiry
    with cast.at("kari"):
        for code in ("coffee_visit", "games"):
            kind = ActivityType.objects.get(code=code)
            Wish.objects.create(enquiry=enquiry, activity_type=kind)
    [row] = waits(cast, "kari", WEDNESDAY)
    assert row.why == "Would like: Coffee visit, Chess and games."


@pytest.mark.parametrize(
    ("now", "desks"),
    [
        (oslo(2026, 11, 20, 14), ["kari"]),
        (oslo(2026, 11, 20, 16), ["kari"]),  # late, and still hers alone
        (oslo(2026, 11, 23, 9), ["kari", "jonas"]),  # one working day later
        (oslo(2026, 11, 24, 9), ["kari", "jonas", "marit"]),  # two
    ],
)
def test_what_is_late_goes_to_the_deputy_and_then_to_the_coordinator(
    cast: Cast, enquire: Enquire, now: datetime, desks: list[str]
) -> None:
    enquire("Tor-Arne Myhre", when=WEDNESDAY)
    own = {
        key: [row for row in waits(cast, key, now) if not row.held_by]
        for key in ("kari", "jonas", "marit", "eirik")
    }
    assert [key for key, rows in own.items() if rows] == desks


def test_the_deputy_sees_it_all_the_time_and_whose_it_is(cast: Cast, enquire: Enquire) -> None:
    enquire("Tor-Arne Myhre", when=WEDNESDAY)
    [row] = waits(cast, "jonas", WEDNESDAY + timedelta(hours=1))
    assert row.held_by == "Kari Nygård"


def test_the_row_tells_who_was_told(cast: Cast, enquire: Enquire) -> None:
    """From what was sent, not from what should have been."""
    volunteer, monday = enquire("Tor-Arne Myhre", when=WEDNESDAY), oslo(2026, 11, 23, 9)
    assert waits(cast, "kari", monday)[0].state_text == "Should have had an answer Friday 20 November."
    with enter(cast.elvebyen):
        step = volunteer.step(Step.INTERESTED)
        sent_to(cast.jonas, step, "enquiry_overdue_deputy", oslo(2026, 11, 22, 9))
    told = "Should have had an answer Friday 20 November. Jonas was told yesterday."
    assert waits(cast, "kari", monday)[0].state_text == told


def test_without_a_contact_it_lies_before_the_coordinator(cast: Cast, enquire: Enquire) -> None:
    enquire("Rune Aasen", at="elvebredden", when=WEDNESDAY)
    with enter(cast.elvebyen):
        Appointment.objects.filter(person=cast.eirik).update(ends_on="2026-10-30")
    assert [row.name for row in waits(cast, "marit", WEDNESDAY)] == ["Rune Aasen"]


def test_whoever_does_not_know_where_lies_before_the_coordinator(cast: Cast, enquire: Enquire) -> None:
    enquire("Rune Aasen", at=None, when=WEDNESDAY)
    assert [row.name for row in waits(cast, "marit", WEDNESDAY)] == ["Rune Aasen"]
    assert waits(cast, "kari", WEDNESDAY) == []


def test_a_handover_moves_everything(cast: Cast, enquire: Enquire) -> None:
    enquire("Tor-Arne Myhre", when=WEDNESDAY)
    with enter(cast.elvebyen):
        appointment = Appointment.objects.get(person=cast.kari)
        Handover(appointment=appointment, to=cast.jonas, starts_on=WEDNESDAY.date()).make(by=cast.kari)
    assert [row.name for row in waits(cast, "jonas", WEDNESDAY)] == ["Tor-Arne Myhre"]
    assert waits(cast, "kari", WEDNESDAY) == []


def test_nothing_of_another_municipality_waits(cast: Cast, enquire: Enquire) -> None:
    enquire("Torgeir Fonn", at="sjukeheimen", when=WEDNESDAY)
    assert waits(cast, "marit", WEDNESDAY + timedelta(days=9)) == []
    assert len(waits(cast, "solrun", WEDNESDAY + timedelta(days=9))) == 1


def meet(cast: Cast, volunteer: Volunteer, **outcome: object) -> None:
    with enter(cast.elvebyen):
        meeting = Conversation.meet(volunteer, by=cast.kari, at=WEDNESDAY)
        if outcome:
            meeting.conclude(by=cast.kari, at=WEDNESDAY, **outcome)


def test_the_meeting_goes_from_proposal_to_deed(cast: Cast, enquire: Enquire) -> None:
    fatima = enquire("Fatima Rahimi", when=WEDNESDAY)
    with time_machine.travel(WEDNESDAY, tick=False), enter(cast.elvebyen):
        fatima.enquiry.answer(by=cast.kari)
        assert waiting(cast.member("kari"), WEDNESDAY)[0].do_text == "Suggest times"
        start = oslo(2026, 11, 23, 13)
        meeting = Conversation.propose(fatima, [start], "Møterommet", 60, by=cast.kari)
        [row] = waiting(cast.member("kari"), WEDNESDAY)
        assert "has not chosen a time yet" in row.why
        meeting.ask_for_another_time("Helst en kveld", by=fatima.person)
        assert waiting(cast.member("kari"), WEDNESDAY)[0].why == "«Helst en kveld»"
        meeting.accept(meeting.times.get(), by=fatima.person)
    [row] = waits(cast, "kari", oslo(2026, 11, 23, 8))
    assert row.do_text == "We have met"
    assert row.state_text.endswith("Møterommet")


def test_nobody_is_lost_between_the_meeting_and_its_outcome(cast: Cast, enquire: Enquire) -> None:
    meet(cast, enquire("Fatima Rahimi", when=WEDNESDAY))
    [row] = waits(cast, "kari", WEDNESDAY)
    assert row.why == "You have met. What did you agree?"
    assert row.go_url


def test_a_course_far_ahead_does_not_wait_yet(cast: Cast, enquire: Enquire) -> None:
    meet(
        cast, enquire("Fatima Rahimi", when=WEDNESDAY), outcome="continue", start_on=oslo(2026, 12, 3).date()
    )
    assert [row.tag for row in waits(cast, "kari", WEDNESDAY)] == ["First assignment"]
    tags = {row.tag for row in waits(cast, "kari", oslo(2027, 2, 25, 9))}
    assert tags == {"First assignment", "Training"}


def test_the_red_figure_counts_what_is_late_on_the_own_desk(cast: Cast, enquire: Enquire) -> None:
    enquire("Tor-Arne Myhre", when=WEDNESDAY)
    enquire("Ahmed Yusuf", when=oslo(2026, 11, 23, 9))
    now = oslo(2026, 11, 23, 10)
    with time_machine.travel(now, tick=False), enter(cast.elvebyen):
        assert [late_count(cast.member(key), now) for key in ("kari", "jonas", "marit")] == [1, 1, 0]


def test_five_questions_at_most_whatever_waits(cast: Cast, enquire: Enquire) -> None:
    for number in range(12):
        volunteer = enquire(f"Nummer {number}", when=WEDNESDAY)
        if number % 2:
            meet(cast, volunteer)
    with time_machine.travel(WEDNESDAY, tick=False), enter(cast.elvebyen):
        kari = cast.member("kari")
        assert kari.held
        with CaptureQueriesContext(connection) as captured:
            assert len(waiting(kari, WEDNESDAY)) == 12
    assert len(captured) <= 5, "\n".join(one["sql"] for one in captured.captured_queries)


def test_a_course_that_was_never_taken_is_not_red(cast: Cast, enquire: Enquire) -> None:
    meet(cast, enquire("Fatima Rahimi", when=WEDNESDAY), outcome="continue", start_on=WEDNESDAY.date())
    years_later = oslo(2028, 11, 20, 9)
    rows = {row.tag: row for row in waits(cast, "kari", years_later)}
    assert rows["Training"].due is None
    assert rows["First assignment"].due < years_later
