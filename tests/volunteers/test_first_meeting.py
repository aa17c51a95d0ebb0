"""The first meeting: proposed, answered by the link, held with the guide, concluded (VOL-20, VOL-26, VOL-28)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.events.feed import make_address
from foundation.events.models import Event
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.moments import oslo
from volunteers import guide
from volunteers.models import CareStep, Conversation, GuidePoint, Step, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday", "menu")
Browser = Callable[[str], Client]

TIMES = {"first": "2026-11-26T14:00", "second": "2026-11-27T18:30"}
PROPOSAL = TIMES | {"minutes": "60", "place": "Kafé Saga"}


@pytest.fixture
def ingrid(enquire: Callable[..., Volunteer]) -> Volunteer:
    return enquire(phone="+4790012345")


def at(name: str, volunteer: Volunteer) -> str:
    return reverse(name, args=[volunteer.pk])


def open_steps(volunteer: Volunteer) -> dict[str, CareStep]:
    with enter(volunteer.municipality):
        return {step.code: step for step in volunteer.steps.open()}


def link_in_mail(volunteer: Volunteer, kind: str = "meeting_proposed") -> str:
    with enter(volunteer.municipality):
        notice = Notice.objects.filter(kind=kind, person=volunteer.person).order_by("id").last()
        return notice.url


@pytest.fixture
def link(browser: Browser, ingrid: Volunteer) -> str:
    """The address in Ingrid's mail."""
    assert browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL).status_code == 303
    return link_in_mail(ingrid)


def choice(volunteer: Volunteer, number: int = 0) -> dict[str, Any]:
    with enter(volunteer.municipality):
        return {"time": str(Conversation.objects.ahead().get().times.all()[number].pk)}


# Proposed


def test_the_contact_proposes_times_and_the_enquiry_is_answered(link: str, ingrid: Volunteer) -> None:
    with enter(ingrid.municipality):
        meeting = Conversation.objects.get()
        starts = [time.starts_at for time in meeting.times.all()]
    assert starts == [oslo(2026, 11, 26, 14), oslo(2026, 11, 27, 18, 30)]
    assert meeting.place == "Kafé Saga"
    assert list(open_steps(ingrid)) == [Step.FIRST_MEETING]


def test_the_mail_says_the_times(link: str, ingrid: Volunteer) -> None:
    with enter(ingrid.municipality):
        slots = Notice.objects.get(kind="meeting_proposed").fields["slots"]
    assert len(slots) == 2
    assert "26" in slots[0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first": ""}, "required"),
        ({"first": "2026-11-23T14:00"}, "Choose a time that has not been."),
        ({"place": ""}, "required"),
        ({"minutes": "7"}, "valid choice"),
    ],
)
def test_a_proposal_in_error_sends_nothing(
    browser: Browser, ingrid: Volunteer, changes: dict[str, str], message: str
) -> None:
    response = browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL | changes)
    assert response.status_code == 422
    assert message in response.text
    with enter(ingrid.municipality):
        assert not Conversation.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("jonas", 303), ("marit", 403), ("berit", 403), ("solrun", 404)])
def test_who_may_propose(browser: Browser, ingrid: Volunteer, who: str, status: int) -> None:
    response = browser(who).post(at("first_meeting_proposal", ingrid), PROPOSAL)
    assert response.status_code == status
    with enter(ingrid.municipality):
        assert Conversation.objects.exists() is (status == 303)


def test_new_times_take_the_place_of_the_old(
    browser: Browser, visitor: Client, link: str, ingrid: Volunteer
) -> None:
    browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL | {"first": "2026-12-01T10:00"})
    assert "There are newer times" in visitor.get(link).text
    with enter(ingrid.municipality):
        assert Conversation.objects.ahead().count() == 1
        assert Conversation.objects.count() == 2  # history is kept


# Answered


def test_the_person_chooses_and_both_get_a_calendar_file(
    visitor: Client, link: str, ingrid: Volunteer, cast: Cast
) -> None:
    response = visitor.post(link, choice(ingrid), follow=True)
    assert re.search(r"You meet \w+ 26 \w+", response.text, re.I)
    with enter(ingrid.municipality):
        event = Event.objects.get()
        assert (event.starts_at, event.place) == (oslo(2026, 11, 26, 14), "Kafé Saga")
        mails = Notice.objects.filter(kind="meeting_accepted", channel="email")
        assert {notice.person.name for notice in mails} == {"Ingrid Solheim", "Kari Nygård"}
        for notice in mails:
            assert "BEGIN:VCALENDAR" in notice.attachments[0][2]


