from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare

declare("course_capacity", default=20, minimum=1, maximum=500, label=_("Seats at a course, to begin with"))
declare(
    "renewal_days",
    default=60,
    minimum=7,
    maximum=365,
    label=_("Days before something learnt runs out, to tell who has it"),
)
