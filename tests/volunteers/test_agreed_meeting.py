"""The first meeting is planned with who, where and how long, and a time agreed on the phone stands at once (VOL-25)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from foundation.events.models import Event
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.conftest import TUESDAY
from tests.volunteers.meetings import PROPOSAL, Browser, at, choice, ingrid, link, link_in_mail, open_steps
from tests.volunteers.moments import oslo
from volunteers.models import Conversation, Step, Volunteer
from volunteers.reminders import first_meetings

__all__ = ["ingrid", "link"]
pytestmark = pytest.mark.usefixtures("tuesday", "menu")
AGREED = {"day": "2026-11-26", "starts": "14:00", "minutes": "45", "place": "Det lille møterommet"}


def told(kind: str) -> list[str]:
    return sorted(
        {notice.person.name for notice in Notice.objects.filter(kind=kind).select_related("person")}
    )


def test_a_time_agreed_on_the_phone_stands_at_once_and_both_get_the_calendar_file(
    browser: Browser, ingrid: Volunteer
) -> None:
    answer = browser("kari").post(at("first_meeting_agreed", ingrid), AGREED, follow=True)
    assert "You meet Ingrid" in answer.text
    step = open_steps(ingrid)[Step.FIRST_MEETING]
    assert step.planned_at == oslo(2026, 11, 26, 14)
    with enter(ingrid.municipality):
        event = Conversation.objects.get().event
        assert (event.ends_at, event.place) == (oslo(2026, 11, 26, 14, 45), "Det lille møterommet")
        mails = Notice.objects.filter(kind="meeting_accepted", channel="email")
        assert {notice.person.name for notice in mails} == {"Ingrid Solheim", "Kari Nygård"}
        assert all("BEGIN:VCALENDAR" in notice.letter().attachments[0][2] for notice in mails)


def test_whoever_has_neither_mail_nor_phone_has_heard_it_already(
    browser: Browser, enquire: Callable[..., Volunteer]
) -> None:
    oddny = enquire("Oddny Vik", email="", channel="other")
    assert browser("kari").post(at("first_meeting_agreed", oddny), AGREED).status_code == 303
    with enter(oddny.municipality):
        assert Conversation.objects.get().is_agreed
        assert told("meeting_accepted") == ["Kari Nygård"]


def test_an_offer_that_waited_is_answered_and_its_link_is_dead(
    browser: Browser, link: str, ingrid: Volunteer
) -> None:
    browser("kari").post(at("first_meeting_agreed", ingrid), AGREED)
    with enter(ingrid.municipality):
        assert Conversation.objects.get().event.starts_at == oslo(2026, 11, 26, 14)
    assert 'name="time"' not in browser("kari").get(link).text


def test_an_agreed_time_is_moved_in_the_calendars_that_have_it(browser: Browser, ingrid: Volunteer) -> None:
    browser("kari").post(at("first_meeting_agreed", ingrid), AGREED)
    browser("kari").post(at("first_meeting_agreed", ingrid), AGREED | {"starts": "15:00", "place": "Kafeen"})
    with enter(ingrid.municipality):
        event = Event.objects.get()
        assert (event.starts_at, event.place, event.sequence) == (oslo(2026, 11, 26, 15), "Kafeen", 1)


def test_a_time_that_passed_without_a_meeting_gives_way_to_a_new_one(
    browser: Browser, ingrid: Volunteer
) -> None:
    browser("kari").post(at("first_meeting_agreed", ingrid), AGREED)
    with time_machine.travel(TUESDAY + timedelta(days=6), tick=False):
        later = AGREED | {"day": "2026-12-03"}
        assert browser("kari").post(at("first_meeting_agreed", ingrid), later).status_code == 303
    with enter(ingrid.municipality):
        assert Event.objects.held().get().starts_at == oslo(2026, 12, 3, 14)


def test_a_time_that_has_been_is_refused(browser: Browser, ingrid: Volunteer) -> None:
    answer = browser("kari").post(at("first_meeting_agreed", ingrid), AGREED | {"day": "2026-11-23"})
    assert answer.status_code == 422
    assert "Choose a time that has not been." in answer.text


@pytest.mark.parametrize(("who", "status"), [("jonas", 303), ("marit", 403), ("anne", 403), ("solrun", 404)])
def test_who_may_write_it_in(browser: Browser, ingrid: Volunteer, who: str, status: int) -> None:
    assert browser(who).post(at("first_meeting_agreed", ingrid), AGREED).status_code == status


def test_who_takes_part_is_told_sees_it_and_gets_the_list_the_working_day_before(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    people = {"participants": [str(cast.anne.pk)], "responsible": str(cast.berit.pk), "closed_room": "on"}
    browser("kari").post(at("first_meeting_agreed", ingrid), AGREED | people)
    with enter(ingrid.municipality):
        meeting = Conversation.objects.get()
        assert (meeting.closed_room, meeting.responsible) == (True, cast.berit)
        assert told("meeting_joined") == ["Anne Lund", "Berit Moen"]
        own = Notice.objects.get(kind="meeting_accepted", person=ingrid.person, channel="email")
        assert own.fields["company.names"] == "Berit Moen, Anne Lund"
    for who in ("anne", "berit"):
        assert "First meetings you take part in" in browser(who).get("/hvem-kommer/").text
    assert "First meetings you take part in" not in browser("kari").get("/hvem-kommer/").text
    guide = browser("kari").get(at("first_meeting_guide", ingrid)).text
    assert "Berit Moen is responsible." in guide
    with enter(ingrid.municipality):
        promises = list(first_meetings(TUESDAY))
    assert {(one.kind, one.to) for one in promises} == {
        ("first_meeting_eve", cast.kari),
        ("meeting_joined_eve", cast.anne),
        ("meeting_joined_eve", cast.berit),
    }
    assert {one.due_at for one in promises} == {oslo(2026, 11, 25, 8)}


def test_who_was_asked_along_to_a_proposal_is_told_when_the_time_is_chosen(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL | {"participants": str(cast.anne.pk)})
    with enter(ingrid.municipality):
        assert told("meeting_joined") == []
    browser("kari").post(link_in_mail(ingrid), choice(ingrid))
    with enter(ingrid.municipality):
        assert told("meeting_joined") == ["Anne Lund"]


def test_whoever_need_not_come_after_all_is_told(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    page = at("first_meeting_agreed", ingrid)
    browser("kari").post(page, AGREED | {"participants": str(cast.anne.pk)})
    browser("kari").post(page, AGREED | {"participants": str(cast.berit.pk)})
    with enter(ingrid.municipality):
        assert told("meeting_joined_off") == ["Anne Lund"]
        assert told("meeting_joined") == ["Anne Lund", "Berit Moen"]
        assert Notice.objects.filter(kind="meeting_accepted", channel="email").count() == 2
    browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL)
    with enter(ingrid.municipality):
        assert told("meeting_joined_off") == ["Anne Lund", "Berit Moen"]