def test_an_evening_meeting_is_not_late_before_it_is_held(
    visitor: Client, link: str, ingrid: Volunteer
) -> None:
    visitor.post(link, choice(ingrid, 1))
    step = open_steps(ingrid)[Step.FIRST_MEETING]
    assert (step.planned_at, step.due_at) == (oslo(2026, 11, 27, 18, 30), oslo(2026, 11, 27, 19, 30))


def test_a_used_link_tells_what_was_chosen(visitor: Client, link: str, ingrid: Volunteer) -> None:
    visitor.post(link, choice(ingrid))
    again = visitor.post(link, choice(ingrid, 1))
    assert again.status_code == 200
    assert "The link is used" in again.text
    with enter(ingrid.municipality):
        assert Event.objects.get().starts_at == oslo(2026, 11, 26, 14)


def test_the_link_in_the_confirmation_moves_the_meeting(
    visitor: Client, link: str, ingrid: Volunteer
) -> None:
    visitor.post(link, choice(ingrid))
    visitor.post(link_in_mail(ingrid, "meeting_accepted"), choice(ingrid, 1))
    with enter(ingrid.municipality):
        event = Event.objects.get()
        assert event.starts_at == oslo(2026, 11, 27, 18, 30)
        assert event.sequence == 1
        assert Notice.objects.pending().filter(kind="meeting_accepted", channel="email").count() == 2


def test_the_person_writes_what_suits_better(
    visitor: Client, link: str, ingrid: Volunteer, cast: Cast
) -> None:
    response = visitor.post(link, {"time": "other", "wish": "Helst en kveld"}, follow=True)
    assert "Kari" in response.text
    assert "Helst en kveld" in response.text
    with enter(ingrid.municipality):
        assert Conversation.objects.get().other_wish == "Helst en kveld"
        assert Notice.objects.filter(kind="meeting_other_time", person=cast.kari).exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"time": ""}, "Choose a time"),
        ({"time": "other"}, "Write a few words"),
        ({"time": "nonsense"}, "valid choice"),
    ],
)
def test_an_answer_in_error_changes_nothing(
    visitor: Client, link: str, ingrid: Volunteer, given: dict[str, str], message: str
) -> None:
    response = visitor.post(link, given)
    assert response.status_code == 422
    assert message in response.text
    with enter(ingrid.municipality):
        assert not Event.objects.exists()
    assert visitor.post(link, choice(ingrid)).status_code == 303  # the link still works


def test_times_that_have_been_cannot_be_chosen(visitor: Client, link: str, ingrid: Volunteer) -> None:
    with time_machine.travel(oslo(2026, 11, 27, 8), tick=False):
        assert visitor.post(link, choice(ingrid)).status_code == 422
        assert visitor.post(link, choice(ingrid, 1)).status_code == 303


def test_an_expired_link_is_friendly(visitor: Client, link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=61), tick=False):
        response = visitor.get(link)
    assert response.status_code == 200
    assert "The link is too old" in response.text
    assert "Kari" in response.text


def test_a_link_is_nothing_in_another_municipality(cast: Cast, link: str, ingrid: Volunteer) -> None:
    assert cast.visitor("fjordvik").get(link).status_code == 410
    assert cast.visitor("fjordvik").post(link, choice(ingrid)).status_code == 410


def test_the_calendar_file_can_be_fetched(visitor: Client, link: str, ingrid: Volunteer) -> None:
    assert visitor.get(f"{link}kalender/").status_code == 404  # nothing agreed yet
    visitor.post(link, choice(ingrid))
    assert "BEGIN:VCALENDAR" in visitor.get(f"{link}kalender/").text


# Held


def test_one_post_says_that_we_have_met(
    browser: Browser, visitor: Client, link: str, ingrid: Volunteer
) -> None:
    visitor.post(link, choice(ingrid))
    response = browser("kari").post(at("first_meeting_held", ingrid))
    assert response.url == at("first_meeting_outcome", ingrid)
    assert list(open_steps(ingrid)) == [Step.FIRST_ASSIGNMENT]  # somebody is still waited for
    assert "You have met already" in visitor.get(link).text


