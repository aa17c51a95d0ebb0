"""What does not belong in a text about somebody who wishes for company: identity numbers never, health only when it must."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WORDS = Path(__file__).parent / "texts" / "not_here.txt"
#: Eleven digits, as one writes them: a national identity number, or an account. The database refuses by the same pattern.
NUMBER = r"(^|[^0-9])[0-9]{6}[ .-]?[0-9]{5}([^0-9]|$)"


@cache
def _smelling() -> re.Pattern[str]:
    lines = WORDS.read_text("utf-8").splitlines()
    stems = {line for line in lines if line and not line.startswith("#")}
    said = "|".join(re.escape(stem).replace(r"\*", r"\w*") for stem in sorted(stems, key=len, reverse=True))
    return re.compile(rf"\b(?:{said})\b", re.IGNORECASE)


def holds_number(text: str) -> bool:
    return re.search(NUMBER, text) is not None


def doubtful(text: str) -> list[str]:
    """Words of diagnosis or medicine, as they are written, each once."""
    return list(dict.fromkeys(_smelling().findall(text)))


def no_number(text: str) -> None:
    """For every field of a model that holds words about somebody."""
    if holds_number(text):
        raise ValidationError(_("Leave the number out. Identity numbers are never kept here."))
