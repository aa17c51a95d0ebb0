"""The settings that belong to no room above."""

from django.utils.translation import gettext_lazy as _

from foundation.tenancy.elements import ELEMENTS
from foundation.tenancy.settings import declare
from foundation.tenancy.words import sets

declare(
    "term_set",
    default="drammen",
    kind=str,
    choices=tuple(sets().items()),
    label=_("Words we use"),
)
declare("elements", default=list(ELEMENTS), kind=list, label=_("Elements we use"))
