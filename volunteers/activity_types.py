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
        for kind in shipped.kinds():  # brought before it told how it is done
            ActivityType.objects.filter(code=kind["code"], form="").update(**_frame(kind, language))
    return len(new)


def _made(kind: dict[str, Any], language: str) -> ActivityType:
    return ActivityType(
        code=kind["code"],
        typical_minutes=kind["minutes"] or None,
        interests=kind.get("interests", []),
        drawing=kind["code"],
        is_statutory=kind.get("statutory", False),
        **_frame(kind, language),
        **shipped.texts_in(kind["code"], language),
    )


def _frame(kind: dict[str, Any], language: str) -> dict[str, Any]:
    """How and where it is done."""
    return {
        "form": kind["form"],
        "setting": kind.get("setting", ActivityType.Setting.PLACE),
        "adults_only": kind.get("adults_only", False),
        "decided_locally": kind.get("decide_locally", False),
        "instead": kind.get("instead", {}).get(language, ""),
    }
