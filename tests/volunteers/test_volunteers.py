"""The list of volunteers and the page of one (VOL-01, PRI-05)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.access.gate import can
from foundation.audit.models import Entry
from foundation.events.models import Event, Participation
from foundation.people.models import Qualification
from foundation.tenancy.context import enter
from tests.cast import STAFF, Cast
from tests.queries import assert_list_queries
from tests.volunteers.moments import oslo
from volunteers.circle import wheel_of
from volunteers.models import Conversation, Pause, Step, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday", "menu")
Browser = Callable[[str], Client]
Enquire = Callable[..., Volunteer]
LIST = reverse("volunteers")
OCTOBER = oslo(2026, 10, 19, 10)


@pytest.fixture
def ingrid(enquire: Enquire, cast: Cast) -> Volunteer:
    """Registered in October, met, and starting in December."""
    ingrid = enquire(when=OCTOBER, own_idea="Jeg sang i kor i tretti år.", phone="+4790012345")
    with enter(cast.elvebyen):
        ingrid.enquiry.answer(by=cast.kari, at=OCTOBER + timedelta(days=1))
        meeting = Conversation.meet(ingrid, by=cast.kari, at=OCTOBER + timedelta(days=9))
        meeting.conclude("continue", by=cast.kari, start_on=oslo(2026, 12, 3).date())
    return ingrid


def names(response: Any) -> list[str]:
    return [row.volunteer.name for row in response.context["rows"]]


def page(volunteer: Volunteer) -> str:
    return reverse("volunteer", args=[volunteer.pk])


# The list


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("kari", ["Ahmed Yusuf", "Ingrid Solheim"]),
        ("jonas", ["Ahmed Yusuf", "Ingrid Solheim"]),  # her deputy
        ("berit", ["Ahmed Yusuf", "Ingrid Solheim"]),
        ("eirik", ["Rune Aasen"]),
        ("marit", ["Ahmed Yusuf", "Ingrid Solheim", "Rune Aasen"]),
        ("solrun", []),
    ],
)
def test_everybody_sees_their_own(
    browser: Browser, ingrid: Volunteer, enquire: Enquire, who: str, seen: list[str]
) -> None:
    enquire("Ahmed Yusuf")
    enquire("Rune Aasen", at="elvebredden")
    assert names(browser(who).get(LIST)) == seen


def test_an_employee_has_no_list(browser: Browser) -> None:
    assert browser("anne").get(LIST).status_code == 403


def test_the_visitor_is_asked_to_log_in(visitor: Client) -> None:
    assert visitor.get(LIST).status_code == 302


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"q": "ingrid"}, ["Ingrid Solheim"]),
        ({"q": "900 12 345"}, ["Ingrid Solheim"]),
        ({"q": "solheim ingrid"}, ["Ingrid Solheim"]),
        ({"q": "nobody"}, []),
        ({"step": "interested"}, ["Ahmed Yusuf"]),
        ({"step": "first_assignment"}, ["Ingrid Solheim"]),
        ({"step": "follow_up", "late": "1"}, []),
        ({"step": "interested", "late": "1"}, ["Ahmed Yusuf"]),
        ({"late": "1"}, ["Ahmed Yusuf"]),
        ({"status": "active"}, []),
        ({"status": "new"}, ["Ahmed Yusuf", "Ingrid Solheim"]),
        ({"status": "closed"}, []),
        ({"step": "nonsense", "workplace": "nonsense", "page": "x"}, ["Ahmed Yusuf", "Ingrid Solheim"]),
    ],
)
def test_the_choices_stand_in_the_address(
    browser: Browser, ingrid: Volunteer, enquire: Enquire, choice: dict[str, str], found: list[str]
) -> None:
    enquire("Ahmed Yusuf", when=timezone.now() - timedelta(days=6))
    assert names(browser("kari").get(LIST, choice)) == found


def test_the_list_is_narrowed_to_a_place(
    browser: Browser, ingrid: Volunteer, enquire: Enquire, cast: Cast
) -> None:
    enquire("Rune Aasen", at="elvebredden")
    assert names(browser("marit").get(LIST, {"workplace": cast.elvebredden.pk})) == ["Rune Aasen"]


def test_paused_and_closed_have_their_own_lists(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        Pause.begin(ingrid, None, by=cast.kari)
    assert names(browser("kari").get(LIST, {"status": "paused"})) == ["Ingrid Solheim"]
    with enter(cast.elvebyen):
        ingrid.close("not_relevant", timezone.localdate())
    kari = browser("kari")
    assert (names(kari.get(LIST)), names(kari.get(LIST, {"status": "closed"}))) == ([], ["Ingrid Solheim"])


def test_htmx_gets_the_rows_alone(browser: Browser, ingrid: Volunteer) -> None:
    headers = {"HX-Request": "true", "HX-Target": "volunteer-rows"}
    response = browser("kari").get(LIST, headers=headers)
    assert "<html" not in response.text
    assert "Ingrid Solheim" in response.text


def test_as_many_questions_for_one_as_for_thirty(browser: Browser, enquire: Enquire) -> None:
    names = iter(range(100))
    assert_list_queries(browser("kari"), LIST, lambda n: [enquire(f"Nummer {next(names)}") for _ in range(n)])


# The page


@pytest.mark.parametrize("who", ["kari", "jonas"])
def test_those_who_care_see_the_next_step_and_what_was_said(
    browser: Browser, ingrid: Volunteer, who: str
) -> None:
    html = browser(who).get(page(ingrid)).text
    assert "Make the first time a good one for Ingrid" in html
    assert "Jeg sang i kor i tretti år." in html


@pytest.mark.parametrize("who", ["marit", "berit"])
def test_the_coordinator_and_the_leader_see_where_things_stand_but_not_what_was_said(
    browser: Browser, ingrid: Volunteer, who: str
) -> None:
    html = browser(who).get(page(ingrid)).text
    assert "Ingrid Solheim" in html
    assert "First meeting" in html
    assert "Jeg sang i kor i tretti år." not in html
    assert "stays with Kari" in html


def test_without_a_contact_the_coordinator_reads_and_acts(
    browser: Browser, enquire: Enquire, cast: Cast
) -> None:
    oddvar = enquire("Oddvar Lien", at=None, own_idea="Jeg tapte mot pappa i femti år.")
    assert "Jeg tapte mot pappa" in browser("marit").get(page(oddvar)).text


@pytest.mark.parametrize(("who", "status"), [("eirik", 403), ("anne", 403), ("rolf", 403), ("solrun", 404)])
def test_others_do_not_see_the_page(browser: Browser, ingrid: Volunteer, who: str, status: int) -> None:
    response = browser(who).get(page(ingrid))
    assert response.status_code == status
    assert "Solheim" not in response.text


def test_opening_the_page_is_written_in_the_log(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    browser("kari").get(page(ingrid))
    with enter(cast.elvebyen):
        entry = Entry.objects.get(is_read=True)
        assert (entry.actor_name, entry.about_id) == ("Kari Nygård", ingrid.person_id)


def test_who_can_see_it_is_answered_from_the_tables(browser: Browser, ingrid: Volunteer, cast: Cast) -> None:
    """The same people for whom the gate opens the notes, by name, and none besides."""
    with enter(cast.elvebyen):
        everybody = [cast.member(key) for key in STAFF["elvebyen"]]
        may = {one.name for one in everybody if can(one, "volunteers.read_notes", ingrid)}
    assert may == {"Kari Nygård", "Jonas Berg"}
    assert "You, Jonas Berg and Ingrid Solheim." in browser("kari").get(page(ingrid)).text


def test_the_log_of_a_volunteer_is_seen_by_those_who_care_for_them(
    browser: Browser, ingrid: Volunteer
) -> None:
    allowed = {"kari": 200, "jonas": 200, "marit": 200, "eirik": 403, "anne": 403, "solrun": 404}
    found = {who: browser(who).get(f"{page(ingrid)}logg/").status_code for who in allowed}
    assert found == allowed


def test_the_page_leads_to_the_log_and_the_log_tells_who_opened_the_page(
    browser: Browser, ingrid: Volunteer
) -> None:
    shown = browser("kari").get(page(ingrid)).text
    assert f'href="{page(ingrid)}logg/"' in shown
    log = browser("jonas").get(f"{page(ingrid)}logg/").text
    assert "Kari Nygård</span> opened the page about this person" in log


def test_as_many_questions_for_a_short_history_as_for_a_long(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    def call(number: int) -> None:
        with enter(cast.elvebyen):
            for _count in range(number):
                ingrid.finish_step(Step.FOLLOW_UP, by=cast.kari, at=OCTOBER + timedelta(days=20))

    assert_list_queries(browser("kari"), page(ingrid), call, at_most=40)


# The wheel


def states(volunteer: Volunteer) -> list[str]:
    return [sector.state for sector in wheel_of(volunteer, timezone.now()).sectors]


def test_the_wheel_shows_done_next_and_later(ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert states(ingrid) == ["done"] * 3 + ["next"] + ["later"] * 5


def test_the_wheel_shows_what_is_late(enquire: Enquire, cast: Cast) -> None:
    with enter(cast.elvebyen):
        ahmed = enquire("Ahmed Yusuf", when=timezone.now() - timedelta(days=6))
        assert states(ahmed)[1] == "late"


def test_courses_and_gatherings_stand_on_the_wheel(ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        for kind in ("course_session", "gathering"):
            start = timezone.now() + timedelta(days=14)
            event = Event.objects.create(
                kind=kind, title=kind, starts_at=start, ends_at=start + timedelta(hours=2)
            )
            state = "invited" if kind == "gathering" else "signed_up"
            Participation.objects.create(event=event, person=ingrid.person, state=state)
        sectors = wheel_of(ingrid, timezone.now()).sectors
        assert [sectors[5].state, sectors[6].state] == ["planned", "planned"]
        assert sectors[5].says.startswith("Signed up")
        assert sectors[6].says.startswith("Invited")


def test_a_qualification_is_training_done(ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        ingrid.steps.open().filter(code=Step.TRAINING).delete()
        Qualification.objects.create(
            person=ingrid.person, code="introduction", title="Kurs", granted_on=OCTOBER.date()
        )
        assert states(ingrid)[5] == "done"


def test_a_repeated_step_says_how_often(ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        for days in (20, 30):
            ingrid.finish_step(Step.GUIDANCE, by=cast.kari, at=OCTOBER + timedelta(days=days))
        assert wheel_of(ingrid, timezone.now()).sectors[7].when.endswith("× 2")


def test_in_a_pause_nothing_is_filled(ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        wheel = wheel_of(ingrid, timezone.now(), paused="til 1. mars")
        assert not {"next", "late"} & {sector.state for sector in wheel.sectors}


def test_time_alone_makes_a_step_late(ingrid: Volunteer, cast: Cast) -> None:
    with (
        enter(cast.elvebyen),
        time_machine.travel(oslo(2026, 12, 3, 15, 1), tick=False),
    ):
        assert states(ingrid)[3] == "late"


def test_a_day_of_another_year_fits_in_its_sector(ingrid: Volunteer, cast: Cast) -> None:
    with enter(cast.elvebyen):
        ingrid.open_step(Step.TRAINING, due_at=timezone.now() + timedelta(days=400))
        [sector] = [one for one in wheel_of(ingrid, timezone.now()).sectors if one.name == "Training"]
    assert sector.when.startswith("by ")
    assert "20" not in sector.when


def test_the_contact_puts_right_how_somebody_is_reached(
    browser: Browser, ingrid: Volunteer, cast: Cast
) -> None:
    url = reverse("volunteer_details", args=[ingrid.pk])
    form = {"name": "Ingrid Solheim", "phone": "412 34 567", "email": "", "channel": "sms", "language": "nb"}
    assert "e-mail" in browser("kari").post(url, form | {"phone": ""}).text
    assert browser("kari").post(url, form).url == ingrid.get_absolute_url()
    assert browser("eirik").get(url).status_code == 403
    with enter(cast.elvebyen):
        ingrid.person.refresh_from_db()
        assert str(ingrid.person.phone) == "+4741234567"
        assert Entry.objects.filter(verb="person.corrected", about_id=ingrid.person_id).count() == 1
