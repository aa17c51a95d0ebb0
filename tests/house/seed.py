"""One row of every walled model in one municipality, made from the models themselves.

Every text holds a canary (`LEAK-B people.Person.name`), so that wherever a row turns up it can be recognised.
A model that cannot be made from its fields alone gets a recipe in `recipes.py`.
"""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from foundation.access.links import make_link
from foundation.tenancy.walls import is_walled
from tests.house.recipes import LINKS, RECIPES, SIGNED

Row = models.Model
PLAIN = {
    models.BooleanField: False,
    models.IntegerField: 1,
    models.DecimalField: Decimal(1),
    models.FloatField: 1.0,
    models.DurationField: timedelta(hours=1),
    models.TimeField: time(12, 0),
    models.JSONField: {},
    models.UUIDField: uuid.UUID(int=7),
    models.BinaryField: b"",
    models.GenericIPAddressField: "127.0.0.1",
}
NAMED = {"language": "nb"}


class CannotMake(Exception):
    """Says which model needs a recipe, and why."""


def walled_models() -> list[type[Row]]:
    return [model for model in apps.get_models() if is_walled(model) and not model._meta.proxy]


class Seed:
    """Made inside a municipality: `seed.rows[Model]` is the row, made together with what it stands on."""

    def __init__(self, canary: str, *given: Row) -> None:
        self.canary = canary
        self.rows: dict[type[Row], Row] = {}
        self.shared = [
            type(row) for row in given if type(row).__name__ != "Person"
        ]  # by all rows, see `more`
        self._making: list[type[Row]] = []
        for row in given:
            self._mark(row)

    def everything(self, models_: list[type[Row]] | None = None) -> "Seed":
        for model in models_ or walled_models():
            self.row(model)
        return self

    def row(self, model: type[Row] | str) -> Row:
        model = apps.get_model(model) if isinstance(model, str) else model
        if model not in self.rows:
            self.rows[model] = self._make(model)
        return self.rows[model]

    def another(self, model: type[Row] | str, **fields: Any) -> Row:
        """One more row of a model, in another state; the seed keeps its own."""
        model = apps.get_model(model) if isinstance(model, str) else model
        return self._make(model, fields)

    def more(self, number: int) -> None:
        """As many rows again: first beside each row, under the same parents where that may be; then new ones."""
        for count in range(number):
            other = Seed(f"{self.canary} {count}")
            for model in walled_models():
                other.rows = {**self.rows}
                del other.rows[model]
                with suppress(CannotMake):
                    other.row(model)
            other.rows = {model: self.rows[model] for model in self.shared}
            for model in walled_models():
                with suppress(CannotMake):
                    other.row(model)

    def secrets(self) -> dict[str, str]:
        """Purpose -> the secret of a one-time link made for it."""
        from foundation.people.models import Person

        made = {}
        for purpose, about in LINKS.items():
            made[purpose] = make_link(purpose, self.row(Person), self.row(about) if about else None)
        return made | {purpose: make(self) for purpose, make in SIGNED.items()}

    def _mark(self, row: Row) -> None:
        """A row that is there already: put the canary into its texts."""
        for field in self._texts(type(row)):
            setattr(row, field.name, self._text(field))
        row.save()
        self.rows[type(row)] = row

    def _make(self, model: type[Row], fields: dict[str, Any] | None = None) -> Row:
        self._making.append(model)
        try:
            recipe = RECIPES.get(model._meta.label, lambda seed: {})
            made = recipe(self)
            if isinstance(made, Row):
                return made
            made |= fields or {}
            values = {**dict(self._values(model, set(made))), **made}
            with suppress(CannotMake):
                return self._save(model(**values))
            plain = {field.name for field in self._texts(model) if field.blank} - made.keys()
            return self._save(model(**{name: value for name, value in values.items() if name not in plain}))
        finally:
            self._making.pop()

    def _save(self, row: Row) -> Row:
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except (DatabaseError, ValidationError, TypeError) as error:
            label = row._meta.label
            raise CannotMake(
                f"{label} cannot be made from its fields ({error}). Write what it needs in tests/house/recipes.py: "
                f'RECIPES["{label}"] = lambda seed: {{"field": value}}, or let it return a finished row.'
            ) from error
        return row

    def _values(self, model: type[Row], given: set[str]) -> Iterator[tuple[str, Any]]:
        for field in model._meta.concrete_fields:
            if field.primary_key or field.name == "municipality" or field.name in given:
                continue
            if isinstance(field, models.ForeignKey):
                yield field.name, self._target(field)
            elif self._is_text(field):
                yield field.name, self._text(field)
            elif field.name in NAMED and not field.choices:
                yield field.name, NAMED[field.name]
            elif not (field.has_default() or field.null or getattr(field, "auto_now_add", False)):
                yield field.name, self._plain(field)

    def _target(self, field: models.ForeignKey) -> Row | None:
        target = field.related_model
        if not is_walled(target):
            return None if field.null else target._default_manager.order_by("pk").first()
        return None if target in self._making and field.null else self.row(target)

    def _texts(self, model: type[Row]) -> list[models.Field]:
        return [field for field in model._meta.concrete_fields if self._is_text(field)]

    def _is_text(self, field: models.Field) -> bool:
        if field.choices or isinstance(field, (models.FileField, PhoneNumberField)):
            return False
        if field.name in NAMED or (field.max_length or 99) <= len(self.canary) or field.get_default():
            return False
        names = {other.name for other in field.model._meta.fields}
        if field.name.endswith("_type") and field.name.replace("_type", "_id") in names:
            return False  # names a model
        return isinstance(field, (models.CharField, models.TextField))

    def _text(self, field: models.Field) -> str:
        where = f"{self.canary} {field.model._meta.label}.{field.name}"
        if isinstance(field, models.EmailField):
            return f"{where.replace(' ', '.').lower()}@leak.example"
        if isinstance(field, models.SlugField):
            return where.replace(" ", "-").replace(".", "-").lower()[: field.max_length]
        if isinstance(field, models.URLField):
            return f"https://leak.example/{where.replace(' ', '-')}"
        return where[: field.max_length]

    def _plain(self, field: models.Field) -> Any:
        if field.choices:
            return "" if field.blank else field.flatchoices[0][0]
        if isinstance(field, models.DateTimeField):
            return timezone.now() + timedelta(days=1)
        if isinstance(field, models.DateField):
            return timezone.localdate() + timedelta(days=1)
        if isinstance(field, PhoneNumberField):
            return "+4790000099"
        if isinstance(field, models.FileField):
            return ContentFile(self._text(field).encode(), name="canary.txt")
        for kind, value in PLAIN.items():
            if isinstance(field, kind):
                return value
        if isinstance(field, (models.CharField, models.TextField)):
            return "" if field.blank else "x"
        raise CannotMake(f"{field} is of a kind that tests/house/seed.py does not know: add it to PLAIN.")
