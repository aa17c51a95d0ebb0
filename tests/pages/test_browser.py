"""The sample pages in Chromium: accessible, inside their width, quiet under the policy, in light and dark."""

from collections.abc import Iterator

import pytest

from tests.pages import browser
from tests.pages.samples import PAGES, draw

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.chromium() is None, reason="needs Chromium"),
    pytest.mark.skipif(not browser.AXE.exists(), reason="needs npm's axe-core"),
]
LOOKS = [(390, "light"), (1280, "dark"), (360, "dark"), (1280, "light")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with browser.browser() as opened:
        yield opened


@pytest.fixture
def drawn(sample_house: None) -> dict[str, str]:
    return {name: draw(name) for name in PAGES}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_sample_pages_have_no_violation_and_stay_inside(
    chromium: object, drawn: dict[str, str], width: int, scheme: str
) -> None:
    context = chromium.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page, found = context.new_page(), []
    browser.serve(page, drawn)
    for name in drawn:
        page.goto(f"{browser.HOST}/{name}/")
        found += [f"{name}: {one}" for one in browser.violations(page)]
        found += [f"{name}: {px} px sideways" for px in [browser.sticks_out(page)] if px > 0]
    context.close()
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_open_menus_have_no_violation(
    chromium: object, drawn: dict[str, str], width: int, scheme: str
) -> None:
    context = chromium.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page, found = context.new_page(), []
    browser.serve(page, drawn)
    for name in ("portal", "waiting", "own"):
        page.goto(f"{browser.HOST}/{name}/")
        for menu in page.locator("header details:visible > summary").all():
            menu.click()
        found += [f"{name}: {one}" for one in browser.violations(page, "header")]
    context.close()
    assert found == []


def test_sample_pages_are_quiet_under_the_policy(chromium: object, drawn: dict[str, str]) -> None:
    page = chromium.new_page()
    wrong = browser.serve(page, drawn)
    for name in drawn:
        page.goto(f"{browser.HOST}/{name}/", wait_until="networkidle")
    page.close()
    assert wrong == []


def test_focus_goes_to_the_error_summary(chromium: object, drawn: dict[str, str]) -> None:
    page = chromium.new_page()
    browser.serve(page, drawn)
    page.goto(f"{browser.HOST}/form-error/", wait_until="networkidle")
    assert page.evaluate("document.activeElement.tagName") == "DS-ERROR-SUMMARY"
    page.close()


def test_error_summary_has_the_focus_without_script(chromium: object, drawn: dict[str, str]) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    browser.serve(page, drawn)
    page.goto(f"{browser.HOST}/form-error/")
    assert page.locator("ds-error-summary:focus").count() == 1
    context.close()


def test_everything_one_presses_is_44_pixels_on_the_phone(chromium: object, drawn: dict[str, str]) -> None:
    """Links in running text are excepted, as in WCAG 2.5.8."""
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    browser.serve(page, drawn)
    small = []
    for name in drawn:
        page.goto(f"{browser.HOST}/{name}/")
        small += page.evaluate(
            """() => [...document.querySelectorAll('.ds-button, .ss-nav a, .ss-menu summary, .ss-choice, .ss-links a, .ss-tabbar a, .ss-back')]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 120))"""
        )
    page.close()
    assert small == []
