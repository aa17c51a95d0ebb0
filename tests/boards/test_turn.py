"""«I can't come» from the mail, the waiting list with an offer that runs out, and those who asked to hear (ASG-07, ASG-17)."""

from datetime import timedelta

import pytest
import time_machine

from foundation.events.links import participation_of, secret_of
from foundation.events.models import Participation
from foundation.notices.models import Notice
from foundation.notices.planning import HORIZON
from foundation.tenancy.context import enter
from tests.boards.conftest import MONDAY, doers, member, slot_on, take
from tests.boards.test_board import go_round, told
from tests.cast import Cast
from volunteers.boards.models import Scheme, Slot
from volunteers.boards.reminders import near_the_cutoff
from volunteers.boards.waiting import waiting


def link(slot: Slot, cast: Cast, key: str) -> str:
    return f"/tur/{secret_of(slot.event.participations.get(person=cast.all[key]))}/"


def test_i_cannot_come_from_the_mail_without_a_log_in(here: Cast, scheme: Scheme) -> None:
    tuesday = slot_on(scheme, 24)
    take(tuesday, here, "ingrid")
    visitor, path = here.visitor(), link(tuesday, here, "ingrid")
    assert "ledig for en annen" in visitor.get(path).text
    assert visitor.post(path, {"wish": "no"}).status_code == 303
    assert doers(tuesday) == []
    assert "Takk for at du sa fra" in visitor.get(path).text
    assert visitor.post(path, {"wish": "yes"}).status_code == 303
    assert doers(tuesday) == ["Ingrid Solheim"]


def test_after_the_cutoff_the_page_says_that_the_unit_does_it(here: Cast, scheme: Scheme) -> None:
    tuesday = slot_on(scheme, 24)
    take(tuesday, here, "ingrid")
    path = link(tuesday, here, "ingrid")
    go_round(MONDAY + timedelta(hours=4))
    with time_machine.travel(MONDAY + timedelta(hours=5), tick=False):
        visitor = here.visitor()
        assert "Da tar Hagebyen den" in visitor.get(path).text
        visitor.post(path, {"wish": "no"})
        assert doers(tuesday) == ["Hagebyen"]
        visitor.post(path, {"wish": "yes"})  # changed their mind: the unit has it
        assert doers(tuesday) == ["Hagebyen"]


@pytest.mark.parametrize("change", [0, 5, 20, 30])
def test_a_secret_that_nobody_was_given_opens_nothing(here: Cast, scheme: Scheme, change: int) -> None:
    tuesday = slot_on(scheme, 24)
    take(tuesday, here, "ingrid")
    secret = secret_of(tuesday.event.participations.get())
    forged = secret[:change] + ("A" if secret[change] != "A" else "B") + secret[change + 1 :]
    assert participation_of(secret, "board_slot")
    assert here.visitor().get(f"/tur/{forged}/").status_code == 410
    assert here.visitor().get("/tur/x/").status_code == 410
    with enter(here.fjordvik):
        assert participation_of(secret, "board_slot") is None


def test_the_first_who_waits_is_asked_and_the_place_is_kept_for_a_day(here: Cast, scheme: Scheme) -> None:
    thursday = slot_on(scheme, 26)
    take(thursday, here, "ingrid")
    for key in ("gunnar", "solveig"):
        take(thursday, here, key, may_wait=True)
    thursday.give_back(here.ingrid, by=here.ingrid)
    offered = thursday.event.participations.get(person=here.gunnar)
    assert (offered.state, offered.offered_until) == ("offered", MONDAY + timedelta(hours=24))
    assert told("slot_offered_first") == {"Gunnar Hauge"}
    assert here.visitor().post(link(thursday, here, "gunnar"), {"wish": "yes"}).status_code == 303
    assert doers(thursday) == ["Gunnar Hauge"]


def test_an_offer_that_nobody_answers_goes_on_without_blame(here: Cast, scheme: Scheme) -> None:
    thursday = slot_on(scheme, 26)
    take(thursday, here, "ingrid")
    for key in ("gunnar", "solveig"):
        take(thursday, here, key, may_wait=True)
    thursday.give_back(here.ingrid, by=here.ingrid)
    before = Notice.objects.filter(person=here.gunnar).count()
    go_round(MONDAY + timedelta(hours=24, minutes=1))
    states = dict(thursday.event.participations.values_list("person__name", "state"))
    assert states == {"Ingrid Solheim": "cancelled", "Gunnar Hauge": "lapsed", "Solveig Aune": "offered"}
    assert Notice.objects.filter(person=here.gunnar).count() == before
    go_round(MONDAY + timedelta(days=2, hours=3))  # the cut-off: nobody has said yes
    assert doers(thursday) == ["Hagebyen"]
    assert not Participation.objects.filter(event=thursday.event, state__in=["offered", "waiting"]).exists()


