"""A thanks in one's own words, and a gift that was given."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.models import Gift, Thanks, Volunteer


class ThanksForm(forms.Form):
    text = forms.CharField(
        label=_("What would you like to say?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=_("Tell what you saw. One thing that mattered is better than big words."),
    )
    occasion = forms.CharField(label=_("On what occasion?"), max_length=120, required=False)

    def save(self, volunteer: Volunteer, by: Any) -> Thanks:
        return Thanks.give(
            volunteer, self.cleaned_data["text"], by=by, occasion_=self.cleaned_data["occasion"]
        )


class GiftForm(forms.Form):
    occasion = forms.CharField(label=_("On what occasion?"), max_length=120)
    description = forms.CharField(label=_("What was it?"), max_length=200)
    given_on = DayField(label=_("When was it given?"))
    cost = forms.DecimalField(
        label=_("What it costs, in kroner"), min_value=0, max_digits=8, decimal_places=2, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"given_on": timezone.localdate()}, **kwargs)

    def save(self, volunteer: Volunteer, by: Any) -> Gift:
        data = self.cleaned_data
        return Gift.give(
            volunteer, data["occasion"], data["description"], data["given_on"], by=by, cost=data["cost"]
        )
