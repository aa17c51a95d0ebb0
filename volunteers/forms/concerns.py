"""Telling what chafes, and answering it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Concern, Volunteer


class ConcernForm(forms.Form):
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Concern.Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("What happened, and what would you wish? Leave out the names of those who live here."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )
    is_anonymous = forms.BooleanField(
        label=_("Leave my name out"),
        help_text=_("Nobody sees who wrote it, we neither. Where few volunteer, somebody may guess."),
        required=False,
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["is_anonymous"]

    def save(self, volunteer: Volunteer, by: Any) -> Concern:
        return Concern.tell(volunteer, by=by, **self.cleaned_data)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Thank for being told. What do you do about it, and when do you talk again?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def save(self, concern: Concern, by: Any) -> None:
        concern.reply(self.cleaned_data["answer"], by=by)
