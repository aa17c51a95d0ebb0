"""bin/bench measures real pages: its town can be built with the models of today, and every page it asks for answers."""

import pytest
from django.test import Client
from pytest_django import Settings

from bench import town as building
from bench.measure import POST, pages, queries, signing_up
from bench.table import BARE, Found
from bench.web import Web
from foundation.events.models import Participation
from foundation.tenancy.context import enter
from volunteers.models import CareStep, Volunteer

PEOPLE, PLACES = 120, 2


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> building.Town:
    monkeypatch.setattr(building, "ASKERS", 3)
    building.build("liten", PEOPLE, PLACES)
    return building.reopened("liten")


def test_the_town_is_full_and_its_pages_answer(
    town: building.Town, settings: Settings, tmp_path: object
) -> None:
    with enter(town.municipality):
        assert Volunteer.objects.count() == PEOPLE
        assert CareStep.objects.open().exists()
        assert CareStep.objects.done().count() > 3 * PEOPLE
    client = Client(headers={"host": f"liten.{settings.BASE_DOMAIN.partition(':')[0]}"})
    nobody = Web("none", "none", {}, tmp_path)
    for target in pages(town, nobody):
        client.cookies[settings.SESSION_COOKIE_NAME] = target.session
        answer = client.get(target.path)
        assert answer.status_code == 200, target.name
        assert 0 < queries(target) < 60


def test_everybody_who_asks_gets_a_seat(town: building.Town, tmp_path: object) -> None:
    with enter(town.municipality):
        before = Participation.objects.count()
    asking = signing_up(town, Web("none", "none", {}, tmp_path))
    assert queries(asking) > 5  # two ask: the first teaches the process what it remembers
    with enter(town.municipality):
        assert Participation.objects.count() == before + 2


def test_a_row_tells_the_ratios() -> None:
    found = Found(
        "two cores",
        {"municipalities": 2, "volunteers": 10, "largest": 5, "places": 1, "rounds": 1, "seconds": 1},
    )
    found.sql, found.one = {BARE: 3, POST: 9}, {BARE: 0.010, POST: 0.020}
    found.large, found.many, found.wall = {BARE: 0.010}, {BARE: 200, POST: 100}, {}
    found.cpu = {BARE: 0.008, POST: 0.020}

    assert f"| {POST} | 9 | 20.0 ms | 2.00 | 20.0 ms | 2.50 |  | 100 | 50% |  |" in found.text()