def test_met_without_any_times_proposed_answers_the_enquiry_too(browser: Browser, ingrid: Volunteer) -> None:
    browser("kari").post(at("first_meeting_held", ingrid))
    with enter(ingrid.municipality):
        ingrid.enquiry.refresh_from_db()
        assert ingrid.enquiry.answered_at


def test_held_can_be_undone(browser: Browser, ingrid: Volunteer) -> None:
    kari = browser("kari")
    kari.post(at("first_meeting_held", ingrid))
    kari.post(at("first_meeting_not_held", ingrid))
    assert list(open_steps(ingrid)) == [Step.FIRST_MEETING]


def test_a_meeting_that_was_not_held_is_not_undone(browser: Browser, ingrid: Volunteer) -> None:
    before = list(open_steps(ingrid))
    assert browser("kari").post(at("first_meeting_not_held", ingrid)).status_code == 303
    assert list(open_steps(ingrid)) == before


def test_held_is_not_undone_when_the_outcome_is_written(browser: Browser, ingrid: Volunteer) -> None:
    kari = browser("kari")
    kari.post(at("first_meeting_held", ingrid))
    kari.post(at("first_meeting_outcome", ingrid), {"outcome": "continue", "start_on": "2026-12-03"})
    response = kari.post(at("first_meeting_not_held", ingrid), follow=True)
    assert "already written down" in response.text
    assert Step.FIRST_ASSIGNMENT in open_steps(ingrid)


# Concluded


def conclude(browser: Browser, volunteer: Volunteer, **given: str) -> Any:
    return browser("kari").post(at("first_meeting_outcome", volunteer), given)


def test_going_on_opens_the_first_assignment_and_the_course(browser: Browser, ingrid: Volunteer) -> None:
    assert conclude(browser, ingrid, outcome="continue", start_on="2026-12-03").status_code == 303
    steps = open_steps(ingrid)
    assert sorted(steps) == [Step.FIRST_ASSIGNMENT, Step.TRAINING]
    assert steps[Step.FIRST_ASSIGNMENT].due_at == oslo(2026, 12, 3, 15)
    assert steps[Step.TRAINING].due_at == oslo(2027, 3, 3, 15)


def test_thinking_it_over_waits_for_the_day(browser: Browser, ingrid: Volunteer) -> None:
    assert conclude(browser, ingrid, outcome="think", think_until="2026-12-10").status_code == 303
    steps = open_steps(ingrid)
    assert {code: step.due_at for code, step in steps.items()} == {Step.FIRST_MEETING: oslo(2026, 12, 10, 15)}


@pytest.mark.parametrize("outcome", ["referred", "not_relevant"])
def test_other_outcomes_close_with_a_reason(browser: Browser, ingrid: Volunteer, outcome: str) -> None:
    assert (
        conclude(browser, ingrid, outcome=outcome, reason="Vil heller være støttekontakt").status_code == 303
    )
    with enter(ingrid.municipality):
        ingrid.refresh_from_db()
        assert ingrid.closed_as == outcome
    assert open_steps(ingrid) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"outcome": ""}, "Choose what you agreed."),
        ({"outcome": "continue"}, "Choose the day of the first assignment."),
        ({"outcome": "continue", "start_on": "2026-11-01"}, "Choose a day that has not been."),
        ({"outcome": "think"}, "Choose the day you talk again."),
        ({"outcome": "not_relevant", "reason": " "}, "Write why, in a few words."),
        ({"outcome": "referred"}, "Write where you showed the person on to."),
    ],
)
def test_an_outcome_lacks_nothing(
    browser: Browser, ingrid: Volunteer, given: dict[str, str], message: str
) -> None:
    response = conclude(browser, ingrid, **given)
    assert response.status_code == 422
    assert message in response.text
    assert list(open_steps(ingrid)) == [Step.INTERESTED]


def test_whoever_did_not_know_where_needs_a_place_to_go_on(
    browser: Browser, enquire: Callable[..., Volunteer], cast: Cast
) -> None:
    oddvar = enquire("Oddvar Lien", at=None)
    marit, address = browser("marit"), at("first_meeting_outcome", oddvar)
    given = {"outcome": "continue", "start_on": "2026-12-03"}
    response = marit.post(address, given)
    assert response.status_code == 422
    assert "Choose the place first." in response.text
    assert marit.post(address, given | {"workplace": cast.solsiden.pk}).status_code == 303
    with enter(cast.elvebyen):
        oddvar.refresh_from_db()
        assert oddvar.workplace == cast.solsiden


