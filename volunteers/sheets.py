"""What stands in a file that somebody brings: CSV of any Norwegian flavour, or a spreadsheet. Cells come as text."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 60
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Rows = list[list[str]]


def read(content: bytes) -> Rows:
    """Rows with something in them, the head first. ValidationError, one sentence, when it cannot be read."""
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than 5 MB. Take out what is not needed, or bring it in parts.")
        )
    is_book = content.startswith((ZIP, OLD_EXCEL))
    rows = [[cell.strip() for cell in row[:MOST_COLUMNS]] for row in (_book if is_book else _text)(content)]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise ValidationError(_("There must be one row of headings, and at least one person below it."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("There are more than 5000 rows. Bring them in parts."))
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _book(content: bytes) -> Rows:
    try:
        if content.startswith(ZIP):
            _bounded(content)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_cell(value) for value in row] for row in sheet.to_python()[: MOST_ROWS + 2]]
    except (CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise ValidationError(
            _("We could not read the file. Save it as CSV or XLSX, and try again.")
        ) from error


def _bounded(content: bytes) -> None:
    """A small file may hold a very large one."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise ValidationError(_("The file is larger inside than we can read."))


def _cell(value: Any) -> str:
    """A spreadsheet keeps a phone number as 41234567.0, and a date as a moment."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def _text(content: bytes) -> Rows:
    text = _decoded(content)
    if "\x00" in text:
        raise ValidationError(_("We could not read the file. Save it as CSV or XLSX, and try again."))
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ValidationError(
            _("We could not read the file. Save it as CSV or XLSX, and try again.")
        ) from error


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 as Excel writes it, else Windows-1252, which takes any byte here."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
