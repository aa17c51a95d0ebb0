"""The audit log. The app role may insert and select; it may neither change nor delete."""

import uuid
from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.pages.request_id import current_id
from foundation.tenancy.kept import changed
from foundation.tenancy.models import WalledModel


class Actor(Protocol):
    """A person, or a member (who has a person)."""

    pk: uuid.UUID
    name: str


class EntryQuerySet(models.QuerySet):
    def about(self, person: Actor) -> "EntryQuerySet":
        return self.filter(about_id=person.pk)

    def reads(self) -> "EntryQuerySet":
        return self.filter(is_read=True)


class Entry(WalledModel):
    """One deed or one reading."""

    at = models.DateTimeField(default=timezone.now)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)  # empty: the house itself
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)
    object_name = models.CharField(max_length=200, blank=True)
    about_id = models.UUIDField(null=True)  # the person whose life it touches
    changes = models.JSONField(default=dict)
    is_read = models.BooleanField(default=False)
    request_id = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["municipality", "about_id", "-at"], name="entry_about"),
            models.Index(fields=["municipality", "object_id", "-at"], name="entry_object"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name or '-'} {self.verb} {self.object_name}"


def record(
    by: Any,
    verb: str,
    obj: models.Model,
    about: Any = None,
    changes: dict[str, Any] | None = None,
    at: Any = None,
) -> Entry:
    """Write one entry. `by` is a member, a person, or None for the house itself; `changes` is plain data."""
    entry = _entry(by, verb, obj, about, changes or {}, is_read=False, at=at)
    changed(entry.actor_id)
    return _written(entry)


def read(by: Any, obj: models.Model, about: Any = None, what: str = "note") -> Entry:
    """Somebody opened something sensitive. Written before it is shown."""
    return _written(_entry(by, f"{obj._meta.label_lower}.read", obj, about, {"what": what}, is_read=True))


def read_each(by: Any, rows: Iterable[models.Model], people: Iterable[Any], what: str) -> None:
    """Many at once, as in a list that is taken away: each of the people can see it in their own log."""
    changes = {"what": what}
    Entry.objects.bulk_create(
        _entry(by, f"{row._meta.label_lower}.read", row, about, changes, is_read=True)
        for row, about in zip(rows, people, strict=True)
    )


def _written(entry: Entry) -> Entry:
    entry.save(force_insert=True)
    return entry


def _entry(
    by: Any,
    verb: str,
    obj: models.Model,
    about: Any,
    changes: dict,
    is_read: bool,
    at: Any = None,
) -> Entry:
    actor = getattr(by, "person", None) or by
    return Entry(
        at=at or timezone.now(),
        actor_id=actor.pk if actor else None,
        actor_name=actor.name[:200] if actor else "",
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_name=str(obj)[:200],
        about_id=about.pk if about else None,
        changes={key: _plain(value) for key, value in changes.items()},
        is_read=is_read,
        request_id=current_id(),
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
