"""The yes to a visit and to what is shared, as it was given (PRI-02)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.matching.models import Consent, Recipient


class ConsentForm(forms.Form):
    purposes = forms.MultipleChoiceField(
        label=_("Yes to what?"),
        choices=Consent.Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what they have said yes to.")},
    )
    given_by = forms.ChoiceField(
        label=_("Who said yes?"),
        choices=Consent.Giver.choices,
        widget=forms.RadioSelect,
        initial=Consent.Giver.SELF,
    )
    given_by_name = forms.CharField(
        label=_("Name of the guardian, or whoever has power of attorney"), max_length=120, required=False
    )
    form = forms.ChoiceField(
        label=_("How?"), choices=Consent.Form.choices, widget=forms.RadioSelect, initial=Consent.Form.SPOKEN
    )
    given_on = DayField(label=_("When?"), initial=timezone.localdate)
    informed_by_name = forms.CharField(
        label=_("Who explained what they said yes to?"),
        help_text=_(
            "That it is of their own free will, what the volunteer is told, and that they may change their mind."
        ),
        max_length=200,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for_another = data.get("given_by") not in (None, Consent.Giver.SELF)
        if for_another and not data.get("given_by_name"):
            self.add_error("given_by_name", _("Write who said yes on their behalf."))
        if not for_another:
            data["given_by_name"] = ""
        return data

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has been."))
        return day

    def save(self, recipient: Recipient, by: Any) -> list[Consent]:
        data = dict(self.cleaned_data)
        return Consent.give(recipient, data.pop("purposes"), by=by, **data)
