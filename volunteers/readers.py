"""«Who can see this?», answered from the permission table and today's appointments (PRI-05)."""

from datetime import date

from django.db.models import Q

from foundation.access.gate import TABLES
from foundation.access.models import Appointment
from foundation.access.places import MUNICIPALITY, WORKPLACE
from foundation.access.roles import handovers_at
from foundation.people.models import Person, Workplace
from volunteers.permissions import THEIRS_NOW


def readers(action: str, workplace: Workplace | None, today: date) -> list[Person]:
    """Everybody whose role opens this action at the place: holders, their deputies, and who has taken over."""
    roles = TABLES[action]
    here = [role for role, place in roles.items() if place is WORKPLACE]
    everywhere = [role for role, place in roles.items() if place in (MUNICIPALITY, THEIRS_NOW)]
    wanted = Q(role__in=everywhere, workplace=None) | Q(role__in=here, workplace=workplace or None)
    held = Appointment.objects.current(today).filter(wanted).select_related("person", "deputy")
    held = list(held.order_by("role", "starts_on", "id"))
    covered = any(one.role == "volunteer_contact" for one in held)
    open_to = [one for one in held if not (covered and roles[one.role] is THEIRS_NOW)]
    taken = handovers_at(open_to, today)
    people = [p for one in open_to for p in (one.person, one.deputy, taken.get(one.pk)) if p]
    return list(dict.fromkeys(people))
