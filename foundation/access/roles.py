"""Who answers for a place today: contact, deputy, coordinator (CON-02, CON-08, VOL-19)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from foundation.access.models import Appointment
from foundation.people.models import Person, Workplace
from foundation.tenancy.prepared import prepared
from foundation.tenancy.roles import ROLES
from foundation.tenancy.settings import setting


def recommended_percent(role: str) -> int | None:
    codes = {
        "network_coordinator": "recommended_pct_coordinator",
        "volunteer_contact": "recommended_pct_contact",
    }
    return setting(codes[role]) if role in codes else None


@dataclass
class Watch:
    """Who looks after the volunteers of one place today. Where several hold a role, the longest-serving."""

    contact: Appointment | None = None
    acting: Appointment | None = None  # an appointed deputy, beside the one whom the contact has named
    manager: Appointment | None = None
    coordinator: Person | None = None

    @property
    def deputy(self) -> Person | None:
        """The named deputy of the contact, else an appointed deputy at the place."""
        if self.contact and self.contact.deputy:
            return self.contact.deputy
        return holder(self.acting) if self.acting else None

    @property
    def answering(self) -> Person | None:
        """Who took over, the contact, a deputy, and at last the network coordinator."""
        return holder(self.contact) if self.contact else self.deputy or self.coordinator


class Watches(dict[uuid.UUID | None, Watch]):
    """By workplace. A place without anybody, and no place at all, are the network coordinator's."""

    def __init__(self, appointments: Iterable[Appointment]) -> None:
        super().__init__()
        self.coordinator: Person | None = None
        for appointment in appointments:
            self._keep(appointment)
        for watch in self.values():
            watch.coordinator = self.coordinator

    def _keep(self, appointment: Appointment) -> None:
        if appointment.role == "network_coordinator":
            self.coordinator = self.coordinator or holder(appointment)
            return
        watch = self.setdefault(appointment.workplace_id, Watch())
        name = PLACES_OF_WATCH[appointment.role]
        if getattr(watch, name) is None:
            setattr(watch, name, appointment)

    def __missing__(self, workplace_id: uuid.UUID | None) -> Watch:
        return Watch(coordinator=self.coordinator)


PLACES_OF_WATCH = {"volunteer_contact": "contact", "deputy_contact": "acting", "workplace_manager": "manager"}
WATCHING = (*PLACES_OF_WATCH, "network_coordinator")


def watches(today: date, workplaces: Iterable[Workplace] | None = None) -> Watches:
    """Of these workplaces, else of all, in one query."""
    return Watches(
        held_at(WATCHING, today, None if workplaces is None else [place.pk for place in workplaces])
    )


def watch(workplace: Workplace | None, today: date, near: Iterable[Appointment] | None = None) -> Watch:
    """`near`: what `held_near` brought, when the page has asked already."""
    if near is not None:
        found = Watches(one for one in near if one.role in WATCHING)
    else:
        found = watches(today, [workplace] if workplace else [])
    return found[workplace.pk if workplace else None]


def held_near(workplace: Workplace | None, today: date) -> list[Appointment]:
    """All roles that are held at this place, or at no one place, today."""
    return _held_near(today, [workplace.pk] if workplace else [])


@prepared
def _held_near(today: date, workplaces: list[uuid.UUID]) -> QuerySet[Appointment]:
    near = Q(workplace=None) | Q(workplace__any_of=workplaces)
    return held_today(ROLES, today).filter(near).select_related("person__user", "deputy__user")


@prepared
def held_at(roles: tuple[str, ...], today: date, workplaces: list[uuid.UUID] | None) -> QuerySet[Appointment]:
    """At these places and at no one place; else everywhere."""
    rows = held_today(roles, today)
    return rows if workplaces is None else rows.filter(Q(workplace__any_of=workplaces) | Q(workplace=None))


def contact_of(workplace: Workplace, today: date) -> Appointment | None:
    """The workplace's current contact appointment."""
    return watch(workplace, today).contact


def coordinator(today: date) -> Person | None:
    return watch(None, today).coordinator


def answering(workplace: Workplace | None, today: date) -> Person | None:
    """Who answers for this place today."""
    return watch(workplace, today).answering


def answering_at(workplaces: Iterable[Workplace], today: date) -> dict[uuid.UUID, Person | None]:
    """Who answers for each of several places: the same as `answering`, in one query whatever their number."""
    places = list(workplaces)
    found = watches(today, places)
    return {place.pk: found[place.pk].answering for place in places}


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
