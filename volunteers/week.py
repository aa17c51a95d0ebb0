"""The hours of a week in which somebody can come, in words: seven days, and three parts of each."""

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS: dict[str, str | Promise] = {
    "morning": gettext_lazy("before 12"),
    "afternoon": gettext_lazy("12–17"),
    "evening": gettext_lazy("after 17"),
}
CODES = tuple(f"{day}_{part}" for day in DAYS for part in PARTS)


def day_name(day: str) -> str:
    return str(WEEKDAYS[DAYS.index(day)]).lower()


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped by day: the group is the day, a choice is a part of it."""
    return [(day_name(day), [(f"{day}_{part}", str(words)) for part, words in PARTS.items()]) for day in DAYS]


def in_words(codes: list[str]) -> list[str]:
    """«tirsdag etter 17», in the order of the week; what nobody knows is left out."""
    return [
        f"{day_name(day)} {words}"
        for day in DAYS
        for part, words in PARTS.items()
        if f"{day}_{part}" in codes
    ]
