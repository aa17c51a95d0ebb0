"""The register of what contacts and others have learnt: what is asked for, totals, and the rows of a spreadsheet (CRS-17)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import CompetenceRecord
from foundation.access.models import Appointment
from foundation.tenancy.settings import setting

HEAD = (
    _("Name"),
    _("What"),
    _("Title"),
    _("Provider"),
    _("Year"),
    _("Hours"),
    _("Employer"),
    _("Role"),
    _("Valid until"),
    _("Confirmed by"),
)
CHOICES = ("kind", "year", "provider", "employer", "role")
ENDING, ENDED = "ending", "ended"


class Learnt(NamedTuple):
    """As much of a row as is counted."""

    person: uuid.UUID
    kind: str
    year: int
    provider: str
    employer: str
    role: str


@dataclass
class Total:
    """Persons, each once: in this year or at this employer, and until then."""

    label: str
    people: set[uuid.UUID] = field(default_factory=set)
    until_then: int = 0

    @property
    def count(self) -> int:
        return len(self.people)


class Register:
    """`wanted` holds what was chosen of CHOICES and `validity`; what nobody has is left out. Two queries, and the page's own."""

    def __init__(self, today: date, wanted: Mapping[str, str]) -> None:
        self.today = today
        self.every = [Learnt(*row) for row in CompetenceRecord.objects.values_list(*Learnt._fields)]
        self.choices = {name: self._offered(name) for name in CHOICES}
        self.chosen = {name: wanted[name] for name in CHOICES if wanted.get(name) in self.choices[name]}
        self.validity = wanted.get("validity", "")

    def _offered(self, name: str) -> list[str]:
        return sorted({str(getattr(one, name)) for one in self.every} - {""}, reverse=name == "year")

    @property
    def rows(self) -> QuerySet[CompetenceRecord]:
        rows = CompetenceRecord.objects.filter(**self.chosen).select_related("person", "counts_for")
        soon = self.today + timedelta(days=setting("renewal_days"))
        if self.validity == ENDING:
            return rows.filter(valid_until__range=(self.today, soon)).order_by("valid_until", "id")
        return rows.filter(valid_until__lt=self.today) if self.validity == ENDED else rows

    def _counted(self) -> Iterable[Learnt]:
        wanted = self.chosen.items()
        return (one for one in self.every if all(str(getattr(one, name)) == value for name, value in wanted))

    def by_year(self) -> list[Total]:
        """The newest first; a person counts in each year, and once in what they add up to."""
        totals, so_far = _totals((str(one.year), one.person) for one in self._counted()), set()
        for total in sorted(totals, key=lambda one: one.label):
            so_far |= total.people
            total.until_then = len(so_far)
        return sorted(totals, key=lambda one: one.label, reverse=True)

    def by_employer(self) -> list[Total]:
        totals = _totals((one.employer, one.person) for one in self._counted() if one.employer)
        return sorted(totals, key=lambda one: (-one.count, one.label))

    def contacts(self) -> "Contacts":
        trained = {one.person for one in self.every if one.kind == CompetenceRecord.Kind.FURTHER}
        rows = Appointment.objects.current(self.today).contacts().select_related("person", "workplace")
        return Contacts(list(rows), trained)


@dataclass
class Contacts:
    rows: list[Appointment]
    trained: set[uuid.UUID]

    @property
    def with_further(self) -> int:
        return len({one.person_id for one in self.rows} & self.trained)

    @property
    def total(self) -> int:
        return len({one.person_id for one in self.rows})

    @property
    def without(self) -> list[Appointment]:
        return [one for one in self.rows if one.person_id not in self.trained]


def _totals(pairs: Iterable[tuple[str, uuid.UUID]]) -> list[Total]:
    found: dict[str, Total] = {}
    for label, person in pairs:
        found.setdefault(label, Total(label)).people.add(person)
    return list(found.values())


def cells(row: CompetenceRecord) -> list[Any]:
    return [
        row.person.name,
        row.get_kind_display(),
        row.title,
        row.provider,
        row.year,
        row.hours or "",
        row.employer,
        row.role,
        row.valid_until or "",
        row.confirmed_by_name,
    ]
