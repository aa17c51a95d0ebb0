"""The facts that the notices of this room are filled with."""

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from foundation.people.models import Workplace
from foundation.tenancy.context import current

if TYPE_CHECKING:
    from volunteers.models import Volunteer


def facts(volunteer: "Volunteer", today: date) -> dict[str, Any]:
    """Volunteer, workplace, who answers there today and their deputy, as the texts name them."""
    watch = volunteer.watch(today)
    contact, deputy = watch.answering, watch.deputy
    return {
        "volunteer": volunteer.person,
        "contact": contact,
        "deputy": deputy if deputy != contact else None,
        "workplace": place_facts(volunteer.workplace),
    }


def place_facts(workplace: Workplace | None) -> SimpleNamespace:
    """Somebody who has not chosen a place yet belongs to the municipality."""
    if workplace is None:
        return SimpleNamespace(name=current().name, short_name=current().place)
    return SimpleNamespace(name=workplace.name, short_name=workplace.short)
