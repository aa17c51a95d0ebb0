"""The guide of the first meeting: points ticked off, noted, or carried on (VOL-26)."""

import re

import pytest

from foundation.audit.models import Entry
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.meetings import PROPOSAL, Browser, at, ingrid
from volunteers import guide
from volunteers.models import GuidePoint, Volunteer

__all__ = ["ingrid"]
pytestmark = pytest.mark.usefixtures("tuesday", "menu")


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
