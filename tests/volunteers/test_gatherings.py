"""Gatherings in a rhythm, answered from the mail and from my page, and a warning where they are too seldom (VOL-46 to 49)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.moments import oslo
from volunteers.belonging import fewest, too_few
from volunteers.models import Gathering, Step, TableNote, ThemeWish
from volunteers.models.gathering import Plan, Theme, starts, uncovered

TODAY = date(2026, 11, 24)
LONG_AGO = date(2020, 1, 1)


def form(**other: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=20)
    usual = {"kind": "theme", "title": "Temakveld om grenser", "day": day.isoformat(), "rhythm": "once"}
    return usual | {"starts": "18:00", "ends": "20:00", "place": "Kantina", "themes": ["ethics"]} | other


def planned(cast: Cast, ahead: int = 20, **other: object) -> Gathering:
    start = timezone.now() + timedelta(days=ahead)
    usual = {"kind": "theme", "title": "Temakveld", "starts_at": start, "ends_at": start + timedelta(hours=2)}
    plan = Plan(**(usual | {"workplace": cast.solsiden} | other))
    at = min(timezone.now(), start - timedelta(days=1))
    return Gathering.plan(plan, by=cast.member("kari"), at=at)[0]


# The rhythm


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        ("once", ["2026-08-31"]),
        ("half_year", ["2026-08-31", "2027-02-28"]),
        ("quarter", ["2026-08-31", "2026-11-30", "2027-02-28", "2027-05-31"]),
        ("year", ["2026-08-31", "2027-08-31"]),
    ],
)
def test_a_rhythm_keeps_the_day_and_the_clock_on_the_wall(rhythm: str, days: list[str]) -> None:
    """18 o'clock in summer and in winter; the last day of a month that is too short."""
    found = [timezone.localtime(one) for one in starts(oslo(2026, 8, 31, 18), rhythm)]
    assert [f"{one:%Y-%m-%d}" for one in found] == days
    assert {one.hour for one in found} == {18}


def test_a_rhythm_puts_the_coming_year_in_the_plan(here: Cast, kari: Client) -> None:
    assert kari.post("/samlinger/ny/", form(workplace=here.solsiden.pk, rhythm="quarter")).status_code == 303
    made = Gathering.objects.all()
    assert (len(made), len({one.series for one in made})) == (4, 1)
    assert not Notice.objects.filter(kind="gathering_invitation").exists()


@pytest.mark.parametrize(
    "wrong", [{"kind": "rave"}, {"day": "snart"}, {"ends": "17:00"}, {"rhythm": "alltid"}]
)
def test_nonsense_is_refused_with_what_was_typed(here: Cast, kari: Client, wrong: dict) -> None:
    answer = kari.post("/samlinger/ny/", form(workplace=here.solsiden.pk) | wrong)
    assert answer.status_code == 422
    assert "Temakveld om grenser" in answer.content.decode()
    assert not Gathering.objects.exists()


def test_a_contact_plans_for_their_own_place_only(here: Cast, kari: Client) -> None:
    assert kari.post("/samlinger/ny/", form(workplace=here.elvebredden.pk)).status_code == 422
    assert kari.post("/samlinger/ny/", form(workplace="")).status_code == 422
    assert here.client_for("marit").post("/samlinger/ny/", form(workplace="")).status_code == 303
    assert Gathering.objects.get().event.workplace is None


@pytest.mark.parametrize(
    ("who", "status"), [("berit", 403), ("ingrid", 403), ("eirik", 403), ("solrun", 404)]
)
def test_nobody_else_invites_or_writes_down(here: Cast, who: str, status: int) -> None:
    made = planned(here)
    client = here.client_for(who)
    for path in ("invitasjoner/", "frammote/", "referat/", "avlyst/"):
        assert client.post(f"/samlinger/{made.pk}/{path}").status_code == status
    assert not made.event.participations.exists()


def test_the_manager_sees_it(here: Cast) -> None:
    made = planned(here)
    assert here.client_for("berit").get(f"/samlinger/{made.pk}/").status_code == 200
    assert here.client_for("eirik").get(f"/samlinger/{made.pk}/").status_code == 403


# Yes or no


