"""The first meeting: held, and ended with an outcome (VOL-28)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.meetings import PROPOSAL, Browser, at, choice, ingrid, link, open_steps
from tests.volunteers.moments import oslo
from tests.volunteers.people import going
from volunteers.models import Step, Volunteer

__all__ = ["ingrid", "link"]
pytestmark = pytest.mark.usefixtures("tuesday", "menu")


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


def test_whoever_was_not_met_after_all_waits_for_a_time_again(browser: Browser, ingrid: Volunteer) -> None:
    """Without any time suggested there is no day to name."""
    kari = browser("kari")
    kari.post(at("first_meeting_held", ingrid))
    kari.post(at("first_meeting_not_held", ingrid))
    assert "Find a time for a coffee and a chat." in kari.get("/hva-venter/").text


def test_somebody_of_a_register_who_never_asked_is_met_all_the_same(here: Cast, browser: Browser) -> None:
    oddvar = going(here, "oddvar")
    assert browser("kari").post(at("first_meeting_proposal", oddvar), PROPOSAL).status_code == 303
    assert browser("kari").post(at("first_meeting_held", oddvar)).status_code == 303


def test_held_is_not_undone_when_the_outcome_is_written(browser: Browser, ingrid: Volunteer) -> None:
    kari = browser("kari")
    kari.post(at("first_meeting_held", ingrid))
    kari.post(at("first_meeting_outcome", ingrid), {"outcome": "continue", "start_on": "2026-12-03"})
    response = kari.post(at("first_meeting_not_held", ingrid), follow=True)
    assert "already written down" in response.text
    assert Step.FIRST_ASSIGNMENT in open_steps(ingrid)


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
