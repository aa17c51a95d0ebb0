"""The places that the portal shows, each with the person who receives you there."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from foundation.access.models import Appointment
from foundation.access.roles import watch, watches
from foundation.people.models import Person, Workplace


@dataclass(frozen=True)
class Place:
    workplace: Workplace
    person: Person | None


@dataclass(frozen=True)
class Company:
    """Who answers, and who does when they cannot: named on the form, and on the page of thanks."""

    person: Person | None
    deputy: Person | None
    appointment: Appointment | None  # of the person, when they are the contact

    @property
    def hours(self) -> str:
        return self.appointment.hours if self.appointment else ""

    @property
    def people(self) -> list[Person]:
        return [one for one in (self.person, self.deputy) if one]


def shown_workplaces(today: date | None = None) -> list[Workplace]:
    rows = Workplace.objects.published().open(today or timezone.localdate())
    return list(rows.select_related("district"))


def places() -> tuple[list[Place], Person | None]:
    """Each with who answers there, and the network coordinator: asked together."""
    today = timezone.localdate()
    found = shown_workplaces(today)
    here = watches(today, found)
    return [Place(workplace, here[workplace.pk].answering) for workplace in found], here.coordinator


def company_of(workplace: Workplace | None) -> Company:
    here = watch(workplace, timezone.localdate())
    person, deputy = here.answering, here.deputy
    own = here.contact if here.contact and here.contact.person == person else None
    return Company(person, deputy if deputy != person else None, own)
