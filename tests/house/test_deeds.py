"""Nobody does by accident what cannot be taken back: each deed can be undone, asks first, or has a reason for neither."""

import inspect
import re
import sys

import pytest

from tests.house.deeds import CONFIRM, NEITHER, UNDO
from tests.house.routes import Route, routes

ROUTES = {route.name: route for route in routes() if route.is_ours and route.name}
TAKES = re.compile(r"POST|posted\(|as_view")


def source_of(route: Route) -> str:
    """The view, and the functions of its own file that it hands the request on to."""
    view = inspect.unwrap(route.view)
    if hasattr(view, "view_class"):
        return "as_view"
    module = sys.modules[view.__module__]
    own = inspect.getsource(view)
    called = {
        name for name in re.findall(r"\b(\w+)\(", own) if inspect.isfunction(getattr(module, name, None))
    }
    near = [getattr(module, name) for name in called if getattr(module, name).__module__ == module.__name__]
    return "\n".join([own, *map(inspect.getsource, near)])


def deeds() -> set[str]:
    """The addresses that take a POST. allauth's own views are whole classes, wrapped by ours."""
    theirs = {
        name for name, route in ROUTES.items() if inspect.unwrap(route.view).__module__.startswith("allauth")
    }
    return theirs | {name for name, route in ROUTES.items() if TAKES.search(source_of(route))}


def test_every_deed_can_be_undone_or_asks_first_or_says_why_not() -> None:
    told = [*UNDO, *CONFIRM, *NEITHER]
    assert sorted(name for name in told if told.count(name) > 1) == []
    assert sorted(deeds() - set(told)) == []
    assert sorted(set(told) - ROUTES.keys()) == []


@pytest.mark.parametrize(("deed", "back"), UNDO.items())
def test_the_receipt_of_what_can_be_undone_offers_it(deed: str, back: str) -> None:
    source = source_of(ROUTES[deed])
    assert "undo" in source
    assert f'"{back}"' in source or deed == back
    assert "POST" in source_of(ROUTES[back])


@pytest.mark.parametrize("deed", CONFIRM)
def test_what_asks_first_has_a_page_that_asks(deed: str) -> None:
    assert "@require_POST" not in source_of(ROUTES[deed])


def test_no_reason_is_empty() -> None:
    assert [name for name, why in [*CONFIRM.items(), *NEITHER.items()] if not why.strip()] == []
