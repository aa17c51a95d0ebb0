"""A face: two letters in a soft circle whose tint follows the name. Decorative, the name stands beside."""

from html import escape
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

TINTS = ("accent", "brand1", "brand2")


def initials(name: str) -> str:
    """First letters of the first and the last word: "Kari Nygård" KN, "Berit og hunden Dixie" BD."""
    words = [w for w in name.replace("-", " ").split() if w[0].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def face(who: object, size: str = "") -> SafeString:
    """`who` is a name or anything with a `name`; `size` is "s", "" or "l"."""
    name = who if isinstance(who, str) else str(getattr(who, "name", who) or "")
    tint, letters = TINTS[crc32(name.encode()) % len(TINTS)], escape(initials(name))
    drawn = f" ss-face--{escape(size)}" if size else ""
    return mark_safe(f'<span class="ss-face{drawn}" data-color="{tint}" aria-hidden="true">{letters}</span>')
