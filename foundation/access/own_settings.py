from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare
from foundation.tenancy.words import word_lazy

declare(
    "recommended_pct_coordinator",
    default=60,
    minimum=0,
    maximum=100,
    label=format_lazy(
        _("Recommended share of a position for {the_coordinator} (%)"),
        the_coordinator=word_lazy("network_coordinator", "definite"),
    ),
)
declare(
    "recommended_pct_contact",
    default=40,
    minimum=0,
    maximum=100,
    label=format_lazy(
        _("Recommended share of a position for {a_contact} (%)"),
        a_contact=word_lazy("volunteer_contact", "indefinite"),
    ),
)