# The guide


def test_the_guide_has_seven_sections_and_a_closing(browser: Browser, ingrid: Volunteer) -> None:
    response = browser("kari").get(at("first_meeting_guide", ingrid))
    sections = response.context["sections"]
    assert [section.number for section in sections] == ["1", "2", "3", "4", "5", "6", "7", ""]
    assert all(section.points for section in sections)
    assert "{" not in "".join(point.text for section in sections for point in section.points)


def test_a_point_is_kept_as_it_is_touched(browser: Browser, ingrid: Volunteer) -> None:
    kari, address = browser("kari"), at("first_meeting_guide", ingrid)
    given = {"point": "3", "done-3": "on", "note-3": "Liker orden"}
    headers = {"HX-Request": "true", "HX-Target": "kept-3"}
    assert "Kept" in kari.post(address, given, headers=headers).text
    with enter(ingrid.municipality):
        point = GuidePoint.objects.get()
        assert (point.number, point.is_done, point.note) == (3, True, "Liker orden")
    html = kari.get(address).text
    assert "Liker orden" in html
    assert re.search(r'name="done-3"[^>]*checked', html)


def test_without_script_one_button_keeps_all(browser: Browser, ingrid: Volunteer) -> None:
    browser("kari").post(at("first_meeting_guide", ingrid), {"done-1": "on", "note-7": "Pensjonert"})
    with enter(ingrid.municipality):
        assert {(p.number, p.is_done, p.note) for p in GuidePoint.objects.all()} == {
            (1, True, ""),
            (7, False, "Pensjonert"),
        }


def test_a_point_that_does_not_exist_is_not_found(browser: Browser, ingrid: Volunteer) -> None:
    response = browser("kari").post(at("first_meeting_guide", ingrid), {"point": "999", "done-999": "on"})
    assert response.status_code == 404


def test_what_is_not_reached_goes_with_us_to_the_next_talk(browser: Browser, ingrid: Volunteer) -> None:
    kari, address = browser("kari"), at("first_meeting_guide", ingrid)
    kari.post(address, {"done-1": "on", "note-2": "Kom tilbake til dette"})
    kari.post(at("first_meeting_outcome", ingrid), {"outcome": "think", "think_until": "2026-12-10"})
    kari.post(at("first_meeting_proposal", ingrid), PROPOSAL | {"first": "2026-12-10T10:00"})
    points = [p for s in kari.get(address).context["sections"] for p in s.points]
    numbers = [point.number for point in points]
    assert 1 not in numbers
    assert 2 in numbers
    assert next(point for point in points if point.number == 2).note == "Kom tilbake til dette"
    assert all(point.carried for point in points)
    with enter(ingrid.municipality):
        assert len(guide.unfinished(ingrid)) == len(numbers)


def test_opening_the_guide_is_written_in_the_log(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    browser("kari").get(at("first_meeting_guide", ingrid))
    with enter(cast.elvebyen):
        entry = Entry.objects.get(is_read=True)
        assert (entry.actor_name, entry.about_id) == ("Kari Nygård", ingrid.person_id)


@pytest.mark.parametrize(("who", "status"), [("jonas", 200), ("marit", 403), ("anne", 403), ("solrun", 404)])
def test_who_may_open_the_guide(browser: Browser, ingrid: Volunteer, who: str, status: int) -> None:
    assert browser(who).get(at("first_meeting_guide", ingrid)).status_code == status


def test_the_agreed_time_is_in_the_calendar_of_both_and_of_nobody_else(
    cast: Cast, link: str, ingrid: Volunteer, visitor: Client
) -> None:
    assert visitor.post(link, choice(ingrid)).status_code == 303
    with enter(ingrid.municipality):
        people = {"ingrid": ingrid.person, "kari": cast.kari, "eirik": cast.eirik}
        secrets = {who: make_address(person, by=person) for who, person in people.items()}
    texts = {
        who: visitor.get(f"/kalender/{secret}/samspill.ics").content.decode()
        for who, secret in secrets.items()
    }
    assert {who: text.count("BEGIN:VEVENT") for who, text in texts.items()} == {
        "ingrid": 1,
        "kari": 1,
        "eirik": 0,
    }
    assert "Solheim" not in texts["kari"]