def test_a_no_to_an_offer_asks_the_next(here: Cast, scheme: Scheme) -> None:
    thursday = slot_on(scheme, 26)
    take(thursday, here, "ingrid")
    for key in ("gunnar", "solveig"):
        take(thursday, here, key, may_wait=True)
    thursday.give_back(here.ingrid, by=here.ingrid)
    here.visitor().post(link(thursday, here, "gunnar"), {"wish": "no"})
    assert thursday.event.participations.get(person=here.solveig).state == "offered"


def test_those_who_asked_to_hear_are_asked_and_the_first_yes_has_it(here: Cast, scheme: Scheme) -> None:
    thursday = slot_on(scheme, 26)
    take(thursday, here, "ingrid")
    assert (
        here.client_for("gunnar").post(f"/tavler/{scheme.pk}/spor-meg/", {"wants": "yes"}).status_code == 303
    )
    member(scheme, here, "solveig")
    thursday.give_back(here.ingrid, by=here.ingrid)
    assert told("slot_offered") == {"Gunnar Hauge"}
    here.visitor().post(link(thursday, here, "gunnar"), {"wish": "yes"})
    assert doers(thursday) == ["Gunnar Hauge"]


def test_a_turn_that_is_done_is_ticked_by_whoever_did_it(here: Cast, scheme: Scheme) -> None:
    tuesday = slot_on(scheme, 24)
    take(tuesday, here, "ingrid")
    client = here.client_for("ingrid")
    client.post(f"/min-side/turer/{tuesday.pk}/", {"wish": "done"})
    assert tuesday.event.participations.get().attended is None
    with time_machine.travel(MONDAY + timedelta(days=1, hours=8), tick=False):
        client = here.client_for("ingrid")
        assert client.post(f"/min-side/turer/{tuesday.pk}/", {"wish": "done"}).status_code == 303
    assert tuesday.event.participations.get().attended is True


def test_moved_and_called_off_tell_whoever_has_promised_in_the_same_breath(
    here: Cast, scheme: Scheme
) -> None:
    tuesday, wednesday = slot_on(scheme, 24), slot_on(scheme, 25)
    take(tuesday, here, "ingrid")
    take(wednesday, here, "gunnar")
    client = here.client_for("jonas")
    form = {"day": "2026-11-24", "starts": "16:00", "ends": "17:00"}
    assert client.post(f"/tavler/turer/{tuesday.pk}/flytting/", form).status_code == 303
    assert (
        client.post(
            f"/tavler/{scheme.pk}/stengt/", {"on": "2026-11-25", "reason": "Planleggingsdag"}
        ).status_code
        == 303
    )
    assert (told("slot_moved"), told("slot_called_off")) == ({"Ingrid Solheim"}, {"Gunnar Hauge"})
    assert not scheme.slots.held().filter(on=wednesday.on).exists()
    scheme.open_day(wednesday.on, by=here.jonas)
    assert scheme.slots.held().filter(on=wednesday.on).count() == 3


def test_the_unit_hears_before_the_cutoff_and_only_of_what_is_left(here: Cast, scheme: Scheme) -> None:
    take(slot_on(scheme, 24), here, "ingrid")
    promised = [one for one in near_the_cutoff(MONDAY) if one.due_at <= MONDAY + timedelta(hours=3)]
    assert {one.to.name for one in promised} == {"Jonas Berg", "Line Hovde"}
    assert [slot.partition(",")[0] for slot in promised[0].fields["slots"]] == ["Sentrum", "Sør"]
    assert all(one.due_at <= MONDAY + HORIZON for one in promised)


def test_what_is_the_units_waits_on_its_desk_until_it_has_a_name(here: Cast, scheme: Scheme) -> None:
    jonas = here.member("jonas")
    assert [row.do_text for row in waiting(jonas, MONDAY)] == ["See the board"]
    go_round(MONDAY + timedelta(hours=4))
    later = MONDAY + timedelta(hours=4)
    assert [row.do_text for row in waiting(jonas, later)] == ["Put a name on it"] * 3 + ["See the board"]
    slot_on(scheme, 24).cover(here.jonas, by=here.jonas, at=later)
    assert len(waiting(jonas, later)) == 3
    assert waiting(here.member("eirik"), later) == []
