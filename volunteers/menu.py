"""The activity menu of the portal (VOL-13): everything that is offered, and what matches the visitor's choice."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.access.roles import answering_at
from foundation.pages.moments import length
from foundation.people.demands import ByKind, Demand, demands_by_kind
from foundation.people.models import Person, Workplace
from foundation.tenancy.prepared import prepared
from volunteers import tags
from volunteers.models import Activity, ActivityType

EASY = "easy"


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
    effort: str = ""
    courses: tuple[str, ...] = ()


class Offer(NamedTuple):
    """What is needed of each activity to choose among them; the few that are shown are fetched whole."""

    pk: uuid.UUID
    kind: uuid.UUID
    kind_code: str
    interests: list[str]
    times: list[str]
    has_time: bool
    is_easy: bool
    workplace: uuid.UUID
    workplace_name: str
    district: uuid.UUID | None
    district_name: str | None

    @property
    def places(self) -> Iterable[tuple[uuid.UUID, str]]:
        """The district before the place."""
        if self.district:
            yield self.district, self.district_name
        yield self.workplace, self.workplace_name


class Menu:
    """One query for what there is to choose among, one for what is shown, one for those who receive."""

    def __init__(self, chosen: Mapping[str, Any], workplace: Workplace | None = None) -> None:
        self.all = [Offer(*row) for row in _offers(workplace and workplace.pk)]
        self.chosen = {
            name: chosen[name]
            for name in ("interest", "place", "time", "effort")
            if self._is_known(name, chosen)
        }

    def _is_known(self, name: str, chosen: Mapping[str, Any]) -> bool:
        return bool(chosen.get(name)) and chosen[name] in dict(self.choices[name])

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What is worth choosing: only what finds something."""
        return {
            "interest": self._that_find("themes", lambda one: one.interests),
            "place": self._places(),
            "time": self._that_find("whens", lambda one: one.times),
            "effort": [(EASY, _("Short and simple"))] if any(one.is_easy for one in self.all) else [],
        }

    def _that_find(self, group: str, codes: Any) -> list[tuple[str, str]]:
        offered = {code for one in self.all for code in codes(one)}
        language = get_language() or tags.FALLBACK
        found = tags.choices(group, language)
        return [(code, text) for code, text in found if offered.intersection(tags.members(group, code))]

    def _places(self) -> list[tuple[str, str]]:
        """Districts first, by name."""
        districts = {one.district for one in self.all}
        named = {pk: name for one in self.all for pk, name in one.places}
        rows = sorted(named.items(), key=lambda row: (row[0] not in districts, row[1]))
        return [(str(pk), name) for pk, name in rows]

    @cached_property
    def matching(self) -> list[Offer]:
        return [one for one in self.all if self._matches(one)]

    def _matches(self, offer: Offer) -> bool:
        interest, place, time = (self.chosen.get(name) for name in ("interest", "place", "time"))
        return (
            (not interest or bool(set(offer.interests) & set(tags.members("themes", interest))))
            and (not place or place in (str(offer.workplace), str(offer.district)))
            and (self.chosen.get("effort") != EASY or offer.is_easy)
            and (not time or bool(set(offer.times) & set(tags.members("whens", time))))
        )

    def shown(self, most: int | None = None) -> list[Activity]:
        """Those that match, or so many of them that differ."""
        wanted = [one.pk for one in (self.matching if most is None else varied(self.matching, most))]
        found = {one.pk: one for one in _whole(wanted)}
        return [found[pk] for pk in wanted]

    def cards(self, most: int | None = None) -> list[Card]:
        found = self.shown(most)
        people = answering_at({one.workplace for one in found}, timezone.localdate())
        return [self.card(one, people.get(one.workplace_id)) for one in found]

    @cached_property
    def asked(self) -> ByKind:
        """What one learns first, with how long it takes (CRS-16). One query for every card."""
        codes = {one.kind_code for one in self.all}
        return demands_by_kind(codes)

    @property
    def for_everybody(self) -> list[str]:
        return [_said(one) for one in self.asked[""] if one.is_mandatory]

    def card(self, activity: Activity, answering: Person | None) -> Card:
        kind, place = activity.activity_type, activity.workplace
        chosen = {"place": str(place.pk), "activity": kind.code}
        return Card(
            drawing=kind.drawing,
            title=str(activity),
            url=f"{reverse('interest')}?{urlencode(chosen)}",
            text=activity.in_a_sentence,
            place=", ".join(filter(None, [place.name, str(activity.department or "")])),
            when=activity.written("time_text") or length(kind.typical_minutes),
            contact=activity.receiver or answering,
            full=activity.is_full,
            effort=effort(activity),
            courses=tuple(_said(one) for one in self.asked[kind.code] if one not in self.asked[""]),
        )


@prepared
def _offers(workplace: uuid.UUID | None) -> QuerySet:
    found = Activity.objects.published()
    found = found.filter(workplace=workplace) if workplace else found
    columns = ("pk", "activity_type", "activity_type__code", "activity_type__interests", "times")
    place = ("workplace", "workplace__name", "workplace__district", "workplace__district__name")
    rows = found.annotate(has_time=~Q(time_text=""))
    return rows.values_list(*columns, "has_time", "is_low_threshold", *place)


@prepared
def _whole(wanted: list[uuid.UUID]) -> QuerySet[Activity]:
    return Activity.objects.with_places().filter(pk__any_of=wanted).order_by()


def _said(demand: Demand) -> str:
    """The course and how long it takes, so that nobody is surprised after having said yes."""
    told = {"course": demand.title, "length": length(demand.minutes).lower()}
    if not demand.is_mandatory:
        return _("We recommend the course “%(course)s”: %(length)s.") % told
    if demand.days is not None:
        told["days"] = demand.days
        return _("Everybody takes “%(course)s” within %(days)s days: %(length)s.") % told
    return _("First you take the course “%(course)s”: %(length)s.") % told


def varied(offers: list[Offer], most: int) -> list[Offer]:
    """A few that differ: each time one of a place and of a kind that were shown least, those with a time first."""
    rest, chosen = list(offers), []
    shown: Counter[uuid.UUID] = Counter()
    while rest and len(chosen) < most:
        best = min(rest, key=lambda one: (shown[one.kind], shown[one.workplace], not one.has_time))
        chosen.append(best)
        shown.update((best.kind, best.workplace))
        rest = [one for one in rest if one is not best]
    return chosen


def effort(activity: Activity) -> str:
    """How much it is: «Halvannen time i uka, nå og da» (ASG-10)."""
    weekly = activity.weekly_minutes
    told = [_("%(length)s a week") % {"length": length(weekly)}] if weekly else []
    told += [activity.get_commitment_display()] if activity.commitment else []
    said = ", ".join(map(str, told))
    return said[:1].upper() + said[1:]


def kinds_at(workplace: Workplace | None) -> list[ActivityType]:
    """The kinds of activity that can be wished for: those of the place, else all that are offered anywhere."""
    offered = Activity.objects.published()
    if workplace:
        offered = offered.filter(workplace=workplace)
    return list(ActivityType.objects.publishable().filter(pk__in=offered.values("activity_type")))
