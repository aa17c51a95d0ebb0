"""Arrows run down only: imports by import-linter, foreign keys here, both from the layers in `pyproject.toml`."""

import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test.utils import isolate_apps

from foundation.tenancy.models import WalledModel
from foundation.tenancy.walls import is_walled

Pair = tuple[type[models.Model], models.Field]


def floors() -> dict[str, float]:
    """Package of a room -> its floor, counted from the top; rooms on one floor do not know each other.

    A room within a room stands half a floor above it.
    """
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())
    contracts = project["tool"]["importlinter"]["contracts"]
    rooms: list[list[str]] = []
    for contract in (one for one in contracts if one["type"] == "layers"):
        prefix = "".join(f"{container}." for container in contract.get("containers", []))
        rooms += [[prefix + name.strip() for name in layer.split("|")] for layer in contract["layers"]]
    found: dict[str, float] = {room: floor for floor, layer in enumerate(rooms) for room in layer}
    within = [room for one in contracts if one["type"] == "protected" for room in one["protected_modules"]]
    return found | {room: found[room.rpartition(".")[0]] - 0.5 for room in within}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if _room(model) in floors()]


def wrong_keys(known: Iterable[type[models.Model]]) -> list[str]:
    found = []
    for model in known:
        for field in [
            *model._meta.local_fields,
            *model._meta.local_many_to_many,
            *model._meta.private_fields,
        ]:
            if sentence := _wrong(model, field):
                found.append(f"{model._meta.label}.{field.name} {sentence}")
    return found


def _wrong(model: type[models.Model], field: models.Field) -> str:
    if isinstance(field, GenericForeignKey):
        return "is a generic key: nothing in the database holds it inside the wall"
    if isinstance(field, models.ManyToManyField) and field.remote_field.through._meta.auto_created:
        return "makes a table without a municipality: write its through model"
    if not isinstance(field, models.ForeignKey):
        return ""
    if not field.db_constraint:
        return "has no constraint in the database: remove db_constraint=False"
    target = field.related_model
    if is_walled(target) and not is_walled(model):
        return f"points from a global table to {target._meta.label}, behind the wall"
    here, there = floors().get(_room(model)), floors().get(_room(target))
    if there is None or _room(model) == _room(target) or (here is not None and here < there):
        return ""
    way = "sideways" if here == there else "up"
    return f"points {way} to {target._meta.label}: what both need goes down"


def _room(model: type[models.Model]) -> str:
    return apps.get_app_config(model._meta.app_label).name


def test_imports_run_down() -> None:
    """In a process of its own: the linter sets up logging anew, and every log written before it would fall silent."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_floor() -> None:
    rooms = {config.name for config in apps.get_app_configs() if _is_ours(config.path)}

    assert rooms <= set(floors()), "name the room in the layers of pyproject.toml"


def _is_ours(path: str) -> bool:
    return Path(path).is_relative_to(settings.BASE_DIR) and ".venv" not in Path(path).parts


def test_foreign_keys_run_down() -> None:
    assert wrong_keys(own_models()) == []


def test_there_are_foreign_keys_to_look_at() -> None:
    labels = {model._meta.label for model in own_models()}

    assert {"people.Person", "audit.Entry", "access.Appointment"} <= labels


@isolate_apps("foundation.people", "foundation.access", "volunteers", "courses")
def test_each_wrong_key_is_seen() -> None:
    class Low(WalledModel):
        class Meta:
            app_label = "people"

    class Middle(WalledModel):
        low = models.ForeignKey(Low, models.CASCADE)

        class Meta:
            app_label = "volunteers"

    class Beside(WalledModel):
        sideways = models.ForeignKey(Middle, models.CASCADE)
        many = models.ManyToManyField(Low)
        loose = models.ForeignKey(Low, models.CASCADE, db_constraint=False, related_name="+")

        class Meta:
            app_label = "courses"

    class Bottom(WalledModel):
        up = models.OneToOneField(Middle, models.CASCADE)

        class Meta:
            app_label = "people"

    class Everywhere(models.Model):
        into = models.ForeignKey(Low, models.CASCADE, related_name="+")

        class Meta:
            app_label = "volunteers"

    assert wrong_keys([Low, Middle]) == []
    assert [sentence.split(":")[0] for sentence in wrong_keys([Beside, Bottom, Everywhere])] == [
        "courses.Beside.sideways points sideways to volunteers.Middle",
        "courses.Beside.loose has no constraint in the database",
        "courses.Beside.many makes a table without a municipality",
        "people.Bottom.up points up to volunteers.Middle",
        "volunteers.Everywhere.into points from a global table to people.Low, behind the wall",
    ]


def test_the_layers_are_read_with_the_top_first() -> None:
    floor = floors()

    assert floor["config"] < floor["volunteers"] == floor["courses"] < floor["foundation.access"]
    assert floor["coordination"] < floor["volunteers.boards"] < floor["volunteers"]
    assert floor["coordination"] < floor["volunteers.matching"] < floor["volunteers"]
    assert floor["foundation.access"] < floor["foundation.people"] < floor["foundation.tenancy"]


@pytest.mark.parametrize("label", ["people.Person", "access.Appointment"])
def test_a_walled_model_is_known_as_walled(label: str) -> None:
    assert is_walled(apps.get_model(label))
