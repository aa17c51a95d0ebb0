"""A fixed roster swaps among itself: confirmed by the taker, seen by the contact, nobody's in between (ASG-09)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from foundation.notices.models import Notice
from tests.boards.conftest import MONDAY, doers, drivers, make_scheme, member, slot_on, take
from tests.boards.test_board import go_round, told
from tests.cast import Cast
from volunteers.boards.models import Scheme, Swap


@pytest.fixture
def roster(here: Cast) -> Scheme:
    drivers(here, "ingrid", "gunnar", "solveig")
    made = make_scheme(here, mode="roster")
    for key in ("ingrid", "gunnar", "solveig"):
        member(made, here, key)
    take(slot_on(made, 24), here, "ingrid")
    return made


def test_a_swap_is_asked_and_settled_by_the_takers_yes(here: Cast, roster: Scheme) -> None:
    tuesday = slot_on(roster, 24)
    ingrid, gunnar = here.client_for("ingrid"), here.client_for("gunnar")
    assert ingrid.post(f"/min-side/turer/{tuesday.pk}/bytte/", {"asked": here.gunnar.pk}).status_code == 303
    assert doers(tuesday) == ["Ingrid Solheim"]
    assert told("swap_asked") == {"Gunnar Hauge"}
    swap = Swap.objects.get()
    assert gunnar.post(f"/min-side/bytter/{swap.pk}/", {"answer": "yes"}).status_code == 303
    assert doers(tuesday) == ["Gunnar Hauge"]
    assert told("swap_confirmed") == {"Ingrid Solheim", "Gunnar Hauge"}
    assert told("swap_told") == {"Jonas Berg"}
    assert "Gunnar tar den for Ingrid" in here.client_for("jonas").get(f"/tavler/{roster.pk}/ordning/").text


def test_everybody_on_the_roster_may_be_asked_and_one_takes_it(here: Cast, roster: Scheme) -> None:
    swap = Swap.ask(slot_on(roster, 24), here.ingrid, by=here.ingrid)
    assert told("swap_asked") == {"Gunnar Hauge", "Solveig Aune"}
    swap.accept(here.solveig, by=here.solveig)
    with pytest.raises(ValidationError):
        Swap.objects.get().accept(here.gunnar, by=here.gunnar)
    assert doers(slot_on(roster, 24)) == ["Solveig Aune"]


def test_whoever_was_not_asked_does_not_take_it(here: Cast, roster: Scheme) -> None:
    swap = Swap.ask(slot_on(roster, 24), here.ingrid, by=here.ingrid, asked=here.gunnar)
    here.client_for("solveig").post(f"/min-side/bytter/{swap.pk}/", {"answer": "yes"})
    assert doers(slot_on(roster, 24)) == ["Ingrid Solheim"]


def test_a_no_changes_nothing_and_is_kept_nowhere(here: Cast, roster: Scheme) -> None:
    swap = Swap.ask(slot_on(roster, 24), here.ingrid, by=here.ingrid, asked=here.gunnar)
    before = Notice.objects.count()
    here.client_for("gunnar").post(f"/min-side/bytter/{swap.pk}/", {"answer": "no"})
    assert (doers(slot_on(roster, 24)), Swap.objects.get().is_open) == (["Ingrid Solheim"], True)
    assert Notice.objects.count() == before


def test_a_swap_holds_also_after_the_cutoff_and_nobody_who_waits_gets_it(here: Cast, roster: Scheme) -> None:
    tuesday = slot_on(roster, 24)
    take(tuesday, here, "solveig", may_wait=True)
    swap = Swap.ask(tuesday, here.ingrid, by=here.ingrid)
    go_round(MONDAY + timedelta(hours=4))
    with time_machine.travel(MONDAY + timedelta(hours=5), tick=False):
        swap.accept(here.gunnar, by=here.gunnar)
    assert doers(tuesday) == ["Gunnar Hauge"]


def test_what_is_not_yours_is_not_yours_to_swap(here: Cast, roster: Scheme) -> None:
    with pytest.raises(ValidationError):
        Swap.ask(slot_on(roster, 24), here.gunnar, by=here.gunnar)


def test_only_those_on_the_roster_see_it(here: Cast, roster: Scheme) -> None:
    drivers(here, "oddvar")
    assert here.client_for("ingrid").get(f"/tavler/{roster.pk}/").status_code == 200
    roster.members.get(volunteer__person=here.solveig).leave(by=here.solveig)
    assert here.client_for("solveig").get(f"/tavler/{roster.pk}/").status_code == 403
