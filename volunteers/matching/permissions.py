"""Who may do what with wishes and matches. A volunteer reads nothing here but what was released to them."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register
from foundation.access.members import Member
from foundation.access.places import OWN, WORKPLACE
from volunteers.permissions import WITHOUT_CONTACT


def RELEASED(member: Member, role: str, model: type[Model]) -> Q:
    """What a contact has released to this volunteer, as long as everything that carries it stands (PRI-01, PRI-02)."""
    from volunteers.matching.models import MatchRelease

    return Q(pk__in=MatchRelease.objects.open_to(member.person, member.today).order_by().values("pk"))


KEEPERS = {
    "volunteer_contact": WORKPLACE,
    "deputy_contact": WORKPLACE,
    "network_coordinator": WITHOUT_CONTACT,
}

TABLE = {
    "recipients.see": KEEPERS,
    "recipients.keep": KEEPERS,
    "matches.decide": KEEPERS,
    # what was agreed, for those who receive the volunteer: no wishes, nothing that was shared (ASG-16)
    "matches.see_frame": KEEPERS | {"workplace_manager": WORKPLACE, "employee": WORKPLACE},
    "matches.see_own": {"self": OWN},
    "releases.read": {"self": RELEASED},
}
SAID = {
    "recipients.see": _("read who wishes for a volunteer, and what they like"),
    "recipients.keep": _("write down a wish and a yes, take them back, and delete"),
    "matches.decide": _("bring a volunteer and somebody who wishes for one together, and end it"),
    "matches.see_frame": _("see who visits whom, and what was agreed"),
    "matches.see_own": _("see that one visits somebody, and what was agreed"),
    "releases.read": _("read what one is told of the one who is visited"),
}
PLACES = {RELEASED: _("what was released to them, as long as they visit")}
register(TABLE, SAID, PLACES, element="volunteer_contacts")
