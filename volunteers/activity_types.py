"""The kinds of activity that the house brings to a new municipality: `texts/activity_types.yaml`."""

from functools import cache
from typing import Any

import yaml
from django.db import transaction

from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from volunteers.models import ActivityType
from volunteers.tags import FALLBACK, TEXTS


@cache
def shipped() -> list[dict[str, Any]]:
    return yaml.safe_load((TEXTS / "activity_types.yaml").read_text("utf-8"))["types"]


@transaction.atomic
def seed_activity_types(municipality: Municipality) -> int:
    """Bring those that are missing, in the municipality's language. What it has changed itself is left alone."""
    with enter(municipality):
        known = set(ActivityType.objects.values_list("code", flat=True))
        language = municipality.default_language
        new = [_made(kind, language) for kind in shipped() if kind["code"] not in known]
        ActivityType.objects.bulk_create(new)
    return len(new)


def _made(kind: dict[str, Any], language: str) -> ActivityType:
    return ActivityType(
        code=kind["code"],
        name=_in(kind["name"], language),
        public_text=_in(kind["text"], language),
        included="\n".join(_in(kind["included"], language)),
        not_included="\n".join(_in(kind["not_included"], language)),
        typical_minutes=kind["minutes"] or None,
        interests=kind.get("interests", []),
        drawing=kind["code"],
        is_statutory=kind.get("statutory", False),
    )


def _in(texts: dict[str, Any], language: str) -> Any:
    return texts.get(language) or texts[FALLBACK]
