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
    # the address of the calendar of a place, which shows what goes on there and nobody's name
    "events.place_calendar": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "workplace_manager": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
}
SAID = {
    "events.place_calendar": _("make and close the address of the calendar of a place"),
    "events.calendar": _("get a meeting or a course as a calendar file"),
}
