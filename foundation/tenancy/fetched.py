"""Rows that a prepared question has brought, put where `prefetch_related` would have put them."""

from collections.abc import Iterable

from django.db.models import Model


def fetched(parent: Model, name: str, rows: Iterable[Model]) -> None:
    """From now on `parent.<name>.all()` asks nobody, and each row knows its parent."""
    manager = getattr(parent, name)
    found = manager.get_queryset()
    found._result_cache, found._prefetch_done = list(rows), True
    for row in found._result_cache:
        setattr(row, manager.field.name, parent)
    caches = parent.__dict__.setdefault("_prefetched_objects_cache", {})
    caches[manager.field.remote_field.cache_name] = found


def is_fetched(parent: Model, name: str) -> bool:
    return name in getattr(parent, "_prefetched_objects_cache", {})
