"""Who may do what with volunteers (PRI-05). The code is the document: the handbook prints this table."""

from django.db.models import Model, Q

from foundation.access.gate import register
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.access.places import MUNICIPALITY, OWN, WORKPLACE


def WITHOUT_CONTACT(member: Member, role: str, model: type[Model]) -> Q:
    """Workplaces that have no contact today: their enquiries go to the network coordinator (CON-02)."""
    covered = Appointment.objects.contacts().current(member.today).values("workplace")
    path = model.places["workplace"]
    return ~Q(**{f"{path}__in": covered})


def ENTERED(member: Member, role: str, model: type[Model]) -> Q:
    """What the member handed over themself, to see that it was answered (NET-09)."""
    return Q(entered_by=member.person.pk)


CARERS = {"volunteer_contact": WORKPLACE, "deputy_contact": WORKPLACE, "network_coordinator": WITHOUT_CONTACT}

TABLE = {
    # that somebody is a volunteer, the steps, the dates
    "volunteers.see": CARERS
    | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE, "self": OWN},
    "volunteers.list": CARERS | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE},
    # what was said: conversations, notes, motivation
    "volunteers.read_notes": CARERS | {"self": OWN},
    "volunteers.care": CARERS,
    "volunteers.end": CARERS | {"self": OWN},
    "volunteers.ask": {"self": OWN},
    "enquiries.enter": CARERS | {"network_coordinator": MUNICIPALITY, "employee": WORKPLACE},
    "enquiries.follow": {"self": ENTERED},
    "enquiries.answer": CARERS | {"network_coordinator": MUNICIPALITY},
    "activities.edit": CARERS | {"network_coordinator": MUNICIPALITY},
    "waiting.see": CARERS | {"network_coordinator": MUNICIPALITY},
    "visits.see": CARERS | {"workplace_manager": WORKPLACE, "employee": WORKPLACE},
}
register(TABLE)
