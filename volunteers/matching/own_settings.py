"""What a municipality decides about those who wish for a volunteer."""

from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare

ALIAS, FIRST_NAME = "alias", "first_name"

declare(
    "recipient_name",
    default=ALIAS,
    kind=str,
    choices=((ALIAS, _("an alias")), (FIRST_NAME, _("the first name"))),
    label=_("What those who wish for a volunteer are called here"),
)
declare("match_wait_days", default=14, minimum=1, maximum=90, label=_("Days a wish may wait for somebody"))
declare(
    "match_check_days",
    default=30,
    minimum=7,
    maximum=180,
    label=_("Days before one asks how two who were brought together get on"),
)
declare(
    "recipient_keep_days",
    default=90,
    minimum=0,
    maximum=365,
    label=_("Days that a wish is kept after it has ended"),
)
