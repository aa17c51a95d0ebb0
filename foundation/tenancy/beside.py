"""Rows that belong to a row, brought along with it in the same question: a volunteer with their breaks and qualifications.

    rows.annotate(breaks=beside(Pause.objects.filter(volunteer=OuterRef("pk"))))
    brought(Pause, volunteer.breaks)

For the few rows of a page about one: `prefetch_related` asks a question for each kind. PostgreSQL hands them over as JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, QuerySet
from django.db.models.functions import JSONObject

from foundation.tenancy.rows import maker

Kind = TypeVar("Kind", bound=Model)


def beside(rows: QuerySet, *names: str) -> ArraySubquery:
    """What each of the rows holds: all its fields, or these; they may be annotated too."""
    told = names or [field.attname for field in rows.model._meta.concrete_fields]
    return ArraySubquery(rows.annotate(row_=JSONObject(**{name: name for name in told})).values("row_"))


def brought(model: type[Kind], rows: Sequence[Mapping[str, Any]] | None) -> list[Kind]:
    """The rows as models again."""
    if not rows:
        return []
    fields = [field for field in model._meta.concrete_fields if field.attname in rows[0]]
    own = [field.attname for field in fields]
    make, more = maker(model, "default", own), rows[0].keys() - set(own)
    return [_one(row, make([_read(field, row[field.attname]) for field in fields]), more) for row in rows]


def _one(row: Mapping[str, Any], found: Kind, more: Iterable[str]) -> Kind:
    for name in more:
        setattr(found, name, row[name])
    return found


def _read(field: Any, value: Any) -> Any:
    return (field.target_field if field.is_relation else field).to_python(value)
