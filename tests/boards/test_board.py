"""The board: volunteers tick what they want, employees see what is left and take it (ASG-07); what remains is the unit's (ASG-08)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from tests.boards.conftest import MONDAY, doers, make_scheme, member, slot_on, take
from tests.cast import Cast
from tests.volunteers.moments import oslo
from volunteers.boards.models import Scheme, SchemeMember, Slot
from volunteers.boards.tasks import due


def post_turns(client: Client, scheme: Scheme, ticked: list[Slot], shown: list[Slot]) -> int:
    data = {"turn": [one.pk for one in ticked], "shown": [one.pk for one in shown], "week": "2026-11-23"}
    return client.post(f"/tavler/{scheme.pk}/turer/", data).status_code


def go_round(at: object) -> None:
    with time_machine.travel(at, tick=False):
        for deed in due(at):
            deed(at)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_several_turns_are_ticked_in_one_post_asg07(here: Cast, scheme: Scheme) -> None:
    wanted = [slot_on(scheme, 24), slot_on(scheme, 26), slot_on(scheme, 27, "Sør")]
    assert post_turns(here.client_for("ingrid"), scheme, wanted, wanted) == 303
    assert [doers(one) for one in wanted] == [["Ingrid Solheim"]] * 3
    assert SchemeMember.objects.get().volunteer.person == here.ingrid


def test_what_is_no_longer_ticked_is_given_back_and_the_rest_stands_asg07(here: Cast, scheme: Scheme) -> None:
    tuesday, thursday, friday = (slot_on(scheme, day) for day in (24, 26, 27))
    for one in (tuesday, thursday, friday):
        take(one, here, "ingrid")
    assert post_turns(here.client_for("ingrid"), scheme, [thursday], [tuesday, thursday]) == 303
    assert [doers(one) for one in (tuesday, thursday, friday)] == [[], ["Ingrid Solheim"], ["Ingrid Solheim"]]


def test_whoever_was_a_moment_late_is_told_kindly_and_keeps_the_rest(here: Cast, scheme: Scheme) -> None:
    tuesday, thursday = slot_on(scheme, 24), slot_on(scheme, 26)
    take(tuesday, here, "gunnar")
    client = here.client_for("ingrid")
    assert post_turns(client, scheme, [tuesday, thursday], [tuesday, thursday]) == 303
    assert [doers(tuesday), doers(thursday)] == [["Gunnar Hauge"], ["Ingrid Solheim"]]
    page = client.get(f"/tavler/{scheme.pk}/", headers={"accept-language": "nb"}).text
    assert "Den siste plassen ble nettopp tatt" in page


def test_nobody_is_at_two_places_at_once(here: Cast, scheme: Scheme) -> None:
    north, centre, south = (slot_on(scheme, 24, name) for name in ("Nord", "Sentrum", "Sør"))
    assert (
        post_turns(here.client_for("ingrid"), scheme, [north, centre, south], [north, centre, south]) == 303
    )
    taken = [one for one in (north, centre, south) if doers(one)]
    assert south in taken
    assert len(taken) == 2


def test_employees_see_what_is_left_and_take_it_by_name_asg07(here: Cast, scheme: Scheme) -> None:
    tuesday = slot_on(scheme, 24)
    client = here.client_for("jonas")
    assert f"/tavler/turer/{tuesday.pk}/vi-tar-den/" in client.get(f"/tavler/{scheme.pk}/").text
    assert client.post(f"/tavler/turer/{tuesday.pk}/vi-tar-den/").status_code == 303
    assert doers(tuesday) == ["Jonas Berg"]
    assert f"/tavler/turer/{tuesday.pk}/vi-tar-den/" not in client.get(f"/tavler/{scheme.pk}/").text
    ingrids = here.client_for("ingrid").get(f"/tavler/{scheme.pk}/").text
    assert f'value="{tuesday.pk}"' not in ingrids
    assert "Jonas" in ingrids


def test_untaken_at_the_cutoff_goes_to_the_unit_once_and_they_are_told_asg08(
    here: Cast, scheme: Scheme
) -> None:
    tuesday = slot_on(scheme, 24)
    take(slot_on(scheme, 24, "Sør"), here, "ingrid")
    go_round(MONDAY + timedelta(hours=2, minutes=59))
    assert doers(tuesday) == []
    for minutes in (1, 2, 6):
        go_round(MONDAY + timedelta(hours=3, minutes=minutes))
    assert doers(tuesday) == ["Hagebyen"]
    assert doers(slot_on(scheme, 24, "Sør")) == ["Ingrid Solheim"]
    assert told("slot_goes_to_unit") == {"Jonas Berg", "Line Hovde"}
    sent = Notice.objects.filter(kind="slot_goes_to_unit", person=here.line, channel="email")
    assert sent.count() == 2  # Nord and Sentrum
    assert Entry.objects.filter(verb="slot.fell").count() == 2


def test_after_the_cutoff_the_unit_has_it_and_a_tick_is_refused_kindly_asg08(
    here: Cast, scheme: Scheme
) -> None:
    tuesday, at = slot_on(scheme, 24), MONDAY + timedelta(hours=4)
    with time_machine.travel(at, tick=False):  # nobody has gone round yet
        client = here.client_for("ingrid")
        assert post_turns(client, scheme, [tuesday], [tuesday]) == 303
        assert doers(tuesday) == []
        assert "Hagebyen" in client.get(f"/tavler/{scheme.pk}/").text
    go_round(at)
    assert doers(tuesday) == ["Hagebyen"]


def test_one_of_the_unit_puts_a_name_on_it_asg08(here: Cast, scheme: Scheme) -> None:
    tuesday = slot_on(scheme, 24)
    go_round(MONDAY + timedelta(hours=4))
    assert here.client_for("jonas").post(f"/tavler/turer/{tuesday.pk}/vi-tar-den/").status_code == 303
    assert doers(tuesday) == ["Jonas Berg"]


def test_given_back_after_the_cutoff_it_is_the_units_in_the_same_breath_asg08(
    here: Cast, scheme: Scheme
) -> None:
    tuesday = slot_on(scheme, 24)
    take(tuesday, here, "ingrid")
    go_round(MONDAY + timedelta(hours=4))
    tuesday.give_back(here.ingrid, by=here.ingrid)
    assert doers(tuesday) == ["Hagebyen"]
    assert told("slot_goes_to_unit") == {"Jonas Berg", "Line Hovde"}


def test_nobody_is_written_to_about_what_they_did_not_take_asg08(here: Cast, scheme: Scheme) -> None:
    """No reminder, no list, no count: three volunteers took nothing for a week."""
    for day in range(23, 30):
        go_round(oslo(2026, 11, day, 13))
    volunteers = {"Ingrid Solheim", "Gunnar Hauge", "Solveig Aune"}
    assert not volunteers & set(Notice.objects.values_list("person__name", flat=True))
    board = here.client_for("jonas").get(f"/tavler/{scheme.pk}/").text
    assert not [name for name in ("Ingrid", "Gunnar", "Solveig") if name in board]


@pytest.mark.parametrize("who", ["eirik", "rolf", "anne"])
def test_the_board_is_for_those_who_share_it(here: Cast, scheme: Scheme, who: str) -> None:
    assert here.client_for(who).get(f"/tavler/{scheme.pk}/").status_code == 403


def test_the_stranger_finds_nothing(here: Cast, scheme: Scheme) -> None:
    assert here.client_for("solrun").get(f"/tavler/{scheme.pk}/").status_code == 404


def test_a_volunteer_of_another_place_takes_part_when_the_contact_says_so(here: Cast, scheme: Scheme) -> None:
    other = make_scheme(here, at="elvebredden", mode="roster")
    client = here.client_for("ingrid")
    assert client.get(f"/tavler/{other.pk}/").status_code == 403
    member(other, here, "ingrid")
    assert client.get(f"/tavler/{other.pk}/").status_code == 200
