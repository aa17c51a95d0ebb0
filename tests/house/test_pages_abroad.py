"""Every page in nynorsk and English, on the phone and at the desk, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.figures import told
from tests.house import tour as touring
from tests.house.test_pages import DESK, PHONE, look_at
from tests.house.tour import Sight
from tests.house.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long]
Tours = dict[str, list[Sight]]


@pytest.fixture(scope="module")
def tours(world: World, hurry: None) -> Tours:
    """All before the first look: log-ins grow old while pages are looked at."""
    found = {}
    for language in ("nn", "en"):
        world.speaks = language
        found[language] = touring.tour(world)
    return found


@pytest.fixture(scope="module")
def chromium(tours: Tours) -> Iterator[Browser]:
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with touring.browser() as opened:
        yield opened
    patch.undo()


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_tour_comes_round_in_every_language(language: str, tours: Tours) -> None:
    """Members' pages too, each in the language that was chosen."""
    strange = [str(one) for one in tours[language] if f'<html lang="{language}"' not in one.html]

    assert len(tours[language]) > 150
    assert strange == []


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_in_every_language_and_look(
    width: int, scheme: str, language: str, tours: Tours, chromium: Browser
) -> None:
    found = look_at(chromium, tours[language], width, scheme)
    told(f"{len(tours[language])} pages in {language}, {width} px, {scheme}: {len(found)} violations")

    assert found == []
