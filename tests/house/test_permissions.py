"""The tables of who may do what, and the code that asks them, say the same."""

import ast
import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models

from foundation.access import places
from foundation.access.gate import SAID, TABLES, Table
from foundation.tenancy.roles import ROLES
from tests.house.recipes import LINKS
from tests.house.routes import routes
from tests.house.tree import Call, calls, module_of, sources, templates, words

NEEDS = {
    places.WORKPLACE: "workplace",
    places.SECTOR: "sector",
    places.PARTNER: "partner",
    places.OWN: "person",
}
#: (action, model) whose table has a place that this one model need not know, with the reason.
ELSEWHERE: dict[tuple[str, str], str] = {}
ASKS = {"allowed": 0, "can": 1, "visible": 1, "reach": 1}


def tables() -> dict[str, Table]:
    """Every room's own table, read from its `permissions.py`."""
    found = (path for path in sources() if path.name == "permissions.py")
    return {module_of(path): importlib.import_module(module_of(path)).TABLE for path in found}


def asked() -> Iterator[tuple[Call, str]]:
    for call in calls(*ASKS):
        if action := call.text(ASKS[call.name], "action"):
            yield call, action


def test_every_table_is_registered() -> None:
    declared = {action for table in tables().values() for action in table}

    assert declared == set(TABLES), "call gate.register(TABLE) in the room's ready()"


def test_every_action_asked_for_is_in_a_table() -> None:
    unknown = [
        f"{call}: {action} stands in no permissions.py" for call, action in asked() if action not in TABLES
    ]

    assert unknown == []


def test_every_action_in_a_table_is_used() -> None:
    said = {word for path in sources() if path.name != "permissions.py" for word in words(path)}
    pages = "".join(path.read_text(encoding="utf-8") for path in templates())
    idle = [action for action in TABLES if action not in said and f'"{action}"' not in pages]

    assert idle == [], "no view and no code asks for these: remove them or use them"


def test_every_gated_view_names_an_action_of_a_table() -> None:
    assert [
        f"{route}: {route.action}" for route in routes() if route.action and route.action not in TABLES
    ] == []


def test_every_role_in_a_table_is_known() -> None:
    roles = {role for table in TABLES.values() for role in table}

    assert roles <= {*ROLES, "self"}


def test_every_place_in_a_table_is_known() -> None:
    """One of the foundation's places, or one that the room draws itself in its `permissions.py`."""
    homes = {places.__name__, *tables()}

    assert {place.__module__ for table in TABLES.values() for place in table.values()} <= homes


def placed() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "places")]


@pytest.mark.parametrize("model", placed(), ids=lambda model: model._meta.label)
def test_the_paths_of_a_model_lead_somewhere(model: type[models.Model]) -> None:
    ends = {"workplace": "Workplace", "sector": "Sector", "partner": "Partner", "person": "Person"}
    for place, path in model.places.items():
        assert ends[place] == _end(model, path).__name__, f"{model._meta.label}.places[{place!r}] = {path!r}"


def _end(model: type[models.Model], path: str) -> type[models.Model]:
    """Where a path of single keys ends; a path over many rows would find a row twice."""
    for step in path.split("__"):
        if step == "pk":
            continue
        field = model._meta.get_field(step)
        if not (field.many_to_one or field.one_to_one):
            raise FieldError(f"{step} of {model._meta.label} is no single key")
        model = field.related_model
    return model


def test_a_model_knows_the_places_that_its_actions_need() -> None:
    """A place that the model does not know reaches nothing, in silence."""
    lost = [
        f"{call}: {action} gives {role} its {NEEDS[place]}, but {model._meta.label}.places has none"
        for call, action in asked()
        if call.name in ("visible", "reach") and (model := _model(call)) and action in TABLES
        for role, place in TABLES[action].items()
        if place in NEEDS and NEEDS[place] not in getattr(model, "places", {})
        if (action, model._meta.label) not in ELSEWHERE
    ]

    assert sorted(set(lost)) == []


def _model(call: Call) -> type[models.Model] | None:
    named = call.argument(2, "model")
    module: Any = importlib.import_module(module_of(call.path))
    found = getattr(module, named.id, None) if isinstance(named, ast.Name) else None
    return found if isinstance(found, type) and issubclass(found, models.Model) else None


def test_every_purpose_of_a_link_is_known_to_the_walk() -> None:
    purposes = {_word(call, call.argument(0, "purpose")) for call in calls("make_link")}
    purposes |= {_word(call, call.argument(1, "purpose")) for call in calls("open_link")}

    assert purposes - {None} <= set(LINKS), "tell LINKS in tests/house/recipes.py what such a link is about"


def _word(call: Call, said: ast.expr | None) -> str | None:
    if isinstance(said, ast.Constant):
        return said.value
    if isinstance(said, (ast.Name, ast.Attribute)):  # a constant of the module, or of one of its classes
        found: Any = importlib.import_module(module_of(call.path))
        for name in ast.unparse(said).split("."):
            found = getattr(found, name, None)
        return found if isinstance(found, str) else None
    return None


def test_every_action_and_every_place_is_said_in_words() -> None:
    """They stand on the page that tells who may do what."""
    drawn = {place for roles in TABLES.values() for place in roles.values()}
    silent = [place.__name__ for place in drawn if place not in places.PLACES]

    assert sorted(TABLES.keys() ^ SAID.keys()) == [], "say it in SAID of the room's permissions.py"
    assert silent == [], "say it in PLACES of the room's permissions.py"


def test_no_two_actions_are_said_alike() -> None:
    assert len({str(words) for words in SAID.values()}) == len(SAID)
