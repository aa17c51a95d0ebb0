"""«Who can see this?», answered from the permission table and today's appointments (PRI-05)."""

from datetime import date

from django.db.models import Q

from foundation.access.gate import TABLES
from foundation.access.places import MUNICIPALITY, OWN, WORKPLACE
from foundation.access.roles import held_today, holder
from foundation.people.models import Person, Workplace


def readers(action: str, workplace: Workplace | None, today: date) -> list[Person]:
    """Everybody whose role opens this action at the place: holders, their deputies, and who has taken over.

    A place of the room's own, such as «where nobody is contact», counts only there.
    """
    roles = TABLES[action]
    here = [role for role, place in roles.items() if place is WORKPLACE]
    everywhere = [role for role, place in roles.items() if place not in (WORKPLACE, OWN)]
    wanted = Q(role__in=everywhere, workplace=None) | Q(role__in=here, workplace=workplace or None)
    held = list(held_today([*here, *everywhere], today).filter(wanted))
    covered = any(one.role == "volunteer_contact" for one in held)
    open_to = [one for one in held if not covered or roles[one.role] in (WORKPLACE, MUNICIPALITY)]
    people = [p for one in open_to for p in (one.person, one.deputy, holder(one)) if p]
    return list(dict.fromkeys(people))
