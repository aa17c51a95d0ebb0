"""Every colour that a municipality may choose also stands on its papers."""

from foundation.documents.colors import _PALETTES, palette
from foundation.pages.colors import COLORS


def test_every_colour_has_its_tones_on_paper() -> None:
    assert set(_PALETTES) == set(COLORS)
    assert all(len(set(palette(color).values())) == 5 for color in COLORS)


def test_an_unknown_colour_is_green() -> None:
    assert palette("nonsense") == palette("brand1")
