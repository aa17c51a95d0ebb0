"""What volunteers do in the municipality, place by place: a page and a paper to hand out at courses (CRS-21).

Counted when it is asked for. Where few volunteer the number is not told, and the sum is rounded so that it cannot be found from it.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.documents.issuing import issue
from foundation.documents.models import Document
from foundation.pages.templatetags.samspill import and_list
from foundation.people.models import Workplace
from volunteers.models import Activity, Volunteer

FEWEST = 5  # below this somebody could be recognised
KIND = "effort_overview"


@dataclass
class Place:
    workplace: Workplace
    active: int
    activities: list[str] = field(default_factory=list)

    @property
    def people(self) -> str:
        if not self.active:
            return _("nobody yet")
        return _("fewer than five") if self.active < FEWEST else str(self.active)

    @property
    def does(self) -> str:
        return and_list(self.activities) or "–"


@dataclass
class Effort:
    places: list[Place]

    @property
    def about(self) -> int:
        """Rounded down to tens."""
        return sum(one.active for one in self.places) // 10 * 10

    @property
    def kinds(self) -> int:
        return len({name for one in self.places for name in one.activities})

    @property
    def summary(self) -> str:
        told = {"kinds": self.kinds, "places": len(self.places), "people": self.about}
        where = ngettext("at %(places)s place", "at %(places)s places", len(self.places)) % told
        what = ngettext("%(kinds)s kind of activity", "%(kinds)s kinds of activity", self.kinds) % told
        if not self.about:
            return _("Fewer than ten volunteers, %(what)s %(where)s.") % {"what": what, "where": where}
        told |= {"what": what, "where": where}
        return _("At least %(people)s volunteers, %(what)s %(where)s.") % told


def effort(today: date) -> Effort:
    """Every place that offers something or has volunteers. Three queries."""
    counted = Volunteer.objects.active().order_by().values_list("workplace").annotate(n=Count("pk"))
    active: dict[uuid.UUID | None, int] = dict(counted)
    found = {
        place.pk: Place(place, active.get(place.pk, 0))
        for place in Workplace.objects.open(today).order_by("name", "id")
    }
    offered = Activity.objects.published().select_related("activity_type").order_by("activity_type__name")
    for activity in offered:
        name = str(activity.activity_type).lower()
        here = found.get(activity.workplace_id)
        if here and name not in here.activities:
            here.activities.append(name)
    return Effort([one for one in found.values() if one.active or one.activities])


def hand_out(by: Any, today: date) -> Document:
    """A paper with the numbers of today, among the papers of whoever asked for it."""
    now = effort(today)
    rows = [
        {"place": one.workplace.name, "activity": one.does, "people": one.people, "day": "", "time": ""}
        for one in now.places
    ]
    fields = {"effort": {"day": today, "summary": now.summary}, "plan": rows}
    return issue(KIND, by.person, fields, by=by)
