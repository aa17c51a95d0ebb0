"""Whether somebody comes instead of a group that cannot (ASG-17)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Substitute


class SubstituteForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Can somebody come?"), choices=Substitute.Answer.choices, widget=forms.RadioSelect
    )
    who = forms.CharField(
        label=_("Who comes?"),
        help_text=_("As it is to stand in the week, with how many."),
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == Substitute.Answer.YES and not data.get("who"):
            self.add_error("who", _("Write who comes."))
        return data

    def save(self, asked: Substitute, by: Any) -> None:
        asked.reply(by=by, **self.cleaned_data)
