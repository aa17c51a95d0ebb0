"""Who may do what at the desk."""

from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register
from foundation.access.places import MUNICIPALITY, WORKPLACE

COORDINATORS = {"network_coordinator": MUNICIPALITY}
ADMINISTRATORS = COORDINATORS | {"tenant_admin": MUNICIPALITY}

OVERVIEW = {"overview.see": COORDINATORS}
TABLE = OVERVIEW | {
    "workplaces.see": ADMINISTRATORS
    | {
        "cross_sector_coordinator": MUNICIPALITY,
        "volunteer_contact": MUNICIPALITY,
        "deputy_contact": MUNICIPALITY,
        "workplace_manager": MUNICIPALITY,
        "employee": MUNICIPALITY,
        "course_leader": MUNICIPALITY,
        "partner_contact": MUNICIPALITY,
    },
    "workplaces.add": ADMINISTRATORS,
    "workplaces.edit": ADMINISTRATORS | {"volunteer_contact": WORKPLACE, "workplace_manager": WORKPLACE},
    "functions.describe": ADMINISTRATORS | {"workplace_manager": WORKPLACE},
    "settings.change": ADMINISTRATORS,
    "roles.give_anywhere": ADMINISTRATORS,  # beyond one's own workplace
}
SAID = {
    "overview.see": _("see the overview of all workplaces"),
    "workplaces.see": _("see the workplaces and who is contact there"),
    "workplaces.add": _("add a workplace"),
    "workplaces.edit": _("change what stands about a workplace"),
    "functions.describe": _("write the function description of a contact"),
    "settings.change": _("change the municipality's settings and words"),
    "roles.give_anywhere": _("give roles beyond one's own workplace"),
}
register(TABLE, SAID)
register(OVERVIEW, element="network_coordinator")
