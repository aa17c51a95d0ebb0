"""What an organisation has confirmed for its volunteers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Partner, PartnerConfirmation
from volunteers.forms.dates import DayField


class ConfirmationForm(forms.Form):
    confirmed_by = forms.CharField(label=_("Who confirmed it for the organisation?"), max_length=200)
    on = DayField(label=_("Which day?"))
    method = forms.ChoiceField(
        label=_("How?"), choices=PartnerConfirmation.Method.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        self.partner = partner
        first = {"confirmed_by": partner.contact_name, "on": timezone.localdate(), "method": "mail"}
        kwargs.setdefault("initial", first)
        super().__init__(*args, **kwargs)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day has not been yet."))
        return self.cleaned_data["on"]

    def save(self, by: Any) -> PartnerConfirmation:
        data = self.cleaned_data
        return PartnerConfirmation.write(
            self.partner, data["confirmed_by"], data["on"], data["method"], by=by
        )
