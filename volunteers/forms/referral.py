"""Handing somebody interested on: to another place, or with their consent to a partner outside."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from volunteers.models import Enquiry, Referral


class ReferralForm(forms.ModelForm):
    """What is common: when and how the person said yes."""

    class Meta:
        model = Referral
        fields = ("consent_on", "consent_how")
        widgets = {"consent_how": forms.RadioSelect}

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, instance=Referral(enquiry=enquiry), **kwargs)
        self.fields["consent_on"].label = _("When did %(name)s say yes?") % {
            "name": enquiry.volunteer.first_name
        }
        self.fields["consent_how"].label = _("How?")
        self.fields["consent_how"].choices = [(how.value, capfirst(how.label)) for how in Referral.How]

    def clean_consent_on(self) -> Any:
        day = self.cleaned_data["consent_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("That day has not been yet."))
        return day


class HandOnForm(ReferralForm):
    """Within the municipality the person need not say yes, but is told; a yes is kept when it was given."""

    class Meta(ReferralForm.Meta):
        fields = ("to_workplace", "consent_on", "consent_how")
        labels = {"to_workplace": _("Which place?")}

    def __init__(self, *args: Any, workplaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.instance.enquiry.volunteer.workplace_id
        field = self.fields["to_workplace"]
        field.queryset, field.required = workplaces.exclude(pk=here), True
        field.empty_label = field.error_messages["required"] = _("Choose the place.")

    def save(self, by: Any) -> Referral:
        return self.instance.hand_on(by=by)


class PartnerForm(ReferralForm):
    """Outside the municipality nobody is shown on without saying yes."""

    class Meta(ReferralForm.Meta):
        fields = ("partner", "consent_on", "consent_how")
        labels = {"partner": _("Which organisation?")}

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        field.queryset, field.required = partners, True
        field.empty_label = field.error_messages["required"] = _("Choose the organisation.")
        for name in ("consent_on", "consent_how"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _(
                "Ask the person first, and write when and how they said yes."
            )

    def save(self, by: Any) -> Referral:
        return self.instance.refer(by=by)
