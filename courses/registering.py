"""The register of what contacts and others have learnt, as a table and as a spreadsheet (CRS-17)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import CompetenceRecord
from foundation.access.models import Appointment

HEAD = (
    _("Name"),
    _("What"),
    _("Title"),
    _("Provider"),
    _("Year"),
    _("Hours"),
    _("Employer"),
    _("Role"),
    _("Confirmed by"),
)


def register_of(today: date, wanted: Mapping[str, str]) -> dict[str, Any]:
    """The rows that were asked for, what can be asked for, counts by year and employer, and the contacts without any."""
    every = list(CompetenceRecord.objects.select_related("person", "counts_for"))
    year, provider = wanted.get("year", ""), wanted.get("provider", "")
    rows = [row for row in every if year in ("", str(row.year)) and provider in ("", row.provider)]
    trained = {row.person_id for row in every if row.kind == CompetenceRecord.Kind.FURTHER}
    contacts = Appointment.objects.current(today).contacts().select_related("person", "workplace")
    return {
        "rows": rows,
        "years": sorted({row.year for row in every}, reverse=True),
        "providers": sorted({row.provider for row in every}),
        "year": year,
        "provider": provider,
        "by_employer": sorted(
            Counter((row.year, row.employer) for row in rows if row.employer).items(), reverse=True
        ),
        "untrained": [one for one in contacts if one.person_id not in trained],
        "trained_contacts": len({one.person_id for one in contacts} & trained),
    }


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
        row.confirmed_by_name,
    ]
