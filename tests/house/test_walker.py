"""No address tells or changes anything of another municipality, whoever asks and however."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import clear_url_caches

from foundation.access.gate import TABLES
from tests.house import planted
from tests.house.formwalk import FormWalk
from tests.house.routes import routes
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


@pytest.mark.long
def test_the_thorough_walk_finds_nothing(world: World, hurry: None) -> None:
    """Everybody, every method, with and without htmx, and every form by everybody who sees it."""
    found = FormWalk(Walk(world, thorough=True).go()).go().walk.found

    assert {claim: summary(lines) for claim, lines in found.items() if lines} == {}


@pytest.fixture(scope="module")
def forms(walk: Walk) -> FormWalk:
    return FormWalk(walk).go()


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_walk_finds_nothing(claim: str, forms: FormWalk) -> None:
    assert forms.walk.found[claim] == [], f"{CLAIMS[claim]}:\n{summary(forms.walk.found[claim])}"


def summary(found: list[str]) -> str:
    """One line for each address, and in how many ways."""
    by_address: dict[str, list[str]] = {}
    for line in found:
        by_address.setdefault(line.split(" by ")[0].partition(" ")[2], []).append(line)
    return "\n".join(f"{lines[0]} (and {len(lines) - 1} more)" for lines in by_address.values())


def test_the_right_member_comes_in(forms: FormWalk) -> None:
    """Else the walk asks for nothing but 404s."""
    came = forms.walk.reached.keys() | forms.sent.keys()
    missed = [str(route) for route in forms.walk.ours if route not in came]

    assert len(missed) <= 0.05 * len(forms.walk.ours), missed


def test_the_forms_can_be_sent(forms: FormWalk) -> None:
    """What is asked for in a form can be given by looking at it, or stands in tests/house/forms.py."""
    assert len(forms.unsent) <= 0.05 * len(forms.sent), "\n".join(forms.unsent)


def test_the_root_host_shows_nobody(world: World) -> None:
    """No municipality is entered there: no session opens anything, and no row can be read."""
    shown = []
    for route in routes(settings.ROOT_HOST_URLCONF):
        path = route.path(route.values(world.unknown), settings.ROOT_HOST_URLCONF)
        for actor in world.actors:
            answer = world.ask(actor, "GET", path, host=settings.BASE_DOMAIN)
            if answer.status >= 500 or b"LEAK-B" in answer.everything or b"OWN-A" in answer.everything:
                shown.append(f"{route} by {actor}: {answer.status} {answer.error}")

    assert shown == []


def test_pages_of_a_municipality_are_not_found_on_the_root_host(world: World, walk: Walk) -> None:
    """Nor on a host that is nobody's."""
    known = {route.pattern for route in routes(settings.ROOT_HOST_URLCONF)}
    found = [
        f"{host}: {route}"
        for route in walk.ours
        if route.pattern not in known and route.name in {reached.name for reached in walk.reached}
        for host in (settings.BASE_DOMAIN, f"nobody.{settings.BASE_DOMAIN}")
        if world.ask(world.actors[0], "GET", world.our_paths(route)[0], host=host).status != 404
    ]

    assert found == []


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
    "crash": {"crash", "kept"},
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