def invited(cast: Cast) -> Gathering:
    for key in ("oddvar", "gunnar", "solveig"):
        people.going(cast, key)
    people.going(cast, "ingrid", at="hagebyen")
    made = planned(cast)
    assert cast.client_for("kari").post(f"/samlinger/{made.pk}/invitasjoner/").status_code == 303
    return made


def test_everybody_at_the_place_is_asked_once(here: Cast, kari: Client) -> None:
    made = invited(here)
    assert {one.person for one in made.event.participations.all()} == {here.oddvar, here.gunnar, here.solveig}
    kari.post(f"/samlinger/{made.pk}/invitasjoner/")
    assert (
        Notice.objects.filter(kind="gathering_invitation", person=here.gunnar, channel="email").count() == 1
    )


def link_of(cast: Cast, key: str) -> str:
    notice = Notice.objects.get(kind="gathering_invitation", person=cast.all[key], channel="email")
    return notice.url


def test_answered_from_the_mail_without_a_log_in_and_changed(here: Cast) -> None:
    made, visitor = invited(here), here.visitor()
    link = link_of(here, "gunnar")
    assert "Temakveld" in visitor.get(link).content.decode()
    assert visitor.post(link, {"comes": "yes", "note": "nøtter"}).status_code == 303
    assert made.event.participation_of(here.gunnar).state == "signed_up"
    assert TableNote.objects.get().text == "nøtter"
    assert Notice.objects.filter(kind="gathering_confirmed", person=here.gunnar).exists()
    assert visitor.post(link, {"comes": "no"}).status_code == 303
    assert made.event.participation_of(here.gunnar) is None
    assert not TableNote.objects.exists()
    assert visitor.post(link, {"comes": "kanskje"}).status_code == 422


def test_opening_the_link_answers_nothing(here: Cast) -> None:
    made = invited(here)
    here.visitor().get(link_of(here, "gunnar"))
    assert made.event.participation_of(here.gunnar).state == "invited"


def test_answered_from_my_page(here: Cast) -> None:
    made, gunnar = invited(here), here.client_for("gunnar")
    assert f"/min-side/samlinger/{made.pk}/" in gunnar.get("/min-side/").content.decode()
    assert gunnar.post(f"/min-side/samlinger/{made.pk}/", {"comes": "yes"}).status_code == 303
    assert made.event.participation_of(here.gunnar).state == "signed_up"
    assert here.client_for("ingrid").get(f"/min-side/samlinger/{made.pk}/").status_code == 403
    assert here.client_for("solrun").get(f"/min-side/samlinger/{made.pk}/").status_code == 404


def test_who_came_is_written_down_also_those_who_had_not_answered(here: Cast, kari: Client) -> None:
    made = invited(here)
    made.reply(here.gunnar, True, by=here.gunnar, note="nøtter")
    came = {"came": [str(here.gunnar.pk), str(here.oddvar.pk)]}
    assert kari.post(f"/samlinger/{made.pk}/frammote/", came).status_code == 303
    attended = made.event.participations.filter(attended=True)
    assert {one.person for one in attended} == {here.gunnar, here.oddvar}
    assert not TableNote.objects.exists()  # what somebody cannot eat is forgotten
    kari.post(f"/samlinger/{made.pk}/frammote/", {"came": [str(here.gunnar.pk)]})
    assert [one.person for one in attended.all()] == [here.gunnar]


def test_whoever_came_has_taken_the_step(here: Cast, kari: Client) -> None:
    made = invited(here)
    volunteers = {key: here.all[key].volunteering.get() for key in ("gunnar", "oddvar")}
    for volunteer in volunteers.values():
        volunteer.open_step(Step.GATHERING)
    kari.post(f"/samlinger/{made.pk}/frammote/", {"came": [str(here.gunnar.pk)]})
    assert volunteers["gunnar"].step(Step.GATHERING).done_by_name == "Kari Nygård"
    assert volunteers["oddvar"].step(Step.GATHERING).is_open


def test_called_off_everybody_is_told(here: Cast, kari: Client) -> None:
    made = invited(here)
    assert kari.get(f"/samlinger/{made.pk}/avlyst/").status_code == 200
    kari.post(f"/samlinger/{made.pk}/avlyst/")
    assert Notice.objects.filter(kind="gathering_cancelled", person=here.gunnar, channel="email").exists()


