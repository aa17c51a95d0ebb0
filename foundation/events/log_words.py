"""What the log says about events."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "events.resized": _("changed the number of places"),
        "events.shared": _("kept places for some"),
        "events.moved": _("moved a meeting or a course"),
        "events.cancelled": _("gave a place back, or called something off"),
        "events.attended": _("ticked who came"),
        "events.promoted": _("gave a place from the waiting list"),
        "events.offered": _("offered a place to somebody on the waiting list"),
        "events.lapsed": _("an offered place went on to another"),
        "events.signed_up": _("signed up for a meeting or a course"),
        "events.waiting": _("put on a waiting list"),
        "events.invited": _("invited to a meeting or a course"),
        "events.declined": _("said no thanks to a meeting or a course"),
    }
)
