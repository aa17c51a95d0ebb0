"""Every field asks in the reader's language: a label that nobody wrote would be the field's name in English."""

import importlib
import pkgutil
from collections.abc import Iterator

from django.forms import Field, Form, ModelForm
from django.forms.forms import BaseForm
from django.utils.functional import Promise

from tests.house.tree import ROOMS

#: Given its words when the form is made, or never shown to a person.
LATER = {"consent": "tells the municipality's name", "website": "for machines only"}


def fields() -> Iterator[tuple[str, str, Field]]:
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)
    for form in {*_below(Form), *_below(ModelForm)}:
        if form.__module__.split(".")[0] in ROOMS:
            yield from (
                (f"{form.__qualname__}.{name}", name, field) for name, field in form.base_fields.items()
            )


def _below(parent: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def test_every_field_has_a_label_that_can_be_translated() -> None:
    found = [(where, name, field) for where, name, field in fields() if not field.widget.is_hidden]
    bare = [where for where, name, field in found if name not in LATER and not _is_said(field)]

    assert len(found) > 50
    assert sorted(bare) == []


def _is_said(field: Field) -> bool:
    return isinstance(field.label, Promise) or field.label == ""
