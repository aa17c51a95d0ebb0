"""A week of dinner delivery: ticked on the phone, taken by those who work there, given back from a mail, done by the unit in the end."""

import re
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.utils import timezone
from kombu import Connection
from playwright.sync_api import Browser

from foundation.tenancy.context import enter
from tests.boards.conftest import doers, drivers
from tests.browser.people import DESK, PHONE, Visitor
from tests.browser.running import House
from tests.cast import Cast, session_of
from volunteers.boards import tasks
from volunteers.boards.models import Scheme, SchemeMember, Slot
from volunteers.boards.models.scheme import Round
from volunteers.models import Activity
from volunteers.recurrence import week_of, weekly

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROUNDS = (Round("Nord", time(15)), Round("Sør", time(17)))


@pytest.fixture
def board(house: House, cast: Cast) -> Scheme:
    """Every day, so that the week is the same whichever day the tests run."""
    with enter(cast.elvebyen):
        volunteers = drivers(cast, "ingrid", "gunnar")
        scheme = Scheme(
            activity=Activity.objects.filter(workplace=cast.hagebyen).first(),
            name="Middagskjøring",
            rule=weekly(range(7)),
            unit=cast.hagebyen,
            asks_ready=False,
        )
        scheme.plan(ROUNDS, by=cast.jonas)
        SchemeMember.join(scheme, volunteers[1], by=cast.jonas)
        return scheme


@pytest.fixture
def ingrid(chromium: Browser, house: House, cast: Cast) -> Iterator[Visitor]:
    yield from visitor("Ingrid", chromium, house, cast, PHONE)


@pytest.fixture
def jonas(chromium: Browser, house: House, cast: Cast) -> Iterator[Visitor]:
    yield from visitor("Jonas", chromium, house, cast, DESK)


def visitor(name: str, chromium: Browser, house: House, cast: Cast, device: dict) -> Iterator[Visitor]:
    """Logged in already; how one logs in is told by the long story."""
    person = cast.all[name.lower()]
    came = Visitor(name, person.email, chromium, house, device)
    key = session_of(person, second_factor=name == "Jonas")
    came.context.add_cookies([{"name": "sessionid", "value": key, "url": house.url}])
    yield came
    came.context.close()


def test_a_week_of_dinner_delivery(
    house: House, cast: Cast, board: Scheme, ingrid: Visitor, jonas: Visitor, chromium: Browser
) -> None:
    monday, wednesday = coming_week(cast, board)

    # Ingrid ticks two turns on the phone, and saves once
    ingrid.opens("/min-side/turer/")
    ingrid.follows(re.compile("^Middagskjøring"))
    ingrid.opens(f"/tavler/{board.pk}/?dag={monday.on}")
    for slot in (monday, wednesday):
        ingrid.page.locator(f'input[value="{slot.pk}"][type=checkbox]').check()
    ingrid.presses("Lagre turene mine")
    ingrid.is_told("Lagret. Du har")
    assert told(cast, monday, wednesday) == [["Ingrid Solheim"]] * 2

    # Jonas sees what is left, takes one by name, and writes Gunnar up for another
    jonas.opens(f"/tavler/{board.pk}/?dag={monday.on}")
    south = beside(cast, monday)
    jonas.page.locator(f'button[formaction="/tavler/turer/{south.pk}/vi-tar-den/"]').click()
    jonas.is_told("Du har Sør")
    evening = beside(cast, wednesday)
    jonas.opens(f"/tavler/turer/{evening.pk}/frivillig/")
    jonas.chooses("Hvem?", "Gunnar Hauge")
    jonas.presses("Sett opp og gi beskjed")
    assert told(cast, south, evening) == [["Jonas Berg"], ["Gunnar Hauge"]]

    # Gunnar cannot after all, says so from the mail, and is not asked why
    letter = house.letter("gunnar@elvebyen.example", "Kommer det noe i veien")
    gunnar = Visitor("Gunnar", "gunnar@elvebyen.example", chromium, house, PHONE)
    gunnar.opens_link(letter)
    gunnar.presses("Jeg kan ikke komme")
    gunnar.is_told("Takk for at du sa fra.")
    assert told(cast, evening) == [[]]

    # The cut-off comes: the unit is told, and puts a name on it
    comes_to_the_cutoff(house, cast, evening)
    house.letter("jonas@elvebyen.example", "går til Hagebyen")
    assert told(cast, evening) == [["Hagebyen"]]
    jonas.opens("/tavler/")
    jonas.opens(f"/tavler/turer/{evening.pk}/")
    jonas.presses("Jeg tar den")
    assert told(cast, monday, south, wednesday, evening) == [
        ["Ingrid Solheim"],
        ["Jonas Berg"],
        ["Ingrid Solheim"],
        ["Jonas Berg"],
    ]
    assert [*ingrid.wrong, *jonas.wrong, *gunnar.wrong, *house.complaints] == []
    gunnar.context.close()


def coming_week(cast: Cast, board: Scheme) -> tuple[Slot, Slot]:
    monday = week_of(timezone.localdate())[0] + timedelta(days=14)
    with enter(cast.elvebyen):
        rows = board.slots.with_events().filter(route__name="Nord")
        return rows.get(on=monday), rows.get(on=monday + timedelta(days=2))


def beside(cast: Cast, slot: Slot) -> Slot:
    with enter(cast.elvebyen):
        return Slot.objects.with_events().get(scheme=slot.scheme_id, on=slot.on, route__name="Sør")


def told(cast: Cast, *slots: Slot) -> list[list[str]]:
    with enter(cast.elvebyen):
        return [doers(slot) for slot in slots]


def comes_to_the_cutoff(house: House, cast: Cast, slot: Slot) -> None:
    """Its time is moved to a minute ago, and the worker goes its round, twice."""
    with enter(cast.elvebyen):
        Slot.objects.filter(pk=slot.pk).update(cutoff_at=timezone.now() - timedelta(minutes=1))
    with Connection(house.broker.url, transport_options=house.broker.options) as connection:
        for _round in range(2):
            tasks.go_round.apply_async(args=[str(cast.elvebyen.pk)], connection=connection)
