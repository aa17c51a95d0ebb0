"""Hours that are written down."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.models import HoursEntry, Volunteer

Method = HoursEntry.Method


class HoursForm(forms.Form):
    on = DayField(label=_("Which day?"))
    hours = forms.DecimalField(
        label=_("How many hours?"),
        min_value=Decimal("0.25"),
        max_value=24,
        decimal_places=2,
        help_text=_("Half an hour is 0.5."),
    )
    estimate = forms.BooleanField(label=_("It is an estimate"), required=False)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        self.own = own
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day has not been yet."))
        return self.cleaned_data["on"]

    def save(self, volunteer: Volunteer, by: Any) -> HoursEntry:
        data = self.cleaned_data
        method = Method.VOLUNTEER if self.own else Method.CONTACT
        return HoursEntry.write(
            volunteer,
            int(data["hours"] * 60),
            data["on"],
            Method.ESTIMATE if data["estimate"] else method,
            by=by,
        )
