"""The network coordinator's overview: a row per place, and every figure opens its list (NET-03)."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.people import Visitor
from tests.browser.story import Story

COLUMNS = ["Frivillige", "Venter", "Sene telefoner"]


def comes_in(story: Story) -> None:
    story.marit.logs_in_with_second_factor()
    sees(story, waiting=1)


def sees(story: Story, late: bool = False, **figures: int) -> None:
    """At Solsiden: active volunteers, waiting for an answer, late calls; what is not named is nought."""
    marit = story.marit
    wanted = [figures.get(name, 0) for name in ("active", "waiting", "late_calls")]
    for column, figure in zip(COLUMNS, wanted, strict=True):
        row = _solsiden(marit)
        expect(row).to_contain_text("Kari Nygård, 50 %")
        expect(row).to_contain_text("Trenger hjelp" if late else "I rute")
        link = row.get_by_role("cell").filter(has_text=column).get_by_role("link")
        expect(link).to_have_text(str(figure))
        link.click()
        marit.reads("Frivillige")
        expect(marit.page.get_by_role("rowheader", name="Sunniva Dahl")).to_have_count(figure)


def _solsiden(marit: Visitor) -> Locator:
    marit.opens("/")
    return marit.find("row", re.compile("Solsiden sykehjem"))
