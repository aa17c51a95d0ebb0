"""A municipality's colour never costs the reader a letter: every choice keeps the contrasts of WCAG AA."""

import re

import pytest
from django.conf import settings

from foundation.pages.colors import COLORS

DESIGNSYSTEMET = {"accent", "brand1", "brand2"}
TEXT, LARGE = 4.5, 3.0
PAIRS = [
    ("base-contrast-default", "base-default", TEXT),
    ("text-subtle", "background-default", TEXT),
    ("text-subtle", "surface-tinted", TEXT),
    ("text-default", "surface-active", TEXT),
    ("border-default", "background-default", LARGE),
]


def scales() -> list[tuple[str, dict[str, str]]]:
    css = (settings.BASE_DIR / "static" / "samspill" / "colors.css").read_text()
    found = re.findall(r"data-color=(\w+)\] \{([^}]+)\}", css)
    return [(name, dict(re.findall(r"--ds-color-([a-z-]+): (#\w{6});", body))) for name, body in found]


def luminance(hexed: str) -> float:
    parts = [int(hexed[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_choice_has_a_scale_in_light_and_dark() -> None:
    names = [name for name, _scale in scales()]
    assert sorted(names) == sorted([*(set(COLORS) - DESIGNSYSTEMET)] * 2)
    assert {len(scale) for _name, scale in scales()} == {16}


@pytest.mark.parametrize(("over", "under", "least"), PAIRS)
def test_every_scale_can_be_read(over: str, under: str, least: float) -> None:
    low = {
        name: round(contrast(s[over], s[under]), 2)
        for name, s in scales()
        if contrast(s[over], s[under]) < least
    }
    assert low == {}
