"""Numbers with check digits, checked by a library."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr


def validate_organisation_number(value: str) -> None:
    if value and not orgnr.is_valid(value):
        raise ValidationError(_("This is not a valid organisation number. It has nine digits."))
