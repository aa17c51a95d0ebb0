from django.utils.translation import gettext_lazy as _

from foundation.access.places import MUNICIPALITY, OWN, SECTOR, WORKPLACE

_APPOINTING = {
    "network_coordinator": MUNICIPALITY,
    "tenant_admin": MUNICIPALITY,
    "workplace_manager": WORKPLACE,
}

TABLE = {
    "account.see": {"self": OWN},
    "appointments.see": {
        "network_coordinator": MUNICIPALITY,
        "cross_sector_coordinator": MUNICIPALITY,
        "tenant_admin": MUNICIPALITY,
        "sector_manager": SECTOR,
        "workplace_manager": WORKPLACE,
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "employee": WORKPLACE,
        "self": OWN,
    },
    "appointments.make": _APPOINTING,
    "appointments.change": _APPOINTING,
    "appointments.end": _APPOINTING,
    "appointments.hand_over": _APPOINTING | {"volunteer_contact": OWN},
    # of staff and of volunteers alike; a contact sees that of their own volunteers (volunteers.see_log)
    "log.see": {"network_coordinator": MUNICIPALITY, "tenant_admin": MUNICIPALITY, "self": OWN},
    "permissions.see": {"network_coordinator": MUNICIPALITY, "tenant_admin": MUNICIPALITY},
}
SAID = {
    "account.see": _("see one's own account, messages, log and open log-ins"),
    "appointments.see": _("see who holds which role where, and how much of a position"),
    "appointments.make": _("give somebody a role"),
    "appointments.change": _("change a role: position, hours, deputy, period"),
    "appointments.end": _("end a role"),
    "appointments.hand_over": _("hand over what waits to somebody else"),
    "log.see": _("see who has done and read what about a person"),
    "permissions.see": _("see this page"),
}
