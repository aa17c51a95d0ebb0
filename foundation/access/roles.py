"""Who answers for a place today: contact, deputy, coordinator (CON-02, CON-08, VOL-19)."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from foundation.access.models import Appointment, Handover
from foundation.people.models import Person, Workplace
from foundation.tenancy.settings import setting


def recommended_percent(role: str) -> int | None:
    codes = {
        "network_coordinator": "recommended_pct_coordinator",
        "volunteer_contact": "recommended_pct_contact",
    }
    return setting(codes[role]) if role in codes else None


def contact_of(workplace: Workplace, today: date) -> Appointment | None:
    """The workplace's current contact appointment; the longest-serving where there are several."""
    found = Appointment.objects.contacts().current(today).filter(workplace=workplace)
    return found.select_related("person", "deputy").order_by("starts_on", "id").first()


def taken_over(appointment: Appointment, today: date) -> Handover | None:
    running = Handover.objects.filter(appointment=appointment, starts_on__lte=today)
    running = running.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return running.select_related("to").order_by("-made_at").first()


def deputy_of(workplace: Workplace, today: date) -> Person | None:
    """The named deputy of the contact, else an appointed deputy at the place."""
    contact = contact_of(workplace, today)
    if contact and contact.deputy:
        return contact.deputy
    acting = Appointment.objects.current(today).filter(role="deputy_contact", workplace=workplace)
    found = acting.select_related("person").order_by("starts_on", "id").first()
    return found.person if found else None


def coordinator(today: date) -> Person | None:
    found = Appointment.objects.current(today).filter(role="network_coordinator")
    found = found.select_related("person").order_by("starts_on", "id").first()
    return found.person if found else None


def answering(workplace: Workplace, today: date) -> Person | None:
    """Who answers for this place today: who took over, the contact, a deputy, and at last the network coordinator."""
    contact = contact_of(workplace, today)
    if contact is None:
        return deputy_of(workplace, today) or coordinator(today)
    handover = taken_over(contact, today)
    return handover.to if handover else contact.person


def manager_of(workplace: Workplace, today: date) -> Person | None:
    found = Appointment.objects.current(today).filter(role="workplace_manager", workplace=workplace)
    found = found.select_related("person").order_by("starts_on", "id").first()
    return found.person if found else None


def answering_at(workplaces: Iterable[Workplace], today: date) -> dict[uuid.UUID, Person | None]:
    """Who answers for each of several places: the same as `answering`, in one query whatever their number."""
    roles = ("volunteer_contact", "deputy_contact", "network_coordinator")
    contacts, deputies, last = ({} for _ in roles)
    by_role = dict(zip(roles, (contacts, deputies, last), strict=True))
    for appointment in held_today(roles, today):
        by_role[appointment.role].setdefault(appointment.workplace_id, appointment)
    found: dict[uuid.UUID, Person | None] = {}
    for place in workplaces:
        if contact := contacts.get(place.pk):
            found[place.pk] = holder(contact)
        else:
            acting = deputies.get(place.pk) or last.get(None)
            found[place.pk] = acting.person if acting else None
    return found


def held_today(roles: Iterable[str], today: date) -> QuerySet[Appointment]:
    """The longest-serving first, each with the handover that runs today; `holder` reads it."""
    runs = Q(handovers__starts_on__lte=today)
    runs &= Q(handovers__ends_on__isnull=True) | Q(handovers__ends_on__gte=today)
    rows = Appointment.objects.current(today).filter(role__in=roles)
    rows = rows.annotate(running=FilteredRelation("handovers", condition=runs))
    return rows.select_related("person", "deputy", "running__to").order_by(
        "starts_on", "id", "-running__made_at"
    )


def holder(appointment: Appointment) -> Person:
    """Who has it today: whoever has taken it over, else the appointed."""
    running = getattr(appointment, "running", None)  # Django leaves it out where there is none
    return running.to if running else appointment.person
