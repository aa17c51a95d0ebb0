"""A new municipality with everything it needs to begin: templates, kinds of activity, courses."""

from typing import Any

from django.db import transaction

from courses.seeding import seed_courses
from foundation.audit.models import record
from foundation.documents.seeding import seed_templates
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.settings import choose
from volunteers import shipped
from volunteers.activity_types import seed_activity_types
from volunteers.grey_zones import seed_grey_zones
from volunteers.reply_templates import seed_reply_templates


@transaction.atomic
def found(
    name: str, slug: str, place: str, settings: dict[str, Any] | None = None, **fields: Any
) -> Municipality:
    """Make the municipality and give it our texts in its own language; `settings` are its first choices."""
    municipality = Municipality.objects.create(name=name, slug=slug, place=place, **fields)
    bring_texts(municipality)
    with enter(municipality):
        for code, value in (settings or {}).items():
            choose(code, value)
        record(None, "municipality.founded", municipality)
    return municipality


def bring_texts(municipality: Municipality) -> None:
    """What the house ships, as far as it is missing or has changed. The municipality's own words stay."""
    seed_templates(municipality)
    seed_activity_types(municipality)
    seed_reply_templates(municipality)
    seed_grey_zones(municipality)
    with enter(municipality):
        seed_courses(municipality.default_language, useful_for=shipped.trainings())
