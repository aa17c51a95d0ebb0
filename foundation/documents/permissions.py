"""Who may do what with papers (PRI-05). The text of an agreement stays between those who made it."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from foundation.access.members import Member
from foundation.access.places import MUNICIPALITY, OWN, WORKPLACE
from foundation.documents.kinds import OPEN


def PARTY(member: Member, role: str, model: type[Model]) -> Q:
    """One's own papers, and those that bear or ask for one's signature."""
    from foundation.documents.models import Signature

    asked = Signature.objects.filter(person=member.person.pk).values("document")
    return OWN(member, role, model) | Q(pk__in=asked)


def MADE_TO_SHOW(member: Member, role: str, model: type[Model]) -> Q:
    """Certificates and reference letters: made to be shown to others."""
    return Q(kind__in=OPEN)


def CERTIFICATES(member: Member, role: str, model: type[Model]) -> Q:
    return Q(kind="course_certificate")


def LOGO_AND_OWN(member: Member, role: str, model: type[Model]) -> Q:
    """The municipality's logo, and one's own drawn signature; nobody has another's."""
    return Q(kind="logo") | OWN(member, role, model)


CONTACTS = {"volunteer_contact": WORKPLACE, "deputy_contact": WORKPLACE}

TABLE = {
    # that a paper exists, of what kind, and whether it is made and signed
    "documents.see": {
        "self": PARTY,
        **CONTACTS,
        "network_coordinator": MUNICIPALITY,
        "course_leader": CERTIFICATES,
    },
    # the box of one person's papers; in it only those that one may see
    "documents.of_person": {
        "self": OWN,
        "volunteer_contact": MUNICIPALITY,
        "deputy_contact": MUNICIPALITY,
        "network_coordinator": MUNICIPALITY,
        "course_leader": MUNICIPALITY,
    },
    # its text and file
    "documents.read": {
        "self": PARTY,
        **CONTACTS,
        "network_coordinator": MADE_TO_SHOW,
        "course_leader": CERTIFICATES,
    },
    "documents.make_again": {
        "self": PARTY,
        **CONTACTS,
        "network_coordinator": MUNICIPALITY,
        "course_leader": CERTIFICATES,
    },
    "documents.sign": {"self": PARTY, **CONTACTS},
    "documents.sign_for_workplace": CONTACTS,
    "documents.register_paper": CONTACTS,
    "documents.send_link": CONTACTS,
    "documents.revoke": CONTACTS | {"network_coordinator": CERTIFICATES, "course_leader": CERTIFICATES},
    # how certificates look: the logo and the words; and for whoever holds courses one's own signature
    "documents.word": {"network_coordinator": MUNICIPALITY, "course_leader": MUNICIPALITY},
    "documents.look": {
        "network_coordinator": LOGO_AND_OWN,
        "course_leader": LOGO_AND_OWN,
        "volunteer_contact": OWN,
        "deputy_contact": OWN,
        "workplace_manager": OWN,
    },
}
SAID = {
    "documents.see": _("see that a paper exists, of what kind, and whether it is made and signed"),
    "documents.of_person": _("see the box of a person's papers; in it only those one may see"),
    "documents.read": _("read a paper, and get its file"),
    "documents.make_again": _("have a paper drawn again"),
    "documents.sign": _("sign a paper"),
    "documents.sign_for_workplace": _("sign for the workplace"),
    "documents.register_paper": _("register what was signed in ink"),
    "documents.send_link": _("send somebody a link to sign with"),
    "documents.word": _("choose the words and the logo of certificates"),
    "documents.look": _("see how certificates look, and put in one's own signature"),
    "documents.revoke": _("declare a paper no longer valid"),
}
PLACES = {
    PARTY: _("their own papers, and those they are asked to sign"),
    MADE_TO_SHOW: _("certificates and reference letters, which are made to be shown"),
    CERTIFICATES: _("certificates"),
    LOGO_AND_OWN: _("the logo, and one's own signature"),
}
