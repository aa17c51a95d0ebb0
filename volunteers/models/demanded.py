"""Mandatory courses before somebody begins with a kind of activity (CRS-16). The courses' room knows them, and is not known here."""

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.pages.moments import length
from foundation.people.demands import Demand, lacking

UNTAKEN = _(
    "%(name)s has not taken “%(course)s” (%(length)s), which is mandatory for this. Sign them up for it, or write why they need not take it."
)
TAKE_FIRST = _(
    "First you take the course “%(course)s” (%(length)s). You find it under Courses, and your contact helps you with it."
)


def kinds_done_by(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """person -> codes of the kinds that are agreed on, or else wished for; who has neither is left out. One query."""
    from volunteers.models.enquiry import Wish
    from volunteers.models.start import Agreement
    from volunteers.models.volunteer import Volunteer

    here = OuterRef("pk")
    agreed = Agreement.objects.running().filter(volunteer=here).exclude(types=[]).order_by("-id")
    wished = Wish.objects.filter(enquiry__volunteer=here).order_by()
    rows = Volunteer.objects.ongoing().filter(person__in=persons).order_by()
    found: dict[uuid.UUID, set[str]] = {}
    for person, types, wishes in rows.values_list(
        "person", Subquery(agreed.values("types")[:1]), ArraySubquery(wished.values("activity_type__code"))
    ):
        if does := types or wishes:
            found.setdefault(person, set()).update(does)
    return found


def lacks_courses(volunteer: Any, kinds: Collection[str] | None = None) -> list[Demand]:
    """What stands between the volunteer and these kinds of activity; None is those that are agreed on or wished for."""
    if kinds is None:
        kinds = kinds_done_by([volunteer.person_id]).get(volunteer.person_id, set())
    return lacking(volunteer.person, kinds, volunteer.started_on, timezone.localdate())


def untaken(volunteer: Any, missing: Collection[Demand], words: Any = UNTAKEN) -> list[ValidationError]:
    return [
        ValidationError(
            words,
            params={"name": volunteer.first_name, "course": one.title, "length": length(one.minutes).lower()},
        )
        for one in missing
    ]


def must_have_learnt(volunteer: Any, kinds: Collection[str], words: Any = UNTAKEN) -> None:
    if missing := lacks_courses(volunteer, kinds):
        raise ValidationError(untaken(volunteer, missing, words))
