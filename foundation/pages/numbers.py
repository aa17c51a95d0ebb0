"""Small numbers as we say them: a sentence begins with a word, not a figure."""

import re
from typing import Any

from django.utils.translation import gettext as _


def in_words(count: int) -> str:
    """Up to twelve in letters, with a capital; above that the figure."""
    words = _("zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve").split(",")
    return (words[count] if count < len(words) else str(count)).capitalize()


def national(phone: Any) -> str:
    """A phone number as it is written in its own country; one that nobody has, as in the demonstration, in groups too."""
    if not phone:
        return ""
    digits = str(getattr(phone, "as_national", phone))
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}" if re.fullmatch(r"\d{8}", digits) else digits
