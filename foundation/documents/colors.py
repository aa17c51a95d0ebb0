"""The municipality's colour on paper, as plain values: print has no theme."""

#: deep, its text tone, middle, ring, pale
_PALETTES = {
    "brand1": ("#0d7a5f", "#0b6a53", "#7fbcab", "#b5d7cd", "#dcece8"),
    "brand2": ("#5b3fa0", "#674da7", "#a894d2", "#c1b6db", "#eae7f3"),
    "accent": ("#0062ba", "#005db1", "#76abd9", "#99c0e3", "#ddeaf6"),
    "fjord": ("#0b5f78", "#15657d", "#89b1bd", "#a1c1cb", "#e0eaee"),
    "moss": ("#4c6a17", "#496616", "#a1b085", "#b4c09e", "#e6eade"),
    "plum": ("#7f356c", "#894578", "#c3a1ba", "#cfb4c8", "#efe6ed"),
    "slate": ("#44566b", "#4e5f73", "#a3abb6", "#b5bcc5", "#e6e9eb"),
    "indigo": ("#3d4aa5", "#4a56ab", "#a2a8d4", "#b5badd", "#e6e8f3"),
}
_NAMES = ("deep", "tone", "middle", "ring", "pale")


def palette(color: str) -> dict[str, str]:
    return dict(zip(_NAMES, _PALETTES.get(color, _PALETTES["brand1"]), strict=True))
