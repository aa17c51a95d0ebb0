"""A week of a board as it is read: days down, routes across. Nobody who did not take anything is anywhere in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.events.models import Participation
from foundation.pages.moments import as_date, clock, day, near
from foundation.pages.templatetags.samspill import and_list
from foundation.people.models import Person
from volunteers.boards.models import Route, Scheme, Slot
from volunteers.recurrence import week_of

NAMES = 3  # so many are named in a cell

#: kinds of cells, as `board.css` draws them
FREE, MINE, TAKEN, STAFF, CALM, OPEN = "free", "mine", "taken", "staff", "calm", "open"


@dataclass
class Cell:
    """One slot as one reader sees it."""

    slot: Slot
    seats: list[Participation]
    reader: Person
    for_staff: bool

    @property
    def mine(self) -> Participation | None:
        return next((one for one in self.seats if one.person_id == self.reader.pk), None)

    @property
    def is_ticked(self) -> bool:
        return self.mine is not None and self.mine.state == Participation.State.SIGNED_UP

    @property
    def free(self) -> int:
        return 0 if self.slot.event.is_cancelled else self.slot.event.capacity - self.slot.event.taken

    @property
    def can_tick(self) -> bool:
        return self.slot.is_open and not self.for_staff and (self.is_ticked or self.free > 0)

    @property
    def can_cover(self) -> bool:
        if not self.for_staff or self.slot.event.is_cancelled or self.slot.is_past or self.mine:
            return False
        return self.free > 0 or self.slot.units_share > 0

    @property
    def kind(self) -> str:
        slot = self.slot
        if slot.event.is_cancelled:
            return TAKEN
        if self.is_ticked and not self.for_staff:
            return MINE
        if self.free and not slot.is_past:
            return FREE if not self.for_staff else OPEN if slot.is_near else CALM
        return STAFF if slot.units_share or self._is_staffs else TAKEN

    @property
    def _is_staffs(self) -> bool:
        return bool(self.seats) and all(hasattr(one, "staff_turn") for one in self.seats)

    @property
    def state(self) -> str:
        """The mark: done is agreed upon."""
        if self.slot.event.is_cancelled:
            return "skipped"
        return {OPEN: "soon", CALM: "later", FREE: "later"}.get(self.kind, "done")

    @property
    def text(self) -> str:
        if self.slot.event.is_cancelled:
            return _("Called off")
        told = [_("You take it")] if self.is_ticked else []
        told += self._names()
        if self.slot.units_share:
            told.append(self._of_the_unit())
        if self.free and not self.slot.is_past:
            told.append(self._still_free(bool(told)))
        return ". ".join(told) or _("Nobody")

    def _names(self) -> list[str]:
        others = [one.person.first_name for one in self.seats if one is not self.mine]
        if self.mine and not self.is_ticked:
            return [_("You are asked")]
        if not others:
            return []
        if len(others) > NAMES:
            rest = len(others) - NAMES
            told = {"names": ", ".join(others[:NAMES]), "rest": rest}
            return [_("%(names)s and %(rest)s more take it") % told]
        return [
            ngettext("%(names)s takes it", "%(names)s take it", len(others)) % {"names": and_list(others)}
        ]

    def _of_the_unit(self) -> str:
        if self.for_staff:
            return _("Yours. Nobody is down for it yet")
        return _("Employees take it")

    def _still_free(self, among_others: bool) -> str:
        if self.for_staff and not among_others:
            return _("Not taken yet")
        if self.slot.wanted == 1:
            return _("Free")
        return ngettext("%(number)s free", "%(number)s free", self.free) % {"number": self.free}


@dataclass
class Row:
    """One day."""

    on: date
    cells: list[Cell | None]

    @property
    def there(self) -> list[Cell]:
        return [cell for cell in self.cells if cell]

    @property
    def state(self) -> str:
        if not any(cell.free for cell in self.there) or all(cell.slot.is_past for cell in self.there):
            return "done"
        return "soon" if any(cell.slot.is_near for cell in self.there) else "later"

    @property
    def state_text(self) -> str:
        if not self.there or all(cell.slot.event.is_cancelled for cell in self.there):
            return ""
        if self.state == "done":
            return _("Everything is agreed")
        cutoff = min(cell.slot.cutoff_at for cell in self.there if cell.free)
        on = near(as_date(cutoff)) or day(cutoff, "short")
        return _("Answer by %(day)s %(clock)s") % {"day": on, "clock": clock(cutoff)}


@dataclass
class Week:
    scheme: Scheme
    monday: date
    routes: list[Route]
    rows: list[Row] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.there if not cell.slot.event.is_cancelled]

    @property
    def last_day(self) -> date:
        return self.rows[-1].on if self.rows else self.sunday

    @property
    def first_day(self) -> date:
        return self.rows[0].on if self.rows else self.monday

    # How many places: of the scheme, never of a person

    @property
    def by_volunteers(self) -> int:
        return sum(len(cell.seats) for cell in self.cells) - self.by_name_of_staff

    @property
    def by_name_of_staff(self) -> int:
        return sum(hasattr(one, "staff_turn") for cell in self.cells for one in cell.seats)

    @property
    def by_staff(self) -> int:
        return self.by_name_of_staff + sum(cell.slot.units_share for cell in self.cells)

    @property
    def not_taken(self) -> int:
        return sum(cell.free for cell in self.cells)

    @property
    def wanted(self) -> int:
        return sum(cell.slot.wanted for cell in self.cells)

    @property
    def my_count(self) -> int:
        return sum(cell.is_ticked for cell in self.cells)

    @property
    def can_tick(self) -> bool:
        return any(cell.can_tick for cell in self.cells)

    @property
    def near(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.slot.is_near and cell.free]


def week_at(scheme: Scheme, on: date, reader: Person, for_staff: bool) -> Week:
    """Three queries, whatever the number of routes and people."""
    monday, sunday = week_of(on)
    rows = scheme.slots.between(monday, sunday).filter(is_withdrawn=False)
    slots = list(rows.select_related("event", "route"))
    seats = seats_of(slots)
    there = {slot.route_id for slot in slots}
    routes = [route for route in scheme.routes.all() if route.is_open or route.pk in there]
    by_place = {(slot.on, slot.route_id): slot for slot in slots}
    week = Week(scheme, monday, routes)
    for on_day in sorted({slot.on for slot in slots}):
        found = [by_place.get((on_day, route.pk)) for route in routes]
        cells = [one and Cell(one, seats[one.event_id], reader, for_staff) for one in found]
        week.rows.append(Row(on_day, cells))
    return week


def seats_of(slots: list[Slot]) -> dict[Any, list[Participation]]:
    rows = Participation.objects.seated().filter(event__in=[slot.event_id for slot in slots])
    found: dict[Any, list[Participation]] = defaultdict(list)
    for one in rows.select_related("person", "staff_turn").order_by("signed_up_at", "id"):
        found[one.event_id].append(one)
    return found


def chosen_day(text: str) -> date | None:
    """The day in the address."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def next_day(scheme: Scheme) -> date:
    """Where one begins to read: the next turn that comes, on a Saturday that is Monday."""
    slot = scheme.slots.coming(timezone.now()).order_by("on").first()
    return slot.on if slot else timezone.localdate()
