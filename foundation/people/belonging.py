"""Where people belong, told by the rooms that know it: one of employees, another of volunteers. So neither imports the other."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet, TextChoices
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
    """Of these people, at these places, or of everybody: one query for each room that tells."""
    found = []
    for group, teller in _tellers:
        if only not in ("", group):
            continue
        pairs = _pairs(teller, today, _ids(persons), _ids(workplaces))
        found += [Belonging(person, group, place) for person, place in pairs]
    return found


def _ids(rows: Iterable[Model] | None) -> list[uuid.UUID] | None:
    return None if rows is None else [row.pk for row in rows]


@prepared
def _pairs(
    teller: Teller, today: date, persons: list[uuid.UUID] | None, workplaces: list[uuid.UUID] | None
) -> QuerySet:
    rows = teller(today)
    if persons is not None:
        rows = rows.filter(person__any_of=persons)
    if workplaces is not None:
        rows = rows.filter(workplace__any_of=workplaces)
    return rows.order_by().values_list("person_id", "workplace_id").distinct()
