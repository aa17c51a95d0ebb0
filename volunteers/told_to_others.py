"""What other rooms may know about volunteers, told to the foundation without being asked by name."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from foundation.people.belonging import Group, tells
from foundation.people.doing import tells_activities
from volunteers.models import ActivityType, Volunteer
from volunteers.models.enquiry import Wish


@tells(Group.VOLUNTEER)
def volunteering(_today: date) -> QuerySet:
    return Volunteer.objects.ongoing()


def _kinds() -> list[tuple[str, str]]:
    return [(kind.code, str(kind)) for kind in ActivityType.objects.publishable()]


def _chosen(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """What they ticked in the menu."""
    rows = Wish.objects.filter(enquiry__volunteer__person__in=persons)
    found: dict[uuid.UUID, set[str]] = {}
    for person, code in rows.values_list("enquiry__volunteer__person", "activity_type__code"):
        found.setdefault(person, set()).add(code)
    return found


tells_activities(_kinds, _chosen)
