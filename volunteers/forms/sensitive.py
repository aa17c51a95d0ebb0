"""Allergies and outlook on life: what for stands at each question, and nothing is kept without a yes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import SensitiveInfo, Volunteer


class SensitiveForm(forms.Form):
    allergies = forms.CharField(
        label=_("Allergies"),
        required=False,
        max_length=500,
        help_text=_("So that you can eat what is served, and so that we know what to do."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    outlook_on_life = forms.CharField(
        label=_("Outlook on life"),
        required=False,
        max_length=500,
        help_text=_("So that we respect it: food, feast days, quiet. Write only what you want us to know."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent = forms.BooleanField(
        label=_("It is all right that this is kept until I take it back"),
        error_messages={"required": _("Tick that it is all right, otherwise we may not keep it.")},
    )

    def __init__(self, *args: Any, kept: SensitiveInfo | None, volunteer: Volunteer, own: bool) -> None:
        told = {"allergies": kept.allergies, "outlook_on_life": kept.outlook_on_life} if kept else {}
        super().__init__(*args, initial=told)
        self.volunteer = volunteer
        if not own:
            said = _("%(name)s has said that it is all right that this is kept")
            self.fields["consent"].label = said % {"name": volunteer.first_name}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data.get("allergies") or data.get("outlook_on_life")):
            raise forms.ValidationError(_("Write something, or leave it out altogether."))
        return data

    def save(self, by: Any) -> SensitiveInfo | None:
        data = self.cleaned_data
        return SensitiveInfo.tell(self.volunteer, data["allergies"], data["outlook_on_life"], by=by)
