"""The kinds of activity that the house brings to a new municipality."""

from typing import Any

from django.db import transaction

from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from volunteers import shipped
from volunteers.models import ActivityType


@transaction.atomic
def seed_activity_types(municipality: Municipality) -> int:
    """Bring those that are missing, in the municipality's language. What it has changed itself is left alone."""
    with enter(municipality):
        known = set(ActivityType.objects.values_list("code", flat=True))
        language = municipality.default_language
        new = [_made(kind, language) for kind in shipped.kinds() if kind["code"] not in known]
        ActivityType.objects.bulk_create(new)
    return len(new)


def _made(kind: dict[str, Any], language: str) -> ActivityType:
    return ActivityType(
        code=kind["code"],
        typical_minutes=kind["minutes"] or None,
        interests=kind.get("interests", []),
        drawing=kind["code"],
        is_statutory=kind.get("statutory", False),
        **shipped.texts_in(kind["code"], language),
    )
