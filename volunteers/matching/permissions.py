"""Who may do what with wishes and matches. A volunteer reads nothing here but what was released to them."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register
from foundation.access.members import Member
from foundation.access.places import MUNICIPALITY, OWN, PARTNER, WORKPLACE
from volunteers.permissions import WITHOUT_CONTACT


def RELEASED(member: Member, role: str, model: type[Model]) -> Q:
    """What a contact has released to this volunteer, as long as everything that carries it stands (PRI-01, PRI-02)."""
    from volunteers.matching.models import MatchRelease

    return Q(pk__in=MatchRelease.objects.open_to(member.person, member.today).order_by().values("pk"))


def ASKED_OF_US(member: Member, role: str, model: type[Model]) -> Q:
    """The needs that one's own organisation is asked about (ASG-12)."""
    from volunteers.matching.models import NeedOffer

    ours = NeedOffer.objects.filter(partner__in=member.scopes(role)).order_by()
    return Q(pk__in=ours.values("need" if model._meta.model_name == "needrequest" else "pk"))


SERVICE = {
    "volunteer_contact": WORKPLACE,
    "deputy_contact": WORKPLACE,
    "workplace_manager": WORKPLACE,
    "employee": WORKPLACE,
    "network_coordinator": MUNICIPALITY,
}
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
    "matches.tell_own": {"self": OWN},
    "matches.count": {"network_coordinator": MUNICIPALITY, "cross_sector_coordinator": MUNICIPALITY},
    "releases.read": {"self": RELEASED},
    # a service asks, the coordinator passes on, organisations answer; the chain is seen by whoever asked (ASG-12, ASG-13)
    "needs.ask": SERVICE,
    "needs.see": SERVICE | {"partner_contact": ASKED_OF_US},
    "needs.pass_on": {"network_coordinator": MUNICIPALITY},
    "needs.answer": {"partner_contact": PARTNER, "network_coordinator": MUNICIPALITY},
}
SAID = {
    "recipients.see": _("read who wishes for a volunteer, and what they like"),
    "recipients.keep": _("write down a wish and a yes, take them back, and delete"),
    "matches.decide": _("bring a volunteer and somebody who wishes for one together, and end it"),
    "matches.see_frame": _("see who visits whom, and what was agreed"),
    "matches.see_own": _("see that one visits somebody, and what was agreed"),
    "matches.tell_own": _("tell how one’s own visits go, and of being asked for more than was agreed"),
    "matches.count": _("see how many have been brought together for a year"),
    "needs.ask": _("tell of a need that volunteers or organisations could help with"),
    "needs.see": _("see needs, who was asked, and what they answered"),
    "needs.pass_on": _("ask organisations about a need, and close it"),
    "needs.answer": _("answer for an organisation whether it can help"),
    "releases.read": _("read what one is told of the one who is visited"),
}
PLACES = {
    RELEASED: _("what was released to them, as long as they visit"),
    ASKED_OF_US: _("what their own organisation is asked about"),
}
register(TABLE, SAID, PLACES, element="volunteer_contacts")
