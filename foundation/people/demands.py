"""Courses that are asked of whoever does a kind of activity. One room tells; every room that lets somebody begin asks here (CRS-16)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.people.models import Person

#: kinds of activity -> what is asked for each; "" is for whoever does none of those that ask something of their own
ByKind = dict[str, "list[Demand]"]
_tellers: list[Callable[[Collection[str]], ByKind]] = []


@dataclass(frozen=True)
class Demand:
    """A course: mandatory stands in the way until it is taken, recommended never does."""

    code: str  # also of the qualification it gives
    title: str
    minutes: int
    is_mandatory: bool
    since: date
    days: int | None = None  # may wait so long after one has begun; None: before the first time

    def stands_in_the_way(self, began: date | None, today: date) -> bool:
        """Who had begun before it was asked gets the same time, from that day."""
        if not self.is_mandatory or self.days is None:
            return self.is_mandatory
        return began is not None and max(began, self.since) + timedelta(days=self.days) < today


def tells_demands(teller: Callable[[Collection[str]], ByKind]) -> Callable[[Collection[str]], ByKind]:
    _tellers.append(teller)
    return teller


def demands_by_kind(kinds: Collection[str]) -> ByKind:
    """One query."""
    found: ByKind = {kind: [] for kind in ("", *kinds)}
    for teller in _tellers:
        for kind, asked in teller(kinds).items():
            found[kind] += asked
    return found


def demands_of(kinds: Collection[str]) -> list[Demand]:
    """For somebody who does all of these: each course once, the strictest that holds. By title."""
    by_kind, strictest = demands_by_kind(kinds), {}
    for demand in [one for kind in (kinds or [""]) for one in by_kind[kind]]:
        if demand.code not in strictest or demand.is_mandatory:
            strictest[demand.code] = demand
    return sorted(strictest.values(), key=lambda one: one.title)


def lacking(person: Person, kinds: Collection[str], began: date | None, today: date) -> list[Demand]:
    """Mandatory courses that are neither taken nor exempted from. Two queries, one where nothing is mandatory."""
    asked = [one for one in demands_of(kinds) if one.stands_in_the_way(began, today)]
    taken = set(person.qualifications.current(today).values_list("code", flat=True)) if asked else ()
    return [one for one in asked if one.code not in taken]
