"""The activity menu of the portal (VOL-13): everything that is offered, and what matches the visitor's choice."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation.access.roles import answering_at
from foundation.people.models import District, Person, Workplace
from volunteers import tags
from volunteers.models import Activity, ActivityType


@dataclass(frozen=True)
class Card:
    """One activity as `parts/activity.html` reads it."""

    drawing: str
    title: str
    url: str
    text: str
    place: str
    when: str
    contact: Person | None
    full: bool


class Menu:
    """One query for the activities, a few for those who receive; everything after that is picking among them."""

    def __init__(self, chosen: Mapping[str, Any], workplace: Workplace | None = None) -> None:
        found = Activity.objects.published().with_places()
        self.all = list(found.filter(workplace=workplace) if workplace else found)
        self.chosen = {
            name: chosen[name] for name in ("interest", "place", "time") if self._is_known(name, chosen)
        }

    def _is_known(self, name: str, chosen: Mapping[str, Any]) -> bool:
        return bool(chosen.get(name)) and chosen[name] in dict(self.choices[name])

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What is worth choosing: only what finds something."""
        return {
            "interest": self._that_find("themes", self._interests),
            "place": self._places(),
            "time": self._that_find("whens", lambda one: one.times),
        }

    def _that_find(self, group: str, codes: Any) -> list[tuple[str, str]]:
        offered = {code for one in self.all for code in codes(one)}
        language = get_language() or tags.FALLBACK
        found = tags.choices(group, language)
        return [(code, text) for code, text in found if offered.intersection(tags.members(group, code))]

    @staticmethod
    def _interests(activity: Activity) -> list[str]:
        return activity.activity_type.interests

    def _places(self) -> list[tuple[str, str]]:
        places: dict[str, District | Workplace] = {}
        for one in self.all:
            for place in filter(None, (one.workplace.district, one.workplace)):
                places[str(place.pk)] = place
        rank = {District: 0, Workplace: 1}
        rows = sorted(places.items(), key=lambda row: (rank[type(row[1])], row[1].name))
        return [(pk, place.name) for pk, place in rows]

    @property
    def matching(self) -> list[Activity]:
        return [one for one in self.all if self._matches(one)]

    def _matches(self, activity: Activity) -> bool:
        interest, place, time = (self.chosen.get(name) for name in ("interest", "place", "time"))
        return (
            (not interest or bool(set(self._interests(activity)) & set(tags.members("themes", interest))))
            and (not place or place in (str(activity.workplace_id), str(activity.workplace.district_id)))
            and (not time or bool(set(activity.times) & set(tags.members("whens", time))))
        )

    @cached_property
    def people(self) -> dict[uuid.UUID, Person | None]:
        return answering_at({one.workplace for one in self.all}, timezone.localdate())

    def cards(self, most: int | None = None) -> list[Card]:
        found = self.matching if most is None else varied(self.matching, most)
        return [self._card(one) for one in found]

    def _card(self, activity: Activity) -> Card:
        kind, place = activity.activity_type, activity.workplace
        chosen = {"place": str(place.pk), "activity": kind.code}
        return Card(
            drawing=kind.drawing,
            title=str(activity),
            url=f"{reverse('interest')}?{urlencode(chosen)}",
            text=activity.in_a_sentence,
            place=", ".join(filter(None, [place.name, str(activity.department or "")])),
            when=activity.written("time_text") or length(kind.typical_minutes),
            contact=activity.receiver or self.people.get(place.pk),
            full=activity.is_full,
        )


def varied(activities: list[Activity], most: int) -> list[Activity]:
    """A few that differ: each time one of a place and of a kind that were shown least, those with a time first."""
    rest, chosen = list(activities), []
    while rest and len(chosen) < most:
        shown = Counter(place for one in chosen for place in (one.workplace_id, one.activity_type_id))
        best = min(
            rest,
            key=lambda one: (shown[one.activity_type_id], shown[one.workplace_id], not one.time_text),
        )
        chosen.append(best)
        rest.remove(best)
    return chosen


def length(minutes: int | None) -> str:
    """How long it usually takes, when nothing is said of when."""
    words = {
        30: _("Half an hour"),
        45: _("Three quarters of an hour"),
        60: _("An hour"),
        90: _("An hour and a half"),
    }
    hours = ngettext("About %(hours)s hour", "About %(hours)s hours", round((minutes or 0) / 60))
    return words.get(minutes, hours % {"hours": round((minutes or 0) / 60)}) if minutes else ""


def kinds_at(workplace: Workplace | None) -> list[ActivityType]:
    """The kinds of activity that can be wished for: those of the place, else all that are offered anywhere."""
    offered = Activity.objects.published()
    if workplace:
        offered = offered.filter(workplace=workplace)
    return list(ActivityType.objects.publishable().filter(pk__in=offered.values("activity_type")))
