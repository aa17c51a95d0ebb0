"""The merge fields that every paper can count on: the person, the place, who answers there, the municipality."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.models import Appointment
from foundation.access.roles import coordinator, watch
from foundation.documents.codes import CHECK_PATH
from foundation.documents.merging import LATER, Markdown, UnknownField, Value, fill_clause
from foundation.documents.texts import clauses, known_fields, laws, words
from foundation.pages import moments
from foundation.pages.numbers import national
from foundation.people.models import Person, Workplace
from foundation.tenancy.context import current
from foundation.tenancy.settings import DECLARED, setting
from foundation.tenancy.words import word

Given = Mapping[str, Any]


def values(
    given: Given, person: Person | None, workplace: Workplace | None, day: date, language: str, extra: Given
) -> dict[str, Value]:
    """Every known field with its value, "" where nothing is known. Run with the document's language active.

    `given` is flat, see `flat`; it comes from the issuing room and wins; `{"clause.trial_period": "agreed"}` picks a clause by its name.
    """
    unknown = {name for name in given if name not in known_fields() and name not in _lists()}
    if unknown:
        raise UnknownField(unknown)
    found: dict[str, Value] = dict.fromkeys(known_fields(), "")
    found |= dict.fromkeys(_lists(), [])
    found |= {name: str(setting(name)) for name in found if name in DECLARED}  # such as {reply_days}
    found |= {name: word(*of) for name, of in words().items()}
    found |= _municipality(day) | _person(person) | _workplace(workplace, day) | extra
    found |= {name: readable(value) for name, value in given.items() if not name.startswith("clause.")}
    if found["course.leader_name"] and found["course.leader_name"] == found["contact.name"]:
        found["course.leader_title"] = found["course.leader_title"] or found["contact.title"]
        found["contact.name"] = ""  # one person, one signature
    found |= {name: LATER for name in found if name.startswith("signature.") or name == "signed_on"}
    return found | _clauses(given, found, language)


def flat(given: Given) -> dict[str, Any]:
    """`{"course": {"title": "…"}}` is `{"course.title": "…"}`."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{inner}": one for inner, one in flat(value).items()}
        else:
            found[name] = value
    return found


def readable(value: Any) -> Value:
    """Dates as people write them, everything else as text; lists stay lists."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return _("%(day)s at %(span)s") % {"day": moments.dated(local), "span": moments.at(local)}
    if isinstance(value, date):
        return moments.dated(value)
    if isinstance(value, list | tuple):
        return [
            {key: readable(part) for key, part in item.items()}
            if isinstance(item, Mapping)
            else readable(item)
            for item in value
        ]
    return str(value)


def _lists() -> set[str]:
    """Fields that repeat a table row are given as one list: `plan` for `{plan.day}`, `{plan.time}`."""
    return {"plan"}


def _municipality(day: date) -> dict[str, Value]:
    municipality = current()
    marit = coordinator(day)
    return {
        "date": readable(day),
        "municipality.name": municipality.name,
        "municipality.place": municipality.place,
        "portal_url": municipality.host,
        "verify_url": municipality.host + CHECK_PATH.rstrip("/"),
        "network_coordinator.name": marit.name if marit else "",
        "network_coordinator.phone": phone(marit),
        "insurance.name": setting("insurance_name"),
        "insurance.terms_url": setting("insurance_terms_url"),
    }


def _person(person: Person | None) -> dict[str, Value]:
    if person is None:
        return {}
    return {
        "volunteer.name": person.name,
        "volunteer.first_name": person.first_name,
        "volunteer.email": person.email,
        "volunteer.phone": phone(person),
    }


def _workplace(workplace: Workplace | None, day: date) -> dict[str, Value]:
    if workplace is None:
        return _contact(coordinator(day), word("network_coordinator"), None)
    here = watch(workplace, day)
    appointment, contact, deputy = here.contact, here.answering, here.deputy
    role = "volunteer_contact" if appointment else "deputy_contact"
    if contact and not appointment and contact == here.coordinator:
        role = "network_coordinator"
    manager = here.manager.person if here.manager else None
    return _contact(contact, word(role), appointment) | {
        "deputy.name": deputy.name if deputy and deputy != contact else "",
        "deputy.phone": phone(deputy) if deputy != contact else "",
        "workplace.name": workplace.name,
        "workplace.address": workplace.address,
        "workplace.core_values": workplace.written("core_values"),
        "workplace.public_text": workplace.written("public_text"),
        "workplace.structure": workplace.structure_text,
        "workplace.departments": [department.name for department in workplace.departments.all()],
        "workplace.leader_name": manager.name if manager else "",
    }


def _contact(contact: Person | None, title: str, appointment: Appointment | None) -> dict[str, Value]:
    if contact is None:
        return {}
    return {
        "contact.name": contact.name,
        "contact.first_name": contact.first_name,
        "contact.email": contact.email,
        "contact.phone": phone(contact),
        "contact.title": title,
        "contact.hours": appointment.hours if appointment and appointment.person == contact else "",
    }


def phone(person: Person | None) -> str:
    return national(person.phone) if person else ""


# Clauses and references to law: the municipality's choice, or the one given for this paper.


def _clauses(given: Given, found: dict[str, Value], language: str) -> dict[str, Value]:
    law = {f"law.{code}": setting(f"law_{code}") or words[language] for code, words in laws().items()}
    filled: dict[str, Value] = dict(law)
    for code, variants in clauses().items():
        chosen = given.get(f"clause.{code}", _chosen(code))
        if chosen and chosen not in variants:
            raise ValueError(f"the clause {code} has no variant {chosen}")
        text = variants[chosen][language] if chosen else ""
        filled[f"clause.{code}"] = fill_clause(text, found | law) if text else Markdown("")
    return filled


def _chosen(code: str) -> str:
    return setting("insurance" if code == "insurance_short" else code)
