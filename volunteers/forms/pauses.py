"""How long a pause lasts."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.models import Pause, Volunteer


class PauseForm(forms.Form):
    until = DayField(
        label=_("Until when?"),
        required=False,
        help_text=_("You may leave it open, and come back when you like."),
    )

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has not been."))
        return day

    def save(self, volunteer: Volunteer, by: Any) -> Pause:
        return Pause.begin(volunteer, until=self.cleaned_data["until"], by=by)
