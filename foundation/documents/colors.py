"""The municipality's colour on paper, as plain values: print has no theme."""

#: deep, its text tone, middle, ring, pale
_PALETTES = {
    "brand1": ("#0d7a5f", "#0b6a53", "#7fbcab", "#b5d7cd", "#dcece8"),
    "brand2": ("#5b3fa0", "#674da7", "#a894d2", "#c1b6db", "#eae7f3"),
    "accent": ("#0062ba", "#005db1", "#76abd9", "#99c0e3", "#ddeaf6"),
}
_NAMES = ("deep", "tone", "middle", "ring", "pale")


def palette(color: str) -> dict[str, str]:
    return dict(zip(_NAMES, _PALETTES.get(color, _PALETTES["brand1"]), strict=True))
