"""The facts that notices and documents of this room are filled with."""

from datetime import date
from typing import Any

from foundation.access.roles import contact_of, deputy_of, manager_of
from foundation.people.models import Person
from foundation.tenancy.context import current
from foundation.tenancy.words import word
from volunteers.models.volunteer import Volunteer


def person_facts(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {"name": "", "first_name": "", "phone": "", "email": ""}
    phone = person.phone.as_national if person.phone else ""
    return {"name": person.name, "first_name": person.first_name, "phone": phone, "email": person.email}


def facts(volunteer: Volunteer, today: date) -> dict[str, Any]:
    """Volunteer, workplace, who answers, deputy, leader and municipality, as the texts name them."""
    workplace, municipality = volunteer.workplace, current()
    appointment = contact_of(workplace, today)
    role = "volunteer_contact" if appointment else "network_coordinator"
    return {
        "volunteer": person_facts(volunteer.person),
        "contact": person_facts(volunteer.contact(today)) | {"title": word(role).capitalize()},
        "deputy": person_facts(deputy_of(workplace, today)),
        "workplace": {
            "name": workplace.name,
            "short_name": workplace.short,
            "address": workplace.address,
            "core_values": workplace.core_values,
            "leader_name": getattr(manager_of(workplace, today), "name", ""),
        },
        "municipality": {"name": municipality.name, "place": municipality.place},
    }
