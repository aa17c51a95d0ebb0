"""Who may do what with courses."""

from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register
from foundation.access.places import MUNICIPALITY, OWN

PLANNERS = {"network_coordinator": MUNICIPALITY, "course_leader": MUNICIPALITY}

TABLE = {
    "courses.see": PLANNERS
    | {
        "volunteer_contact": MUNICIPALITY,
        "deputy_contact": MUNICIPALITY,
        "workplace_manager": MUNICIPALITY,
        "self": OWN,
    },
    "courses.plan": PLANNERS,
    # who came: the one who leads the session too, whoever that is
    "courses.hold": PLANNERS | {"self": OWN},
    "courses.join": {"self": MUNICIPALITY},
    "courses.see_taken": PLANNERS
    | {"volunteer_contact": MUNICIPALITY, "deputy_contact": MUNICIPALITY, "self": OWN},
}
SAID = {
    "courses.see": _("see the courses that are planned"),
    "courses.plan": _("plan, change and cancel courses"),
    "courses.hold": _("tick who came, and close a course"),
    "courses.join": _("sign up for a course"),
    "courses.see_taken": _("see which courses somebody has taken"),
}
register(TABLE, SAID, element="courses")
