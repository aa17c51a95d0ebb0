"""Every page in a real browser: accessible, inside a narrow phone, at peace with its own policy, alone with its own host."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.figures import told
from tests.house import tour as touring
from tests.house.routes import Route
from tests.house.test_templates import inline
from tests.house.tour import Look, Sight
from tests.house.world import Actor, Answer, World
from tests.pages.browser import sticks_out, violations

pytestmark = pytest.mark.browser
NARROWEST, PHONE, DESK = 360, 390, 1280


@pytest.fixture(scope="module")
def tour(world: World, hurry: None) -> list[Sight]:
    return touring.tour(world)


@pytest.fixture(scope="module")
def chromium(tour: list[Sight]) -> Iterator[Browser]:
    """Made after the pages are kept. Playwright's loop runs in our thread, and Django would take it for its own."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with touring.browser() as opened:
        yield opened
    patch.undo()


def look_at(chromium: Browser, sights: list[Sight], width: int, scheme: str) -> list[str]:
    """What is stopped by the page's own policy, asked of others, complained about, sticks out, or is found by axe-core."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    look, found = Look(context), []
    for sight in sights:
        look.show(sight)
        wrong = [*look.broken, *look.wrong]
        wrong += [f"{pixels} px sideways" for pixels in [sticks_out(look.page)] if pixels > 0]
        found += [f"{sight}: {one}" for one in [*wrong, *violations(look.page)]]
    context.close()
    return found


def richest(sights: list[Sight]) -> list[Sight]:
    """Each address as the one sees it who sees most of it."""
    found: dict[str, Sight] = {}
    for sight in sorted(sights, key=lambda sight: len(sight.html)):
        found[sight.path] = sight
    return list(found.values())


def test_every_page_is_accessible_and_keeps_its_policy_and_its_host_and_its_width(
    chromium: Browser, tour: list[Sight]
) -> None:
    """As who sees most of it sees it; as others see it in the long form."""
    assert look_at(chromium, richest(tour), NARROWEST, "light") == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROWEST, PHONE, DESK])
def test_every_page_in_every_look(width: int, scheme: str, chromium: Browser, tour: list[Sight]) -> None:
    found = look_at(chromium, tour, width, scheme)
    told(f"{len(tour)} pages in nb, {width} px, {scheme}: {len(found)} violations")
    assert found == []


def test_no_page_is_served_with_inline_script_or_style(tour: list[Sight]) -> None:
    assert [f"{sight}: {one}" for sight in tour for one in inline(sight.html)] == []


def test_every_page_is_in_bokmal(tour: list[Sight]) -> None:
    assert [str(sight) for sight in tour if '<html lang="nb"' not in sight.html] == []


HEAD = '<!doctype html><html lang="nb"><head><title>T</title><link rel="icon" href="data:,"></head><body><main><h1>T</h1>'
FAULTS = {
    "<img src='data:,'>": "image-alt",
    "<p style='width: 3000px'>Bred</p>": "px sideways",
    "<img alt='' src='http://example.org/a.png'>": "another host: http://example.org/a.png",
    "<script>window.x = 1</script>": "policy: script-src",
    "<link rel='stylesheet' href='/static/no/such.css'>": "no such file: no/such.css",
}


@pytest.mark.parametrize("body", FAULTS)
def test_each_fault_is_seen(body: str, chromium: Browser) -> None:
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "script-src 'self'"}
    answer = Answer(200, headers, f"{HEAD}{body}</main></body></html>".encode())
    sight = Sight(Route("planted", "planted/", print), Actor("anonymous"), "/planted/", answer)

    found = look_at(chromium, [sight], NARROWEST, "light")

    assert any(FAULTS[body] in one for one in found), found
