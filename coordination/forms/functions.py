"""The four fields of a function description: the municipality's words, and one contact's (CON-05)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.models import FunctionDescription, FunctionWording
from foundation.access.models import Appointment

ONE_EACH = _("One point on each line.")


class FourFieldsForm(forms.Form):
    role_text = forms.CharField(
        label=_("The role"), widget=forms.Textarea(attrs={"rows": 4}), help_text=ONE_EACH
    )
    responsibility = forms.CharField(
        label=_("The responsibility"), widget=forms.Textarea(attrs={"rows": 8}), help_text=ONE_EACH
    )
    tasks = forms.CharField(
        label=_("The tasks"), widget=forms.Textarea(attrs={"rows": 12}), help_text=ONE_EACH
    )
    prerequisites = forms.CharField(
        label=_("What must be in place"), widget=forms.Textarea(attrs={"rows": 7}), help_text=ONE_EACH
    )


class WordingForm(FourFieldsForm):
    def save(self, by: Any) -> FunctionWording:
        return FunctionWording.write(by, **self.cleaned_data)


class FunctionForm(FourFieldsForm):
    def save(self, appointment: Appointment, by: Any) -> FunctionDescription:
        return FunctionDescription.make(appointment, self.cleaned_data, by=by)
