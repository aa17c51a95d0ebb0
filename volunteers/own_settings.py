"""What a municipality decides about following up."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare
from foundation.tenancy.words import word_lazy

declare("reply_days", default=2, minimum=1, maximum=10, label=_("Working days to answer an enquiry"))
declare("first_meeting_days", default=14, minimum=1, maximum=60, label=_("Days from answer to first meeting"))
declare("followup_days", default=7, minimum=1, maximum=30, label=_("Days to the follow-up call"))
declare("training_days", default=90, minimum=7, maximum=365, label=_("Days to the introduction course"))
declare(
    "guidance_days", default=3, minimum=1, maximum=30, label=_("Working days to answer a wish for guidance")
)
declare("talk_days", default=90, minimum=14, maximum=365, label=_("Days between talks with a volunteer"))
declare("concern_days", default=3, minimum=1, maximum=30, label=_("Working days to answer what chafes"))
declare(
    "reflection_days",
    default=5,
    minimum=1,
    maximum=30,
    label=_("Working days to a talk after something difficult"),
)
declare("letter_days", default=5, minimum=1, maximum=30, label=_("Working days to write a reference letter"))
declare(
    "trial_days", default=0, minimum=0, maximum=365, label=_("Length of a trial period in days (0: none)")
)
declare(
    "gatherings_per_year",
    default=2,
    minimum=0,
    maximum=12,
    label=_("Gatherings a place should have in any twelve months"),
)
declare("log_hours", default=False, kind=bool, label=_("Volunteers may write down hours, if they want to"))
declare(
    "deputy_after_days",
    default=1,
    minimum=0,
    maximum=10,
    label=format_lazy(
        _("Working days before {the_deputy} is told"), the_deputy=word_lazy("deputy_contact", "definite")
    ),
)
declare(
    "coordinator_after_days",
    default=2,
    minimum=1,
    maximum=20,
    label=format_lazy(
        _("Working days before {the_coordinator} is told"),
        the_coordinator=word_lazy("network_coordinator", "definite"),
    ),
)

#: On the ward's screen and on the wall, which anybody who passes by can read (ASG-05)
declare(
    "screen_names",
    default="first",
    kind=str,
    choices=(
        ("first", _("with their first names")),
        ("full", _("with their whole names")),
        ("number", _("without names: only how many")),
    ),
    label=_("How volunteers stand on the screen and the sheet of a place"),
)

#: How much the municipality asks for before the first time; required is held by the database too, see `models.readiness`.
LEVELS = (
    ("no", _("not used here")),
    ("recommended", _("recommended")),
    ("required", _("required before the first time")),
)
BY_TYPE = (*LEVELS, ("by_type", _("required for some kinds of activity")))
BEFORE = {
    "agreement": (_("The volunteer agreement is signed"), "recommended", LEVELS[1:]),
    "references": (_("References are checked"), "no", BY_TYPE),
    "police_certificate": (_("A police certificate is shown"), "no", BY_TYPE),
    "dilemmas": (_("The dilemmas are talked through"), "recommended", LEVELS),
    "practical": (_("The practical information is given"), "recommended", LEVELS),
    "department": (_("Those who work there know who comes"), "recommended", LEVELS),
}
for _code, (_label, _default, _choices) in BEFORE.items():
    declare(f"before_{_code}", default=_default, kind=str, choices=_choices, label=_label)

#: "address=required": of the registration form, see `volunteers.registering`
declare("registration_fields", default=[], kind=list, label=_("What the registration form asks for"))

#: "follow_up=Ringerunde": what the steps are called here, read on every page; their history is `StepDefinition`
declare("step_titles", default=[], kind=list, label=_("What the steps are called"))
