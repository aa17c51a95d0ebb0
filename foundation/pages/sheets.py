"""A table as a spreadsheet. No text is read as a formula or an address, whatever it begins with."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def taken_away(file: bytes, name: str) -> HttpResponse:
    response = HttpResponse(file, content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


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
