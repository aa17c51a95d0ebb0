"""«Every Tuesday»: a standing agreement instead of ticking every week, with days away and breaks (ASG-07)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.boards.conftest import MONDAY, doers, drivers, make_scheme, member, slot_on, take
from tests.boards.test_board import go_round
from tests.cast import Cast
from tests.volunteers.moments import oslo
from volunteers.boards.models import Away, Scheme, Standing
from volunteers.models import Pause, Volunteer
from volunteers.recurrence import weekly

TUESDAYS = weekly([1])


def agree(scheme: Scheme, cast: Cast, key: str, rule: str = TUESDAYS, route: str = "Nord") -> Standing:
    return Standing.agree(member(scheme, cast, key), scheme.routes.get(name=route), rule, by=cast.all[key])


def tuesdays(scheme: Scheme) -> list[list[str]]:
    return [doers(slot_on(scheme, day)) for day in (24, 31, 38, 45)]


def test_every_tuesday_is_taken_now_and_as_the_weeks_come(here: Cast, scheme: Scheme) -> None:
    agree(scheme, here, "ingrid")
    assert tuesdays(scheme) == [["Ingrid Solheim"]] * 4
    go_round(MONDAY + timedelta(days=7))
    assert doers(slot_on(scheme, 52)) == ["Ingrid Solheim"]
    assert doers(slot_on(scheme, 53)) == []


def test_what_another_has_ticked_stays_theirs(here: Cast, scheme: Scheme) -> None:
    take(slot_on(scheme, 31), here, "gunnar")
    agree(scheme, here, "ingrid")
    assert tuesdays(scheme) == [["Ingrid Solheim"], ["Gunnar Hauge"], ["Ingrid Solheim"], ["Ingrid Solheim"]]


def test_one_tuesday_given_back_is_not_taken_up_again(here: Cast, scheme: Scheme) -> None:
    agree(scheme, here, "ingrid")
    slot_on(scheme, 31).give_back(here.ingrid, by=here.ingrid)
    go_round(MONDAY + timedelta(hours=1))
    assert tuesdays(scheme)[:3] == [["Ingrid Solheim"], [], ["Ingrid Solheim"]]


def test_days_away_go_back_to_the_board_and_come_again(here: Cast, scheme: Scheme) -> None:
    agree(scheme, here, "ingrid")
    away = Away.tell(member(scheme, here, "ingrid"), date(2026, 11, 30), date(2026, 12, 8), by=here.ingrid)
    assert [bool(found) for found in tuesdays(scheme)] == [True, False, False, True]
    go_round(MONDAY + timedelta(hours=1))
    assert [bool(found) for found in tuesdays(scheme)] == [True, False, False, True]
    with pytest.raises(ValidationError):
        Away.tell(member(scheme, here, "ingrid"), date(2026, 12, 8), date(2026, 11, 30), by=here.ingrid)
    away.come_back(by=here.ingrid)
    assert [bool(found) for found in tuesdays(scheme)] == [True] * 4


def test_a_break_is_respected_and_what_was_ticked_by_hand_is_kept(here: Cast, scheme: Scheme) -> None:
    agree(scheme, here, "ingrid")
    take(slot_on(scheme, 26), here, "ingrid")
    Pause.begin(Volunteer.objects.get(person=here.ingrid), date(2026, 12, 5), by=here.ingrid)
    go_round(MONDAY + timedelta(hours=1))
    assert [bool(found) for found in tuesdays(scheme)] == [False, False, True, True]
    assert doers(slot_on(scheme, 26)) == ["Ingrid Solheim"]


def test_an_ended_agreement_leaves_the_turns_to_others(here: Cast, scheme: Scheme) -> None:
    standing = agree(scheme, here, "ingrid", weekly([1, 3]))
    take(slot_on(scheme, 25), here, "ingrid")
    standing.end(by=here.ingrid)
    assert tuesdays(scheme) == [[]] * 4
    assert doers(slot_on(scheme, 25)) == ["Ingrid Solheim"]
    go_round(MONDAY + timedelta(days=8))
    assert doers(slot_on(scheme, 52)) == []


def test_whoever_has_ended_as_a_volunteer_leaves_everything_to_others(here: Cast, scheme: Scheme) -> None:
    agree(scheme, here, "ingrid")
    take(slot_on(scheme, 25), here, "ingrid")
    Volunteer.objects.get(person=here.ingrid).close("merged", on=MONDAY.date())
    go_round(MONDAY + timedelta(minutes=5))
    assert tuesdays(scheme) == [[]] * 4
    assert doers(slot_on(scheme, 25)) == []


def test_a_volunteer_makes_and_ends_an_agreement_on_the_phone(here: Cast, scheme: Scheme) -> None:
    client = here.client_for("ingrid")
    form = {
        "route": scheme.routes.get(name="Nord").pk,
        "rhythm": "1",
        "weekdays": ["1"],
        "starts_on": "2026-11-23",
    }
    assert client.post(f"/tavler/{scheme.pk}/faste-avtaler/ny/", form).status_code == 303
    assert tuesdays(scheme) == [["Ingrid Solheim"]] * 4
    assert "hver tirsdag" in client.get("/min-side/turer/").text
    standing = Standing.objects.get()
    gunnar = here.client_for("gunnar")
    assert gunnar.post(f"/tavler/faste-avtaler/{standing.pk}/slutt/").status_code == 403
    assert client.post(f"/tavler/faste-avtaler/{standing.pk}/slutt/").status_code == 303
    assert tuesdays(scheme) == [[]] * 4


def test_the_contact_writes_down_what_was_said_on_the_phone(here: Cast, scheme: Scheme) -> None:
    oddvar = drivers(here, "oddvar")[0]
    form = {"volunteer": oddvar.pk, "route": scheme.routes.get(name="Nord").pk, "rhythm": "1"}
    form |= {"weekdays": ["1"], "starts_on": "2026-11-23"}
    assert here.client_for("jonas").post(f"/tavler/{scheme.pk}/faste-avtaler/ny/", form).status_code == 303
    assert tuesdays(scheme) == [["Oddvar Lien"]] * 4
    wrong = form | {"weekdays": []}
    assert here.client_for("jonas").post(f"/tavler/{scheme.pk}/faste-avtaler/ny/", wrong).status_code == 422


def test_whoever_lacks_what_is_asked_for_is_told_kindly(here: Cast) -> None:
    drivers(here, "ingrid")
    scheme = make_scheme(here, asks_ready=True)
    with pytest.raises(ValidationError, match="confidentiality"):
        take(slot_on(scheme, 24), here, "ingrid")
    client = here.client_for("ingrid")
    slot = slot_on(scheme, 24)
    client.post(f"/tavler/{scheme.pk}/turer/", {"turn": [slot.pk], "shown": [slot.pk]})
    assert doers(slot) == []
    assert "taushetserklæringen" in client.get(f"/tavler/{scheme.pk}/").text


def test_a_rule_that_changes_calls_off_moves_and_makes(here: Cast, scheme: Scheme) -> None:
    """In one transaction: what was promised on days that go out is called off, and new days are there."""
    take(slot_on(scheme, 24), here, "ingrid")
    take(slot_on(scheme, 25), here, "gunnar")
    scheme.rule = weekly([2, 5])
    scheme.change(by=here.jonas)
    on = set(scheme.slots.held().values_list("on", flat=True))
    assert {day.weekday() for day in on} == {0, 2, 5} - {0}
    assert doers(slot_on(scheme, 25)) == ["Gunnar Hauge"]
    assert oslo(2026, 11, 28, 15).date() in on


def test_turns_that_a_break_gave_back_are_theirs_again_when_it_ends_early(here: Cast, scheme: Scheme) -> None:
    mine = member(scheme, here, "ingrid")
    Standing.agree(mine, scheme.routes.get(name="Nord"), weekly([1]), by=here.ingrid)
    taken, kept_free = slot_on(scheme, 24), slot_on(scheme, 31)
    pause = Pause.begin(mine.volunteer, until=date(2026, 12, 10), by=here.ingrid)
    go_round(MONDAY)
    assert (doers(taken), doers(kept_free)) == ([], [])
    take(taken, here, "gunnar")
    pause.end(by=here.ingrid)
    go_round(MONDAY + timedelta(minutes=5))
    assert (doers(taken), doers(kept_free)) == (["Gunnar Hauge"], ["Ingrid Solheim"])


def test_a_turn_given_back_after_the_break_stays_given_back(here: Cast, scheme: Scheme) -> None:
    mine = member(scheme, here, "ingrid")
    Standing.agree(mine, scheme.routes.get(name="Nord"), weekly([1]), by=here.ingrid)
    pause = Pause.begin(mine.volunteer, until=date(2026, 12, 10), by=here.ingrid)
    go_round(MONDAY)
    pause.end(by=here.ingrid)
    go_round(MONDAY + timedelta(minutes=5))
    tuesday = slot_on(scheme, 24)
    tuesday.give_back(here.ingrid, by=here.ingrid)
    go_round(MONDAY + timedelta(minutes=10))
    assert doers(tuesday) == []
