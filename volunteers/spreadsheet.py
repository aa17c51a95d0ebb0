"""A list of volunteers as a spreadsheet: what the reader may see, and of that what they ask for (SYS-30)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.pages.numbers import national
from volunteers.listing import Row

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Column = tuple[str | Promise, Callable[[Row], Any]]

#: Never what was said, nor anything that touches health or outlook on life.
COLUMNS: dict[str, Column] = {
    "name": (_("Name"), lambda row: row.volunteer.name),
    "place": (_("Place"), lambda row: str(row.volunteer.workplace or "")),
    "stands": (_("Next"), lambda row: row.text),
    "since": (_("Volunteer since"), lambda row: row.volunteer.started_on),
    "phone": (_("Phone"), lambda row: national(row.volunteer.person.phone)),
    "email": (_("E-mail"), lambda row: row.volunteer.person.email),
    "channel": (_("How we reach you"), lambda row: row.volunteer.person.get_channel_display()),
}
ASKED = ("name", "place", "stands", "since")


def workbook(title: str, columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """No text is read as a formula or an address, whatever it begins with."""
    chosen = [COLUMNS[code] for code in columns]
    return sheet(
        title, [str(words) for words, _of in chosen], ([of(row) for _w, of in chosen] for row in rows)
    )


def sheet(title: str, head: list[str], rows: Iterable[list[Any]]) -> bytes:
    file = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"}
    with xlsxwriter.Workbook(file, {"in_memory": True, **safe}) as book:
        page = book.add_worksheet(_sheet_name(title))
        page.write_row(0, 0, head, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            _write(page, number, row)
        page.freeze_panes(1, 0)
        page.set_column(0, len(head) - 1, 24)
    return file.getvalue()


def _write(page: Any, number: int, row: list[Any]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date | datetime):
            page.write_datetime(number, column, value)
        elif value not in ("", None):
            page.write_string(number, column, str(value))


def _sheet_name(title: str) -> str:
    """Excel takes 31 signs, and some of them not at all."""
    return "".join(sign for sign in title if sign not in r"[]:*?/\'")[:31] or "1"
