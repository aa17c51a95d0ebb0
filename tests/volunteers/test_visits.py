"""Who comes: names and times for the ward, nothing more (PRI-05)."""

from datetime import datetime, time, timedelta
from itertools import islice

import pytest
from django.utils import timezone

from foundation.events.models import Event
from tests.cast import Cast
from tests.queries import assert_list_queries
from tests.volunteers import people
from volunteers.models import Conversation, Profile


def today_at(hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time(hour)))


def shown(cast: Cast, who: str = "anne", query: str = "") -> str:
    return cast.client_for(who).get(f"/hvem-kommer/{query}").content.decode()


def test_today_says_who_when_what_where_and_with_whom(here: Cast) -> None:
    people.planned(here, start=today_at(23))
    page = shown(here)
    for words in (
        "Én kommer i dag",
        "Ingrid Solheim",
        "Kaffebesøk",
        "Solveig Aune er følgesvenn",
        "Kontakt: Kari Nygård",
    ):
        assert words in page


def test_nothing_of_what_was_said_is_there(here: Cast) -> None:
    people.planned(here, start=today_at(23))
    assert "kor i tretti" not in shown(here)


def test_an_empty_day_says_so(here: Cast) -> None:
    page = shown(here)
    assert "Ingen er ventet i dag" in page


def test_the_week_after_is_a_click_away(here: Cast) -> None:
    people.planned(here, start=timezone.now() + timedelta(days=9))
    on = (timezone.localdate() + timedelta(days=7)).isoformat()
    assert "Ingrid" not in shown(here)
    assert "Ingrid" in shown(here, query=f"?fra={on}")
    assert "Ingrid" not in shown(here, query="?fra=tull")


def test_what_is_called_off_is_not_there(here: Cast) -> None:
    people.planned(here, start=timezone.now() + timedelta(days=1)).call_off(by=here.kari)
    assert "Ingrid" not in shown(here)


def test_activities_come_with_everybody_who_has_a_place(here: Cast) -> None:
    event = Event.objects.create(
        kind="activity",
        title="Sangstund",
        workplace=here.solsiden,
        starts_at=today_at(22),
        ends_at=today_at(23),
        place="Stua",
    )
    for person in (here.oddvar, here.gunnar):
        event.sign_up(person, by=here.kari, at=today_at(1))
    page = shown(here)
    assert "To kommer" in page or "2 kommer i dag" in page
    assert "Oddvar Lien og Gunnar Hauge" in page


def test_a_first_meeting_is_nobodys_business_on_the_ward(here: Cast) -> None:
    Event.objects.create(
        kind="conversation",
        title="Kaffe og en prat",
        workplace=here.solsiden,
        starts_at=today_at(22),
        ends_at=today_at(23),
    )
    assert "Kaffe og en prat" not in shown(here)


def test_another_place_is_not_shown(here: Cast) -> None:
    people.planned(here, at="hagebyen", start=today_at(23))
    assert "Ingrid" not in shown(here)
    assert "Ingrid" in shown(here, "jonas")


def test_the_ward_is_asked_how_the_first_time_went_until_it_has_said(here: Cast) -> None:
    volunteer = people.started(here)
    link = f"/frivillige/{volunteer.pk}/oppfolging/fra-avdelingen/"
    assert link in shown(here)
    Conversation.note_feedback(volunteer, "Fint.", "", by=here.anne)
    assert link not in shown(here)


@pytest.mark.parametrize(
    ("who", "status"),
    [("berit", 200), ("kari", 200), ("jonas", 200), ("marit", 200), ("gunnar", 403), ("rolf", 403)],
)
def test_who_may_see_it(here: Cast, who: str, status: int) -> None:
    assert here.client_for(who).get("/hvem-kommer/").status_code == status


def test_the_stranger_sees_nobody(here: Cast) -> None:
    people.planned(here, start=today_at(23))
    assert "Ingrid" not in here.client_for("endre").get("/hvem-kommer/").content.decode()


def test_the_same_number_of_queries_for_one_visit_and_many(here: Cast) -> None:
    keys = iter(["ingrid", "gunnar", "oddvar"])

    def more(count: int) -> None:
        for key in islice(keys, min(count, 2)):
            people.planned(here, key, start=today_at(23))

    assert_list_queries(here.client_for("anne"), "/hvem-kommer/", more, at_most=18)


@pytest.mark.parametrize(("shared", "seen"), [(True, True), (False, False)])
def test_limits_are_seen_in_the_department_only_by_leave(here: Cast, shared: bool, seen: bool) -> None:
    """What somebody would rather not (VOL-18)."""
    first = people.planned(here, start=timezone.now() + timedelta(hours=1))
    Profile.of(first.volunteer).tell(by=here.kari, own_limits="Ikke trapper.", limits_shared=shared)
    page = here.client_for("anne").get("/hvem-kommer/").text
    assert "Ingrid Solheim" in page
    assert ("Ingrid Solheim vil helst ikke: Ikke trapper." in page) is seen


def test_limits_told_at_another_place_are_not_seen_here(here: Cast) -> None:
    people.planned(here, start=timezone.now() + timedelta(hours=1))
    there = people.interested(here, "ingrid", at="hagebyen")
    Profile.of(there).tell(by=here.jonas, own_limits="Ikke hunder.", limits_shared=True)
    assert "Ikke hunder" not in here.client_for("anne").get("/hvem-kommer/").text
