"""The dry run of a brought register: every row's fate, told before anything is written, and asked again while it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import to_python

from foundation.pages.numbers import national
from volunteers.models import RegisterImport, RegisterRow, Volunteer

Fate = RegisterRow.Fate
IDENTITY = re.compile(r"(?<!\d)\d{6}[ ]?\d{5}(?!\d)")  # a national identity number: eleven digits
DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m.%Y", "%Y")


class Wrong(ValueError):
    """A cell that cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Line:
    row: RegisterRow
    fate: str
    why: str = ""
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def cells(self) -> str:
        """What stood in the file, for a row that could not be read."""
        return " · ".join(filter(None, self.row.cells))

    @property
    def reached(self) -> str:
        phone = to_python(self.told["phone"]) if self.told.get("phone") else None
        return ", ".join(filter(None, [national(phone) if phone else "", self.told.get("email", "")]))

    @property
    def state(self) -> str:
        return {Fate.NEW: "next", Fate.HERE: "done", Fate.WRONG: "late"}[self.fate]

    @property
    def words(self) -> str:
        return str(Fate(self.fate).label).capitalize() + (f": {self.why}" if self.why else "")


@dataclass
class Known:
    """Who is here already, at the place that the register is for, and higher up in the file."""

    by: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def at(cls, register: RegisterImport) -> "Known":
        known = cls()
        rows = Volunteer.objects.ongoing().filter(workplace=register.workplace).select_related("person")
        for volunteer in rows:
            person = volunteer.person
            told = {"name": person.name, "phone": str(person.phone), "email": person.email}
            known.add(told, _("%(name)s is here already") % {"name": person.name})
        return known

    def find(self, told: dict[str, Any]) -> str:
        """Same name with the same phone or e-mail; the same name alone only when one of the two tells neither."""
        name = _plain(told["name"])
        alone = ("bare" if _ways(told) else "name", name)
        return next((self.by[key] for key in (*_named(told), alone) if key in self.by), "")

    def shares(self, told: dict[str, Any]) -> str:
        """A couple may share an address or a number; then both come in, and it is told."""
        names = [self.by[way] for way in _ways(told) if way in self.by]
        return _("same phone or e-mail as %(name)s") % {"name": names[0]} if names else ""

    def add(self, told: dict[str, Any], why: str) -> None:
        name = _plain(told["name"])
        for key in (*_named(told), ("name", name), *([] if _ways(told) else [("bare", name)])):
            self.by.setdefault(key, why)
        for way in _ways(told):
            self.by.setdefault(way, told["name"])


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _ways(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(way, told[way].lower()) for way in ("phone", "email") if told.get(way)]


def _named(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f"{way} and name", f"{value} {_plain(told['name'])}") for way, value in _ways(told)]


def lines(register: RegisterImport, rows: Iterable[RegisterRow], known: Known) -> Iterator[Line]:
    for row in rows:
        line = _line(register, row, known)
        if line.fate == Fate.NEW:
            known.add(line.told, _("the same as line %(line)s") % {"line": row.line})
        yield line


def dry_run(register: RegisterImport) -> list[Line]:
    """Two questions, and nothing is written."""
    return list(lines(register, register.rows.all(), Known.at(register)))


def _line(register: RegisterImport, row: RegisterRow, known: Known) -> Line:
    try:
        told = read_row(row.cells, register.columns)
    except Wrong as wrong:
        return Line(row, Fate.WRONG, str(wrong))
    if register.stand == RegisterImport.Stand.INTERESTED and not (told["phone"] or told["email"]):
        return Line(row, Fate.WRONG, _("neither phone nor e-mail to answer by"))
    if why := known.find(told):
        return Line(row, Fate.HERE, why)
    return Line(row, Fate.NEW, known.shares(told), told)


def read_row(cells: list[str], columns: dict[str, int]) -> dict[str, Any]:
    """The fields of one person, or `Wrong`."""
    given = {name: cells[number] for name, number in columns.items() if number < len(cells)}
    if any(IDENTITY.search(value) for value in given.values()):
        raise Wrong(_("holds what looks like a national identity number: take it out"))
    parts = (given.get("name", ""), given.get("first_name", ""), given.get("last_name", ""))
    name = " ".join(" ".join(parts).split())
    if not name:
        raise Wrong(_("the name is missing"))
    return {
        "name": name[:200],
        "phone": _phone(given.get("phone", "")),
        "email": _email(given.get("email", "")),
        "since": _day(given.get("since", "")),
        "birth_year": _year(given.get("birth_year", "")),
    }


def _phone(text: str) -> str:
    if not text:
        return ""
    number = to_python(text, region="NO")
    if number and number.is_valid():
        return number.as_e164
    raise Wrong(_("the phone number “%(text)s” is not complete") % {"text": text})


def _email(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise Wrong(_("the e-mail “%(text)s” is not complete") % {"text": text}) from None
    return text.lower()


def _day(text: str) -> date | None:
    if not text:
        return None
    for pattern in DATES:
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        if date(1950, 1, 1) <= found <= timezone.localdate():
            return found
    raise Wrong(_("the date “%(text)s” cannot be read, or has not been yet") % {"text": text})


def _year(text: str) -> int | None:
    """The year of a date will do; the day and the month are never kept."""
    if not text:
        return None
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if found and int(found[0]) <= timezone.localdate().year:
        return int(found[0])
    raise Wrong(_("the year “%(text)s” cannot be read") % {"text": text})
