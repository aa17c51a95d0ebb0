"""What follows from appointments: django-guardian's rows, made again whenever an appointment changes.

A grant alone opens nothing: `members` asks for a current appointment too, so a lost job never leaves a door open.
An appointment given before the person has a log-in is granted when the log-in is bound.
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from foundation.access.models import Appointment, Handover
from foundation.access.models.grant import GRANTS
from foundation.people.models import Person


def refresh_grants(*persons: Person | None) -> None:
    """Assign what the persons' appointments give, remove what they no longer give."""
    for person in {person for person in persons if person is not None and person.user_id}:
        _refresh(person, timezone.localdate())


def withdraw_grants(person: Person) -> None:
    """The person leaves this log-in: nothing stays granted to it here."""
    for model in GRANTS.values():
        model.objects.filter(user_id=person.user_id).delete()


def _refresh(person: Person, today: date) -> None:
    wanted = {(role, type(scope), scope.pk): scope for role, scope in roles_of(person, today, future=True)}
    held = {(role, kind, pk) for kind in GRANTS for role, pk in granted(kind, person.user_id)}
    for role, kind, pk in held - wanted.keys():
        remove_perm(role, person.user, kind.objects.get(pk=pk))
    for role, kind, pk in wanted.keys() - held:
        assign_perm(role, person.user, wanted[role, kind, pk])


def granted(kind: type[Model], user_id: uuid.UUID) -> set[tuple[str, uuid.UUID]]:
    """(role, id) of the sectors, say, on which this log-in has been granted a role."""
    rows = GRANTS[kind].objects.filter(user_id=user_id)
    return set(rows.values_list("permission__codename", "content_object_id"))


def roles_of(person: Person, today: date, future: bool = False) -> list[tuple[str, Any]]:
    """(role, scope) that this person's appointments give today: own, as named deputy, and by handover.

    With `future` also those that have not begun: granted already, they open nothing before their day.
    """
    taken = Handover.objects.filter(to=person).exclude(ends_on__lt=today)
    found = Appointment.objects.exclude(ends_on__lt=today)
    if not future:
        taken, found = taken.filter(starts_on__lte=today), found.current(today)
    mine = Q(person=person) | Q(deputy=person) | Q(pk__in=taken.values("appointment"))
    held = found.filter(mine).select_related("workplace", "sector", "partner")
    own_first = sorted(held, key=lambda one: one.person_id != person.pk)  # then those one stands in for
    return [(appointment.role, appointment.scope) for appointment in own_first]
