"""What the papers of a volunteer are filled with, and issuing them: from the volunteer to merge fields.

Person, place, contact, date, code and the municipality's clauses are known by `documents`; here is what only this room knows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.audit.models import record
from foundation.documents import fields as known
from foundation.documents.issuing import issue, language_of, version_of
from foundation.documents.markup import to_html
from foundation.documents.merging import fill
from foundation.documents.models import Document
from foundation.pages.moments import dated
from foundation.people.models import Department
from foundation.tenancy.settings import setting
from volunteers.models import ActivityType, Agreement, Ending, PossibleTask, Volunteer
from volunteers.models.logged_hours import hours_to_tell

CONFIDENTIALITY, AGREEMENT = "confidentiality", "volunteer_agreement"
SIGNERS = ("volunteer", "contact")


@dataclass(frozen=True)
class Terms:
    """What the two have agreed on."""

    tasks: str
    when: str
    start_on: date
    commitment: str = ""
    department: Department | None = None
    trial_until: date | None = None
    types: tuple[ActivityType, ...] = ()
    possible: tuple[PossibleTask, ...] = ()


def agreement_fields(terms: Terms) -> dict[str, Any]:
    return {
        "tasks": terms.tasks,
        "department.name": str(terms.department or ""),
        "period": terms.when,
        "start_on": terms.start_on,
        "commitment": terms.commitment,
        "excluded_tasks": excluded_tasks((*terms.possible, *terms.types)),
        "followup_days": setting("followup_days"),
        "trial_until": terms.trial_until,
        "clause.trial_period": "agreed" if terms.trial_until else "none",
    }


def excluded_tasks(given: tuple[PossibleTask | ActivityType, ...]) -> list[str]:
    """What is not part of it, as the place and the kinds of activity say it, each once."""
    return list(dict.fromkeys(line for one in given for line in one.never))


def reference_fields(
    volunteer: Volunteer, tasks: str, note: str, until: date, responsibilities: str = ""
) -> dict[str, Any]:
    """Hours stay empty until somebody has logged them: nobody has to count in order to volunteer."""
    return {
        "period": period(volunteer, until),
        "tasks": tasks,
        "hours": _hours(volunteer, until),
        "courses": courses_of(volunteer),
        "responsibilities": responsibilities,
        "personal_note": note,
    }


def _hours(volunteer: Volunteer, until: date) -> str:
    hours = hours_to_tell(volunteer, until)
    return (
        ngettext("about %(hours)s hour", "about %(hours)s hours", hours) % {"hours": hours} if hours else ""
    )


def closing_fields(
    volunteer: Volunteer, tasks_done: str, note: str, last_day: date, status: str
) -> dict[str, Any]:
    return {
        "start_on": volunteer.started_on or timezone.localdate(volunteer.registered_at),
        "ends_on": last_day,
        "tasks_done": tasks_done,
        "personal_note": note,
        "reference_letter_status": status,
    }


def period(volunteer: Volunteer, until: date) -> str:
    """“fra 12. september 2022 til 27. november 2026”."""
    since = volunteer.started_on or timezone.localdate(volunteer.registered_at)
    return _("from %(since)s to %(until)s") % {"since": dated(since), "until": dated(until)}


def courses_of(volunteer: Volunteer) -> str:
    """“Introduksjonskurs for frivillige (2022), Demens og kommunikasjon (2023)”."""
    taken = volunteer.person.qualifications.order_by("granted_on", "id")
    return ", ".join(f"{one.title} ({one.granted_on.year})" for one in taken)


def tasks_of(volunteer: Volunteer) -> str:
    """The tasks of the newest agreement, else what the person ticked when they registered; in the papers' language."""
    agreement = volunteer.agreements.order_by("-id").first()
    if agreement:
        return agreement.tasks
    enquiry = getattr(volunteer, "enquiry", None)
    wishes = enquiry.wishes.select_related("activity_type") if enquiry else []
    with spoken(volunteer):
        return ", ".join(str(wish) for wish in wishes)


# The papers of one volunteer


def papers_of(volunteer: Volunteer) -> QuerySet[Document]:
    """Everything issued to this person at this place, newest first."""
    found = Document.objects.valid().of(volunteer.person).filter(workplace=volunteer.workplace)
    return found.prefetch_related("signatures").order_by("-issued_at", "-id")


def newest_of(volunteer: Volunteer) -> dict[str, Document]:
    """The newest of each kind."""
    found: dict[str, Document] = {}
    for paper in papers_of(volunteer):
        found.setdefault(paper.kind, paper)
    return found


def preview(
    volunteer: Volunteer, kind: str, fields: dict[str, Any], without_head: bool = False
) -> SafeString:
    """The text as it would be issued now, for the page where it is looked through first.

    A guide comes without its head: the page around it says what stands there.
    """
    person, today = volunteer.person, timezone.localdate()
    language = language_of(person)
    version = version_of(kind, language)
    with translation.override(language):
        extra = {"code": "", "template.version": str(version.number)}
        values = known.values(fields, person, volunteer.workplace, today, language, extra)
        text = fill(version.body, values)
        if without_head:
            text = text[max(text.find("\n## "), 0) :]
        return to_html(text, marks={}, shift=1)


def spoken(volunteer: Volunteer) -> Any:
    """The language that what we write on the papers is made in."""
    return translation.override(language_of(volunteer.person))


@transaction.atomic
def issue_confidentiality(volunteer: Volunteer, by: Any, at: datetime | None = None) -> Document:
    volunteer.lock()
    _withdraw_unsigned(volunteer, CONFIDENTIALITY, by)
    return _issue(volunteer, CONFIDENTIALITY, {}, by, at)


@transaction.atomic
def issue_agreement(volunteer: Volunteer, terms: Terms, by: Any, at: datetime | None = None) -> Agreement:
    volunteer.lock()
    _withdraw_unsigned(volunteer, AGREEMENT, by)
    with spoken(volunteer):
        document = _issue(volunteer, AGREEMENT, agreement_fields(terms), by, at)
    agreement = Agreement.objects.create(
        volunteer=volunteer,
        document=document,
        tasks=terms.tasks,
        commitment=terms.commitment,
        types=[kind.code for kind in terms.types],
        trial_until=terms.trial_until,
    )
    record(by, "agreement.made", agreement, about=volunteer.person, changes={"tasks": terms.tasks}, at=at)
    return agreement


def _issue(volunteer: Volunteer, kind: str, fields: dict[str, Any], by: Any, at: datetime | None) -> Document:
    return issue(
        kind,
        volunteer.person,
        fields,
        by=by,
        about=volunteer,
        workplace=volunteer.workplace,
        signers=SIGNERS,
        at=at,
    )


def _withdraw_unsigned(volunteer: Volunteer, kind: str, by: Any) -> None:
    """What lies there unsigned is replaced; what is signed stays."""
    for paper in papers_of(volunteer).filter(kind=kind):
        if not paper.signature_of("volunteer") or not paper.signature_of("volunteer").signed_at:
            paper.revoke(by, _("A newer one has taken its place."))


def letters_of(volunteer: Volunteer) -> QuerySet[Document]:
    """What is given at the end and to be shown to others: the closing letter and the reference letter."""
    return papers_of(volunteer).filter(kind__in=("closing_letter", "reference_letter"))


def ending_guide(ending: Ending) -> SafeString:
    """What to talk about when somebody leaves."""
    with spoken(ending.volunteer):
        fields = {"ends_on": ending.last_day, "period": period(ending.volunteer, ending.last_day)}
    return preview(ending.volunteer, "ending_guide", fields, without_head=True)
