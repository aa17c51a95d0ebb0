"""Who may do what on the boards."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register
from foundation.access.members import Member
from foundation.access.places import MUNICIPALITY, OWN, WORKPLACE
from volunteers.models import Volunteer


def _scheme(model: type[Model]) -> str:
    """The way from a model to its scheme, with two underscores behind it."""
    return model.places["workplace"].removesuffix("activity__workplace")


def HERE_OR_UNIT(member: Member, role: str, model: type[Model]) -> Q:
    """At the own workplace, and where it does what nobody has taken."""
    here = WORKPLACE(member, role, model)
    if not model.places["workplace"].endswith("activity__workplace"):
        return here
    return here | Q(**{f"{_scheme(model)}unit__in": member.scopes(role)})


def SHARED_WITH(member: Member, role: str, model: type[Model]) -> Q:
    """The boards of the places where one is a volunteer, and those one takes part in from elsewhere; there, what is one’s own."""
    if "person" in model.places:
        return OWN(member, role, model)
    from volunteers.boards.models import Scheme, SchemeMember

    mine = Volunteer.objects.active().filter(person=member.person.pk)
    joined = SchemeMember.objects.current().filter(volunteer__person=member.person.pk)
    boards = Q(activity__workplace__in=mine.values("workplace"), mode=Scheme.Mode.BOARD)
    found = Scheme.objects.filter(boards | Q(pk__in=joined.values("scheme"))).order_by()
    path = _scheme(model).removesuffix("__") or "pk"
    return Q(**{f"{path}__in": found.values("pk")})


THERE = {
    "volunteer_contact": HERE_OR_UNIT,
    "deputy_contact": HERE_OR_UNIT,
    "workplace_manager": HERE_OR_UNIT,
}
PLANNERS = {
    "volunteer_contact": WORKPLACE,
    "deputy_contact": WORKPLACE,
    "workplace_manager": WORKPLACE,
    "network_coordinator": MUNICIPALITY,
}

TABLE = {
    "boards.see": THERE
    | {"employee": HERE_OR_UNIT, "network_coordinator": MUNICIPALITY, "self": SHARED_WITH},
    "boards.plan": PLANNERS,
    # whoever works there: takes a turn by name, ticks what is done
    "boards.cover": THERE | {"employee": HERE_OR_UNIT},
    # volunteers, each for themself
    "boards.take": {"self": SHARED_WITH},
    # one's own agreement; told on the phone, somebody else writes it down
    "standing.agree": PLANNERS | {"self": SHARED_WITH},
}
SAID = {
    "boards.see": _("see a board: what is taken, by whom, and what is free"),
    "boards.plan": _("plan a scheme, move and call off turns, write up volunteers"),
    "boards.cover": _("take a turn as an employee, and tick what is done"),
    "boards.take": _("take turns on a board, give them back, and swap"),
    "standing.agree": _("make and end a standing agreement, and tell of days away"),
}
PLACES = {
    HERE_OR_UNIT: _("at their own workplace, and where it does what nobody has taken"),
    SHARED_WITH: _("where they are volunteers, and what they take part in"),
}
register(TABLE, SAID, PLACES, element="volunteer_contacts")
