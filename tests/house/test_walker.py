"""No address tells or changes anything of another municipality, whoever asks and however."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import clear_url_caches

from foundation.access.gate import TABLES
from tests.house import planted
from tests.house.formwalk import FormWalk
from tests.house.walk import Walk
from tests.house.world import World

CLAIMS = {
    "unmapped": "every parameter tells what it holds",
    "ungated": "every view says who may come",
    "anonymous": "who is not logged in is asked to",
    "role": "a role without the action gets 403",
    "refusal": "another municipality's id is 404",
    "oracle": "another municipality's id and one that never was are answered with the same bytes",
    "leak": "no text of another municipality is ever shown",
    "changed": "no row of another municipality is ever changed",
    "crash": "nothing crashes",
    "writes": "looking changes nothing",
    "log": "what is changed is written in the log",
}


@pytest.fixture(scope="module")
def walk(world: World, hurry: None) -> Walk:
    return Walk(world).go()


@pytest.fixture(scope="module")
def forms(walk: Walk) -> FormWalk:
    return FormWalk(walk).go()


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_walk_finds_nothing(claim: str, forms: FormWalk) -> None:
    assert forms.walk.found[claim] == [], CLAIMS[claim]


def test_the_right_member_comes_in(forms: FormWalk) -> None:
    """Else the walk asks for nothing but 404s."""
    came = forms.walk.reached.keys() | forms.sent.keys()
    missed = [str(route) for route in forms.walk.ours if route not in came]

    assert len(missed) <= 0.05 * len(forms.walk.ours), missed


def test_the_forms_can_be_sent(forms: FormWalk) -> None:
    """What is asked for in a form can be given by looking at it, or stands in tests/house/forms.py."""
    assert len(forms.unsent) <= 0.05 * len(forms.sent), "\n".join(forms.unsent)


@pytest.fixture(scope="module")
def fallen(world: World, hurry: None) -> Iterator[FormWalk]:
    """A walk over addresses that break each claim."""
    patch = pytest.MonkeyPatch()
    patch.setitem(TABLES, "planted.see", planted.ACTIONS["planted.see"])
    with override_settings(ROOT_URLCONF="tests.house.planted"):
        clear_url_caches()
        yield FormWalk(Walk(world, under=planted.PLANTED).go()).go()
    clear_url_caches()
    patch.undo()


SEEN = {
    "leak": {"leak", "header"},
    "refusal": {"leak"},
    "oracle": {"leak", "header", "oracle"},
    "changed": {"change", "kept"},
    "crash": {"crash"},
    "ungated": {"ungated"},
    "unmapped": {"unmapped"},
    "anonymous": {"misplaced"},
    "role": {"misplaced"},
    "writes": {"writes"},
    "log": {"unlogged"},
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_walk_sees_what_breaks_the_claim(claim: str, fallen: FormWalk) -> None:
    names = {line.split(f" ({planted.PLANTED}")[0].split()[-1] for line in fallen.walk.found[claim]}

    assert names == SEEN[claim]


def test_what_is_sound_is_reached(fallen: FormWalk) -> None:
    reached = {route.name for route in fallen.walk.reached}

    assert {"sound", "sound_page"} <= reached
    assert {route.name for route in fallen.sent} == {"kept", "unlogged", "kind"}
    assert fallen.unsent == []