# Themes


def test_a_wish_may_be_nameless_and_leaves_no_trace(here: Cast) -> None:
    made = invited(here)
    before = Entry.objects.count()
    sent = {"wish": "1", "text": "Hun ville gi meg en ring.", "nameless": "on"}
    assert here.client_for("gunnar").post(f"/min-side/samlinger/{made.pk}/", sent).status_code == 303
    wish = ThemeWish.objects.get()
    assert wish.person is None
    assert Entry.objects.count() == before
    page = here.client_for("kari").get(f"/samlinger/{made.pk}/").content.decode()
    assert "Hun ville gi meg en ring." in page
    assert "Uten navn" in page


def test_an_empty_wish_is_refused(here: Cast) -> None:
    made = invited(here)
    answer = here.client_for("gunnar").post(f"/min-side/samlinger/{made.pk}/", {"wish": "1"})
    assert answer.status_code == 422
    assert not ThemeWish.objects.exists()


def test_themes_that_nobody_met_about_for_a_year_are_suggested(here: Cast) -> None:
    now = timezone.now()
    planned(here, ahead=-400, themes=("roles",))
    planned(here, ahead=-100, themes=("ethics",))
    assert set(uncovered(here.solsiden, now)) == set(Theme.values) - {"ethics"}


def test_feedback_is_minuted_and_answered(here: Cast, kari: Client) -> None:
    made = planned(here, ahead=-2)
    address = f"/samlinger/{made.pk}/referat/"
    kari.post(address, {"minutes": "Vi snakket om gaver.", "feedback": "Heng opp planen.", "answer": ""})
    assert "Ikke besvart ennå" in kari.get(f"/samlinger/{made.pk}/").content.decode()
    kari.post(address, {"minutes": "x", "feedback": "Heng opp planen.", "answer": "Den henger der nå."})
    made.refresh_from_db()
    assert (made.answer, made.answered_by_name) == ("Den henger der nå.", "Kari Nygård")


# Often enough


@pytest.mark.parametrize(
    ("days", "fewest_of_all"),
    [
        ([], 0),
        ([date(2026, 6, 4)], 0),
        ([date(2026, 6, 4), date(2026, 12, 10)], 1),
        ([date(2026, 1, 2), date(2026, 6, 4), date(2026, 12, 10), date(2027, 5, 1)], 2),
        ([date(2026, 1, 10), date(2026, 2, 10), date(2027, 10, 1), date(2027, 11, 1)], 0),
    ],
)
def test_the_poorest_twelve_months_count(days: list[date], fewest_of_all: int) -> None:
    """Not the calendar year: in the last row there are two on each side of twelve empty months."""
    assert fewest(days, TODAY, LONG_AGO) == fewest_of_all


def test_months_before_the_place_was_part_of_it_do_not_count() -> None:
    days = [date(2026, 12, 10), date(2027, 5, 1)]
    assert fewest(days, TODAY, LONG_AGO) == 0
    assert fewest(days, TODAY, date(2026, 11, 1)) == 2


def test_the_contact_and_the_coordinator_are_warned_below_two(here: Cast, kari: Client) -> None:
    planned(here, ahead=30)
    assert "for sjelden samlinger på Solsiden" in kari.get("/hva-venter/").content.decode()
    assert "steder har samlinger for sjelden" in here.client_for("marit").get("/oversikt/").content.decode()
    planned(here, ahead=200)
    assert "for sjelden samlinger" not in kari.get("/hva-venter/").content.decode()
    assert here.solsiden.pk not in too_few([here.solsiden], timezone.localdate())


def test_what_is_for_everybody_counts_for_each_place(here: Cast) -> None:
    for ahead in (30, 200):
        planned(here, ahead=ahead, workplace=None)
    assert too_few([here.solsiden, here.hagebyen], timezone.localdate()) == {}


def test_the_municipality_chooses_how_many(here: Cast) -> None:
    planned(here, ahead=30)
    choose("gatherings_per_year", 1)
    assert too_few([here.solsiden], timezone.localdate()) == {}
