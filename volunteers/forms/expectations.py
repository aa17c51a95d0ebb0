"""What the two expect of each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Expectations, Volunteer


class ExpectationsForm(forms.ModelForm):
    class Meta:
        model = Expectations
        fields = ("from_workplace", "from_volunteer", "between_volunteers", "plan")
        labels = {
            "from_workplace": _("What do we expect of the volunteer?"),
            "from_volunteer": _("What does the volunteer expect of us?"),
            "between_volunteers": _(
                "What do volunteers expect of each other, and what do we do when it chafes?"
            ),
            "plan": _("What is the plan?"),
        }
        help_texts = {"plan": _("Agreed with whoever gets the visit too. Leave out their name.")}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not any(data.values()):
            self.add_error("from_workplace", _("Write at least one of them."))
        return data

    def save(self, volunteer: Volunteer, by: Any) -> Expectations:
        return Expectations.write(volunteer, by=by, **self.cleaned_data)
