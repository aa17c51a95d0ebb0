"""What sets one kind of paper apart from another, beside its text."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DIPLOMA, LETTER = "diploma", "letter"

#: Kinds whose text the network coordinator may read: made to be shown to others.
OPEN = frozenset({"course_certificate", "reference_letter"})


def look_of(kind: str) -> str:
    return DIPLOMA if kind == "course_certificate" else LETTER


PARTIES: dict[str, str | Promise] = {
    "volunteer": _("volunteer"),
    "guardian": _("guardian"),
    "contact": _("contact"),
    "leader": _("manager"),
    "course_leader": _("course leader"),
    "partner": _("partner"),
}
