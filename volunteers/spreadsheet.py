"""A list of volunteers as a spreadsheet: what the reader may see, and of that what they ask for (SYS-30)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.pages.numbers import national
from foundation.pages.sheets import sheet
from volunteers.listing import Row

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
