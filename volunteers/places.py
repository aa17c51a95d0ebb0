"""The places that the portal shows, each with the person who receives you there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from foundation.access.models import Appointment
from foundation.access.roles import watch
from foundation.people.models import Person, Workplace
from foundation.tenancy.prepared import prepared


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


def shown_workplaces(today: date | None = None) -> QuerySet[Workplace]:
    return Workplace.objects.published().open(today or timezone.localdate()).select_related("district")


@prepared
def first_workplaces(today: date, most: int | None) -> QuerySet[Workplace]:
    return shown_workplaces(today)[:most]


def company_of(workplace: Workplace | None) -> Company:
    here = watch(workplace, timezone.localdate())
    person, deputy = here.answering, here.deputy
    own = here.contact if here.contact and here.contact.person == person else None
    return Company(person, deputy if deputy != person else None, own)
