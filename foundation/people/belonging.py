"""Where people belong, told by the rooms that know it: one of employees, another of volunteers. So neither imports the other."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Model, QuerySet, TextChoices, Value
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person, Workplace
from foundation.tenancy.prepared import prepared


class Group(TextChoices):
    VOLUNTEER = "volunteer", _("volunteers")
    EMPLOYEE = "employee", _("employees")


@dataclass(frozen=True)
class Belonging:
    person_id: uuid.UUID
    group: str
    workplace_id: uuid.UUID | None


Teller = Callable[[date], QuerySet]  # today -> rows that have a `person` and a `workplace`
_tellers: list[tuple[str, Teller]] = []


def tells(group: str) -> Callable[[Teller], Teller]:
    """A room says who belongs where: `@tells(Group.VOLUNTEER)`."""

    def keep(teller: Teller) -> Teller:
        _tellers.append((str(group), teller))
        return teller

    return keep


def belongings(
    today: date,
    persons: Iterable[Person] | None = None,
    workplaces: Iterable[Workplace] | None = None,
    only: str = "",
) -> list[Belonging]:
    """Of these people, at these places, or of everybody: one query, whatever the number of rooms that tell."""
    tellers = tuple(told for told in _tellers if only in ("", told[0]))
    return [Belonging(*row) for row in _rows(tellers, today, _ids(persons), _ids(workplaces))]


def _ids(rows: Iterable[Model] | None) -> list[uuid.UUID] | None:
    return None if rows is None else [row.pk for row in rows]


@prepared
def _rows(
    tellers: tuple[tuple[str, Teller], ...],
    today: date,
    persons: list[uuid.UUID] | None,
    workplaces: list[uuid.UUID] | None,
) -> QuerySet:
    first, *others = (_told(group, teller(today), persons, workplaces) for group, teller in tellers)
    return first.union(*others, all=True)


def _told(
    group: str, rows: QuerySet, persons: list[uuid.UUID] | None, workplaces: list[uuid.UUID] | None
) -> QuerySet:
    if persons is not None:
        rows = rows.filter(person__any_of=persons)
    if workplaces is not None:
        rows = rows.filter(workplace__any_of=workplaces)
    rows = rows.order_by().annotate(_group=Value(group, CharField()))
    return rows.values_list("person_id", "_group", "workplace_id").distinct()
