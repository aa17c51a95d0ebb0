"""The grey zones that the house brings to a new municipality, to talk about and decide (LEG-10)."""

from typing import Any

import yaml
from django.db import transaction

from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from volunteers.models import GreyZoneCase
from volunteers.tags import FALLBACK, TEXTS


@transaction.atomic
def seed_grey_zones(municipality: Municipality) -> int:
    """Bring those that are missing, in the municipality's language. What it has written or decided itself is left alone."""
    told = yaml.safe_load((TEXTS / "grey_zones.yaml").read_text("utf-8"))["cases"]
    with enter(municipality):
        known = set(GreyZoneCase.objects.values_list("code", flat=True))
        new = [_made(case, municipality.default_language) for case in told if case["code"] not in known]
        GreyZoneCase.objects.bulk_create(new)
    return len(new)


def _made(case: dict[str, Any], language: str) -> GreyZoneCase:
    texts = {
        field: ways.get(language, ways[FALLBACK]) for field, ways in case.items() if isinstance(ways, dict)
    }
    return GreyZoneCase(code=case["code"], affects=case["affects"], **texts)
