"""What was talked over before somebody comes home to somebody (ASG-15)."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.matching.forms.own_words import OwnWords
from volunteers.matching.models import HomeTalk


class HomeTalkForm(OwnWords, forms.ModelForm):
    guarded = ("agreed", "responsible")

    class Meta:
        model = HomeTalk
        fields = ("staff_name", "staff_on", "kin_name", "kin_on", "without_kin", "agreed", "responsible")
        labels = {
            "staff_name": _("With whom of those who help at home did you talk?"),
            "kin_name": _("With whom of the next of kin?"),
            "without_kin": _("There is nobody, or they would rather that we do not ask"),
            "agreed": _("What was agreed?"),
            "responsible": _("Who is responsible there?"),
        }
        help_texts = {
            "agreed": _(
                "Keys, the dog, smoking, the car, and whom the volunteer calls. Nothing about health."
            ),
            "responsible": _("For instance: the home service, round the clock, on the phone on the fridge."),
        }
        widgets = {"agreed": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_on"] = DayField(label=_("When?"))
        self.fields["kin_on"] = DayField(label=_("When did you talk with them?"), required=False)

    def clean_staff_on(self) -> date:
        return has_been(self.cleaned_data["staff_on"])

    def clean_kin_on(self) -> date | None:
        return has_been(self.cleaned_data["kin_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("without_kin"):
            data["kin_name"], data["kin_on"] = "", None
        elif not data.get("kin_name"):
            self.add_error("kin_name", _("Write whom you talked with, or that there is nobody to ask."))
        elif "kin_on" in data and not data["kin_on"]:
            self.add_error("kin_on", _("Choose the day."))
        return data

    def save(self, by: Any) -> HomeTalk:
        talk = super().save(commit=False)
        talk.write_down(by=by)
        return talk


def has_been(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("Choose a day that has been."))
    return day
