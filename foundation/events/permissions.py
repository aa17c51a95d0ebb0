"""Who may do what with events. What a meeting or a course is beyond its time belongs to the room that made it."""

from django.utils.translation import gettext_lazy as _

from foundation.access.places import MUNICIPALITY, OWN, WORKPLACE

TABLE = {
    # the calendar file of one participation
    "events.calendar": {
        "self": OWN,
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
}
SAID = {
    "events.calendar": _("get a meeting or a course as a calendar file"),
}
