"""How many parts a text message takes: GSM 03.38, the alphabet of SMS."""

_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = set("^{}\\[~]|€\f")  # two signs each


def is_gsm(text: str) -> bool:
    return set(text) <= _BASIC | _EXTENDED


def length(text: str) -> int:
    """In the signs that the operator counts: septets, or UTF-16 units when one sign is outside GSM-7."""
    if is_gsm(text):
        return sum(2 if sign in _EXTENDED else 1 for sign in text)
    return len(text.encode("utf-16-be")) // 2


def parts(text: str) -> int:
    single, joined = (160, 153) if is_gsm(text) else (70, 67)
    signs = length(text)
    return 1 if signs <= single else -(-signs // joined)
