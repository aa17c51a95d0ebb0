"""Who can be with a volunteer the first time, and who can guide: contact, staff of the place, those who are volunteers there."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.access.models import Appointment
from foundation.people.models import Person, Workplace
from foundation.tenancy.words import word
from volunteers.models import Volunteer

Choices = list[tuple[str, list[tuple[str, str]]]]
STAFF = ("employee", "workplace_manager", "deputy_contact", "volunteer_contact")


def contacts_of(volunteer: Volunteer, today: date) -> list[Person]:
    watch = volunteer.watch(today)
    found = [watch.answering, watch.deputy]
    return [person for person in dict.fromkeys(found) if person]


def staff_at(workplace: Workplace, today: date) -> QuerySet[Person]:
    here = Appointment.objects.current(today).filter(workplace=workplace, role__in=STAFF)
    return Person.objects.filter(pk__in=here.values("person"))


def staff_of(volunteer: Volunteer, today: date) -> list[Person]:
    return list(staff_at(volunteer.workplace, today))


def fellows_of(volunteer: Volunteer, today: date) -> list[Person]:
    """Volunteers there who have begun and are not having a pause."""
    fellows = Volunteer.objects.active().filter(workplace=volunteer.workplace).exclude(pk=volunteer.pk)
    awake = fellows.with_pause(today).filter(paused=False).select_related("person")
    return [fellow.person for fellow in awake]


def companion_choices(volunteer: Volunteer, today: date, chosen: Person | None = None) -> Choices:
    """Grouped, each person once, never the volunteer; whoever is chosen already stays on the list."""
    groups = (
        *([(_("Chosen"), [chosen])] if chosen else []),
        (word("volunteer_contact").capitalize(), contacts_of(volunteer, today)),
        (_("Works here"), staff_of(volunteer, today)),
        (_("Volunteers here"), fellows_of(volunteer, today)),
    )
    return _once(groups, without=volunteer.person)


def guide_choices(volunteer: Volunteer, today: date) -> Choices:
    groups = (
        (word("volunteer_contact").capitalize(), contacts_of(volunteer, today)),
        (_("Works here"), staff_of(volunteer, today)),
    )
    return _once(groups, without=volunteer.person)


def _once(groups: Iterable[tuple[str, list[Person]]], without: Person) -> Choices:
    seen = {without.pk}
    choices: Choices = []
    for title, people in groups:
        fresh = [person for person in people if person.pk not in seen]
        seen.update(person.pk for person in fresh)
        if fresh:
            choices.append((title, [(str(person.pk), person.name) for person in fresh]))
    return choices
