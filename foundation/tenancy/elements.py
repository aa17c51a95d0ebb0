"""The elements of the model, and which of them the municipality uses (SYS-03).

An element that is not in use shows nowhere; nothing of it is deleted, so that it returns as it was.
"""

from foundation.tenancy.settings import setting
from foundation.tenancy.words import title_lazy, word

#: code -> the word that names it and the form it stands in, in the order of the model
ELEMENTS = {
    "network_coordinator": ("network_coordinator", "singular"),
    "volunteer_contacts": ("volunteer_contact", "plural"),
    "forum": ("forum", "singular"),
    "handbook": ("handbook", "singular"),
    "courses": ("intro_course", "singular"),
    "culture_building": ("culture_building", "singular"),
    "cross_sector": ("cross_sector", "singular"),
}
SEVEN = tuple(ELEMENTS)
SIX = tuple(code for code in ELEMENTS if code != "cross_sector")
VARIANTS = {"seven": SEVEN, "six": SIX}
TITLES = {code: title_lazy(*word) for code, word in ELEMENTS.items()}


def chosen() -> list[str]:
    """Those that the entered municipality uses, in the order of the model."""
    return [code for code in ELEMENTS if code in setting("elements")]


def in_use(element: str) -> bool:
    if element not in ELEMENTS:
        raise KeyError(f"the model has no element {element}")
    return element in setting("elements")


def name(element: str) -> str:
    """In the municipality's own word, as it stands inside a sentence."""
    return word(*ELEMENTS[element])


def variant() -> str:
    """The variant that the choice is, or "own"."""
    mine = tuple(chosen())
    return next((name for name, codes in VARIANTS.items() if codes == mine), "own")
