"""What stands in one place only, and what stands nowhere, in the whole tree."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, calls, sources, templates

#: What may be said in these files only, and why.
ONLY = {
    "set_config": ("foundation/tenancy/context.py", "one way to enter a municipality"),
    "CREATE POLICY": ("foundation/tenancy/db/schema.py", "one builder of the wall"),
}
NOWHERE = {
    r"\bStreamingHttpResponse\b": "a stream runs after the municipality has been left: make the file in a job",
    r"\bSET (?:SESSION |LOCAL )?app\.": "enter(municipality) is the way in",
    r"\b(?:TODO|FIXME|XXX)\b": "do it, or write an issue",
    r"\bcsrf_exempt\b": "every form carries its token",
    r"\bis_superuser=True|create_superuser\b": "nobody stands above the gate",
    r"\bdjango\.contrib\.admin\b": "the admin knows no gate",
}


def files() -> list[Path]:
    return [*sources(), *templates()]


@pytest.mark.parametrize("word", ONLY)
def test_what_has_one_place_stands_there_only(word: str) -> None:
    place, why = ONLY[word]
    others = [
        str(path.relative_to(ROOT)) for path in sources() if word in _code(path) and path != ROOT / place
    ]

    assert others == [], why


@pytest.mark.parametrize("words", NOWHERE)
def test_what_has_no_place_stands_nowhere(words: str) -> None:
    found = [str(path.relative_to(ROOT)) for path in files() if re.search(words, _code(path))]

    assert found == [], NOWHERE[words]


def _code(path: Path) -> str:
    """The file without its comments; what is said in words about a word is no use of it."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r'^\s*#.*$|^""".*?"""', "", text, flags=re.M | re.S) if path.suffix == ".py" else text


def test_the_gate_stands_around_every_row_in_the_views() -> None:
    """A gated view gets rows through `visible` and `reach`: `all()` of a manager is nobody's."""
    bare = [str(call) for call in calls("get_object_or_404", "get_list_or_404")]

    assert bare == [], "use reach(request.member, action, Model, pk)"
