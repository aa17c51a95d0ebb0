"""Who comes: names and times for the ward, nothing more (PRI-05)."""

from datetime import datetime, time, timedelta
from itertools import islice

import pytest
from django.utils import timezone

from foundation.events.models import Event
from foundation.people.models import Department
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.queries import assert_list_queries
from tests.volunteers import people
from volunteers.models import Conversation, Gathering, Profile
from volunteers.models.gathering import Plan


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
    people.planned(here, start=today_at(12) + timedelta(days=7))
    on = (timezone.localdate() + timedelta(days=7)).isoformat()
    assert "Ingrid" not in shown(here)
    assert "Ingrid" in shown(here, query=f"?fra={on}")
    assert "Ingrid" not in shown(here, query="?fra=tull")


def test_what_is_called_off_is_not_there(here: Cast) -> None:
    people.planned(here, start=timezone.now() + timedelta(days=1)).call_off(by=here.kari)
    assert "Ingrid" not in shown(here)


def test_activities_come_with_everybody_who_has_a_place(here: Cast) -> None:
    plan = Plan("coffee", "Sangstund", today_at(22), today_at(23), here.solsiden, "Stua")
    event = Gathering.plan(plan, by=here.kari)[0].event
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
    first = people.planned(here, start=today_at(23))
    Profile.of(first.volunteer).tell(by=here.kari, own_limits="Ikke trapper.", limits_shared=shared)
    page = here.client_for("anne").get("/hvem-kommer/").text
    assert "Ingrid Solheim" in page
    assert ("Ingrid Solheim vil helst ikke: Ikke trapper." in page) is seen


def test_limits_told_at_another_place_are_not_seen_here(here: Cast) -> None:
    people.planned(here, start=today_at(23))
    there = people.interested(here, "ingrid", at="hagebyen")
    Profile.of(there).tell(by=here.jonas, own_limits="Ikke hunder.", limits_shared=True)
    assert "Ikke hunder" not in here.client_for("anne").get("/hvem-kommer/").text


def coffee(cast: Cast, title: str = "Sangstund", **more: object) -> Event:
    """A gathering at Solsiden this evening."""
    plan = Plan("coffee", title, today_at(22), today_at(23), cast.solsiden, "Stua")
    event = Gathering.plan(plan, by=cast.kari)[0].event
    Event.objects.filter(pk=event.pk).update(**more)
    return event


def ward(cast: Cast, name: str) -> Department:
    return Department.objects.create(workplace=cast.solsiden, name=name)


def test_a_department_sees_its_own_and_what_is_for_the_whole_place(here: Cast) -> None:
    rose, oak = ward(here, "Rosestua"), ward(here, "Eikestua")
    for title, department in (("Sang", rose), ("Strikk", oak), ("Julekaffe", None)):
        coffee(here, title, department=department)
    page = shown(here, query=f"?avdeling={rose.pk}")
    assert [title in page for title in ("Sang", "Strikk", "Julekaffe")] == [True, False, True]
    assert all(title in shown(here) for title in ("Sang", "Strikk", "Julekaffe"))


def test_the_week_says_who_is_responsible(here: Cast) -> None:
    coffee(here, responsible=here.berit)
    assert "Berit Moen er ansvarlig" in shown(here)


def test_today_is_marked_and_only_in_this_week(here: Cast) -> None:
    people.planned(here, start=today_at(23))
    assert shown(here).count('aria-current="date"') == 1
    on = (timezone.localdate() - timedelta(days=7)).isoformat()
    assert 'aria-current="date"' not in shown(here, query=f"?fra={on}")


def test_htmx_gets_the_week_and_nothing_around_it(here: Cast) -> None:
    headers = {"hx-request": "true", "hx-target": "week"}
    page = here.client_for("anne").get("/hvem-kommer/", headers=headers).text
    assert page.lstrip().startswith('<div id="week"')


def seen_by_passers(cast: Cast, form: str) -> str:
    return cast.client_for("anne").get(f"/hvem-kommer/{cast.solsiden.pk}/{form}/").text


@pytest.mark.parametrize("form", ["skjerm", "ark"])
@pytest.mark.parametrize(
    ("named", "seen"),
    [("first", (True, False)), ("full", (True, True)), ("number", (False, False))],
)
def test_the_screen_and_the_sheet_name_people_as_the_municipality_has_chosen(
    here: Cast, form: str, named: str, seen: tuple[bool, bool]
) -> None:
    people.planned(here, start=today_at(23))
    choose("screen_names", named)
    page = seen_by_passers(here, form)
    assert "Kaffebesøk" in page
    assert ("Ingrid" in page, "Solheim" in page) == seen


def test_the_screen_looks_again_by_itself_and_has_no_menu(here: Cast) -> None:
    page = seen_by_passers(here, "skjerm")
    assert 'hx-trigger="every 60s"' in page
    assert "<nav" not in page


@pytest.mark.parametrize("form", ["skjerm", "ark"])
@pytest.mark.parametrize(("who", "status"), [("anne", 200), ("berit", 200), ("jonas", 200), ("eirik", 403)])
def test_who_may_put_up_the_screen_and_the_sheet(here: Cast, who: str, status: int, form: str) -> None:
    path = f"/hvem-kommer/{here.solsiden.pk}/{form}/"
    assert here.client_for(who).get(path).status_code == status
    assert here.client_for("endre").get(path).status_code == 404


@pytest.mark.parametrize(("rows", "size"), [(3, ""), (20, "small"), (40, "tiny")])
def test_a_full_week_becomes_smaller_so_that_it_has_room_on_one_sheet(
    here: Cast, rows: int, size: str
) -> None:
    for number in range(rows):
        coffee(here, f"Kaffe {number}")
    assert f'data-size="{size}"' in seen_by_passers(here, "ark")
