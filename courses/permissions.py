"""Who may do what with courses."""

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
register(TABLE, element="courses")
