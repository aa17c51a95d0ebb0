"""What must be there before the first time (VOL-30, VOL-31, VOL-32). The database knows, and refuses; here it is asked, and said kindly.

The function `volunteers_lacks` and the trigger on first assignments stand in a migration: a page, a verb and plain SQL get the
same answer. The promise of confidentiality is always required; the rest is what the municipality has chosen. Who has begun is asked
for signatures and the police certificate only: what is talked through before the first time is not made up for afterwards.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, TextField, Value
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from foundation.documents.texts import clause
from foundation.tenancy.settings import setting
from foundation.tenancy.words import word_lazy
from volunteers.models.demanded import lacks_courses, untaken

CONFIDENTIALITY, AGREEMENT, REFERENCES = "confidentiality", "agreement", "references"
CERTIFICATE, DILEMMAS, PRACTICAL, DEPARTMENT = "police_certificate", "dilemmas", "practical", "department"

#: what is missing -> said about a person
LACKING = {
    CONFIDENTIALITY: _(
        "%(name)s has not signed the confidentiality agreement yet. Send it, or register it as signed on paper."
    ),
    AGREEMENT: _(
        "%(name)s has not signed the volunteer agreement yet. Send it, or register it as signed on paper."
    ),
    REFERENCES: _(
        "Nobody has talked with a referee of %(name)s yet. Write down who was asked, and the conclusion."
    ),
    CERTIFICATE: _("%(name)s has not shown a police certificate yet. Write down the day it was shown."),
    DILEMMAS: _("You have not talked through the dilemmas with %(name)s yet."),
    PRACTICAL: _("%(name)s has not got the practical information yet."),
    DEPARTMENT: format_lazy(
        _("In {the_department} they do not know yet that %(name)s comes."),
        the_department=word_lazy("department", "definite"),
    ),
}


def lacks(volunteer: Any, begins: bool = False) -> list[str]:
    """Codes of what is required here and not there yet. `begins`: to be held, not only planned. One query."""
    from volunteers.models.volunteer import Volunteer

    asked = Func(F("pk"), Value(begins), function="volunteers_lacks", output_field=ArrayField(TextField()))
    return Volunteer.objects.filter(pk=volunteer.pk).values_list(asked, flat=True).get()


def must_be_ready(volunteer: Any, begins: bool = False) -> None:
    """One kind sentence for each thing that is missing; what was held is held, whatever was learnt before."""
    name = {"name": volunteer.first_name}
    missing = [ValidationError(LACKING[code], params=name) for code in lacks(volunteer, begins)]
    if not begins:
        missing += untaken(volunteer, lacks_courses(volunteer))
    if missing:
        raise ValidationError(missing)


def asks_for(volunteer: Any, code: str) -> bool:
    """Whether it is used here at all, for a volunteer with these tasks."""
    level = setting(f"before_{code}")
    if level != "by_type":
        return level != "no"
    from volunteers.models.volunteer import Volunteer

    asked = Func(F("pk"), Value(code), function="volunteers_requires", output_field=BooleanField())
    return Volunteer.objects.filter(pk=volunteer.pk).values_list(asked, flat=True).get()


def said_of_references(volunteer: Any) -> str:
    """For the invitation to the first meeting: bring referees, where they are asked for (VOL-32). In the active language."""
    return clause("references", "asked") if asks_for(volunteer, REFERENCES) else ""
