"""The words a function description begins with, and the paper that is made of them (CON-05)."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.models import FunctionDescription, FunctionWording
from coordination.models.function import FIELDS
from foundation.access.models import Appointment
from foundation.access.roles import coordinator, watch
from foundation.documents.issuing import issue, language_of
from foundation.documents.models import Document
from foundation.documents.signing import send_link
from foundation.people.models import Person
from foundation.tenancy.words import word

KIND = "function_description"
FALLBACK = "nb"
TEXTS = Path(__file__).parent / "texts" / "function_description.yaml"
NAMES = {"role_text": "role"}  # ours -> the file's, where they differ


@cache
def shipped() -> dict[str, dict[str, list[str]]]:
    return yaml.safe_load(TEXTS.read_text("utf-8"))


def wording() -> dict[str, str]:
    """The municipality's own words, else the house's in the reader's language."""
    if own := FunctionWording.objects.first():
        return own.texts
    language = get_language() or FALLBACK
    found = {name: shipped()[NAMES.get(name, name)] for name in FIELDS}
    return {name: "\n".join(lines.get(language, lines[FALLBACK])) for name, lines in found.items()}


def texts_for(appointment: Appointment) -> dict[str, str]:
    """What stands in the newest one, else the words to begin with."""
    newest = newest_of(appointment)
    return newest.texts if newest else wording()


def newest_of(appointment: Appointment) -> FunctionDescription | None:
    rows = appointment.function_descriptions.select_related("document")
    return rows.prefetch_related("document__signatures").first()


def manager_of(appointment: Appointment) -> Person | None:
    """Who acknowledges beside the contact: the manager, the network coordinator where there is none."""
    today = timezone.localdate()
    manager = watch(appointment.workplace, today).manager
    return manager.person if manager else coordinator(today)


def issue_function(
    appointment: Appointment, texts: dict[str, str], by: Any, at: datetime | None = None
) -> Document:
    person, manager = appointment.person, manager_of(appointment)
    with translation.override(language_of(person)):
        document = issue(
            KIND,
            person,
            _fields(appointment, texts, manager),
            by=by,
            about=appointment,
            workplace=appointment.workplace,
            signers={"contact": person, "leader": manager},
            at=at,
        )
    for signature in document.signatures.select_related("document", "person"):
        send_link(signature, by)
    return document


def _fields(appointment: Appointment, texts: dict[str, str], manager: Person | None) -> dict[str, Any]:
    deputy = appointment.deputy
    return {
        "contact.name": appointment.person.name,
        "contact.title": word(appointment.role),
        "deputy.name": deputy.name if deputy else "",
        "workplace.leader_name": manager.name if manager else "",
        "start_on": appointment.starts_on,
        "function.share": share_of(appointment),
        **{f"function.{NAMES.get(name, name)}": _lines(text) for name, text in texts.items()},
    }


def share_of(appointment: Appointment) -> str:
    """“40 % av en stilling”, or that no time is set aside."""
    if appointment.position_percent:
        return _("%(percent)s %% of a position") % {"percent": appointment.position_percent}
    return str(appointment.get_time_class_display())


def _lines(text: str) -> list[str]:
    return [line for line in (line.strip(" -\t") for line in text.splitlines()) if line]
