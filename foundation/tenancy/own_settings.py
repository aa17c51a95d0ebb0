"""The settings that belong to no room above."""

from django.utils.translation import gettext_lazy as _

from foundation.tenancy.settings import declare
from foundation.tenancy.words import sets

declare(
    "term_set",
    default="drammen",
    kind=str,
    choices=tuple(sets().items()),
    label=_("Words we use"),
)
