"""Whoever has a role at a place belongs there as an employee."""

from datetime import date

from django.db.models import QuerySet

from foundation.access.models import Appointment
from foundation.people.belonging import Group, tells


@tells(Group.EMPLOYEE)
def employed(today: date) -> QuerySet:
    return Appointment.objects.current(today).exclude(workplace=None)
