"""Which column of a brought list holds what: guessed from the heading, put right by the person who brings it."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "name": _("Whole name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "since": _("Volunteer since"),
    "birth_year": _("Year of birth"),
}
#: What headings are called, in letters only.
HEADINGS = {
    "name": {"navn", "namn", "name", "fulltnavn", "fulltnamn", "frivillig", "fullname", "deltaker"},
    "first_name": {"fornavn", "fornamn", "firstname", "givenname"},
    "last_name": {"etternavn", "etternamn", "lastname", "surname"},
    "phone": {
        "telefon",
        "mobil",
        "mobiltelefon",
        "tlf",
        "telefonnummer",
        "mobilnummer",
        "mobilnr",
        "telefonnr",
        "tlfnr",
        "mob",
        "phone",
        "mobile",
    },
    "email": {"epost", "email", "mail", "epostadresse", "mailadresse", "emailaddress"},
    "since": {
        "frivilligsiden",
        "frivilligsidan",
        "startdato",
        "start",
        "oppstart",
        "fra",
        "siden",
        "begynte",
        "startdate",
        "volunteersince",
    },
    "birth_year": {"fodselsar", "fodt", "fodear", "aarfodt", "birthyear", "yearofbirth"},
}


def guessed(head: Iterable[str]) -> dict[str, int]:
    """Field -> number of the column; the first that fits."""
    found: dict[str, int] = {}
    for number, heading in enumerate(head):
        for field, names in HEADINGS.items():
            if plain(heading) in names:
                found.setdefault(field, number)
    return found


def plain(heading: str) -> str:
    folded = heading.lower().translate(str.maketrans("øåæ", "oaa"))
    return re.sub(r"[^a-z]", "", folded)
