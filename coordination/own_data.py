"""Everything that is kept about one person, to take along (PRI-06): read from the models themselves, so that no table is forgotten.

A model tells by `places["person"]` whose its rows are. What is left out stands here, each with its reason.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.audit import words
from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.tenancy.context import current
from foundation.tenancy.walls import is_walled

#: Tables whose rows are somebody's and are not taken along.
EXCEPT = {
    "access.Link": "one-time secrets, which whoever finds the file could use",
    "matching.MatchRelease": "words about somebody else; My page tells them as long as the visits last",
    "access.OpenSession": "keys of open sessions; they stand on the page of one's own account",
}
#: What is written for those who follow up only. The volunteer may ask to read it; then somebody goes through it with them.
FOR_STAFF = {"staff_note"}
#: Fields of the house's own machinery: secrets, sums and leases.
MACHINERY = {
    "attempts",
    "content",
    "file",
    "lease_owner",
    "lease_until",
    "made_of",
    "message_id",
    "municipality",
    "person",
    "pictures",
    "provider_id",
    "recipient",  # another person: My page tells of them as long as the visits last
    "sha256",
    "submission",
    "text_sha256",
    "url",
    "user",
}


def everything_about(person: Person) -> dict[str, Any]:
    """Ready to be written as JSON, with names in the reader's language where there are words for them."""
    kinds = [
        {"what": _title(model), "rows": rows} for model in theirs() if (rows := list(_rows(model, person)))
    ]
    return {
        _("municipality"): current().name,
        _("about"): person.name,
        _("made"): timezone.localtime().isoformat(timespec="minutes"),
        _("not here"): _(
            "Notes that are only for those who follow up. Ask your contact, and they go through them with you."
        ),
        _("kept"): kinds,
        _("log"): [_line(entry) for entry in Entry.objects.about(person).order_by("at", "id")],
    }


def theirs() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if is_walled(model) and "person" in getattr(model, "places", {}) and model._meta.label not in EXCEPT:
            yield model


def _title(model: type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def _rows(model: type[models.Model], person: Person) -> Iterator[dict[str, Any]]:
    fields = [field for field in model._meta.concrete_fields if field.name not in MACHINERY | FOR_STAFF]
    keys = [field.name for field in fields if field.is_relation]
    rows = model._default_manager.filter(**{model.places["person"]: person.pk}).select_related(*keys)
    for row in rows.order_by("pk"):
        yield {
            _name(field): value for field in fields if (value := _plain(row, field)) not in (None, "", [], {})
        }


def _name(field: models.Field) -> str:
    """Its words, where somebody has written some; else its name in the table."""
    return str(field.verbose_name) if isinstance(field.verbose_name, Promise) else field.name


def _plain(row: models.Model, field: models.Field) -> Any:
    value = getattr(row, field.name)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (bool, int, float, list, dict, type(None))) else str(value)


def _line(entry: Entry) -> dict[str, str]:
    at = timezone.localtime(entry.at).isoformat(timespec="minutes")
    return {_("when"): at, _("who"): entry.actor_name or "Samspill", _("what"): words.said(entry)}
