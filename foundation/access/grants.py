"""What follows from appointments: django-guardian's rows, made again whenever an appointment changes.

A grant alone opens nothing: `members` asks for a current appointment too, so a lost job never leaves a door open.
An appointment given before the person has a log-in is granted when the log-in is bound.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from foundation.access.models import Appointment, Handover
from foundation.access.models.grant import GRANTS
from foundation.people.models import Person


def refresh_grants(*persons: Person | None) -> None:
    """Assign what the persons' appointments give, remove what they no longer give."""
    for person in {person for person in persons if person is not None and person.user_id}:
        _refresh(person, timezone.localdate())


def _refresh(person: Person, today: date) -> None:
    wanted = {(role, type(scope), scope.pk): scope for role, scope in roles_of(person, today, future=True)}
    held = {(codename, model, pk): None for model in GRANTS for codename, model, pk in _held(model, person)}
    for role, model, pk in held.keys() - wanted.keys():
        remove_perm(role, person.user, model.objects.get(pk=pk))
    for role, model, pk in wanted.keys() - held.keys():
        assign_perm(role, person.user, wanted[role, model, pk])


def _held(model: Any, person: Person) -> list[tuple[str, type, Any]]:
    scope = model._meta.get_field("content_object").related_model
    rows = model.objects.filter(user_id=person.user_id).values_list(
        "permission__codename", "content_object_id"
    )
    return [(codename, scope, pk) for codename, pk in rows]


def roles_of(person: Person, today: date, future: bool = False) -> list[tuple[str, Any]]:
    """(role, scope) that this person's appointments give today: own, as named deputy, and by handover.

    With `future` also those that have not begun: granted already, they open nothing before their day.
    """
    own = Appointment.objects.filter(Q(person=person) | Q(deputy=person))
    own = own.exclude(ends_on__lt=today).select_related("workplace", "sector", "partner")
    taken = (
        Handover.objects.filter(to=person).exclude(ends_on__lt=today).select_related("appointment__workplace")
    )
    if not future:
        own, taken = (
            own.filter(starts_on__lte=today),
            taken.filter(starts_on__lte=today),
        )
        taken = taken.filter(appointment__in=Appointment.objects.current(today))
    held = sorted(
        own, key=lambda one: one.person_id != person.pk
    )  # one's own first, then those one stands in for
    appointments = [*held, *(handover.appointment for handover in taken)]
    return [(appointment.role, appointment.scope) for appointment in appointments]
