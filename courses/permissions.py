"""Who may do what with courses."""

from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register
from foundation.access.places import MUNICIPALITY, OWN

PLANNERS = {"network_coordinator": MUNICIPALITY, "course_leader": MUNICIPALITY}
STAFF = PLANNERS | {
    "volunteer_contact": MUNICIPALITY,
    "deputy_contact": MUNICIPALITY,
    "workplace_manager": MUNICIPALITY,
}
CONTACTS = PLANNERS | {"volunteer_contact": MUNICIPALITY, "deputy_contact": MUNICIPALITY}

TABLE = {
    "courses.see": STAFF | {"self": OWN},
    "courses.plan": PLANNERS,
    "courses.answer_wishes": PLANNERS,
    "courses.read_library": STAFF,
    "courses.compose": PLANNERS,
    # who came: the one who leads the session too, whoever that is
    "courses.hold": PLANNERS | {"self": OWN},
    "courses.join": {"self": MUNICIPALITY},
    "courses.invite": PLANNERS | {"volunteer_contact": MUNICIPALITY, "deputy_contact": MUNICIPALITY},
    # on the session; whom they may sign up is told by their own place
    "courses.enrol": STAFF,
    "competence.register": PLANNERS,
    # a volunteer for oneself; a contact for those one may see
    "competence.write": CONTACTS | {"self": OWN},
    "competence.confirm": CONTACTS,
    "courses.see_taken": PLANNERS
    | {"volunteer_contact": MUNICIPALITY, "deputy_contact": MUNICIPALITY, "self": OWN},
}
SAID = {
    "courses.see": _("see the courses that are planned"),
    "courses.plan": _("plan, change and cancel courses"),
    "courses.answer_wishes": _("read and answer wishes for courses"),
    "courses.read_library": _("read the topics, and what each course goes through"),
    "courses.compose": _("write topics, and put courses together"),
    "courses.hold": _("tick who came, and close a course"),
    "courses.join": _("sign up for a course"),
    "courses.enrol": _("sign others up for a course, and take them off the list"),
    "courses.invite": _("invite somebody to a course"),
    "competence.register": _("read who has learnt what, and where people drop off"),
    "competence.write": _("write in what somebody has learnt elsewhere"),
    "competence.confirm": _("confirm what somebody has learnt, or exempt them from a course"),
    "courses.see_taken": _("see which courses somebody has taken"),
}
register(TABLE, SAID, element="courses")
