from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare

declare(
    "recommended_pct_coordinator",
    default=60,
    minimum=0,
    maximum=100,
    label=_("Recommended share of a position for the network coordinator (%)"),
)
declare(
    "recommended_pct_contact",
    default=40,
    minimum=0,
    maximum=100,
    label=_("Recommended share of a position for a contact (%)"),
)
