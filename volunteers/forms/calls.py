"""Before and after the follow-up call."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.models import Conversation, Volunteer


class FeedbackForm(forms.Form):
    feedback = forms.CharField(
        label=_("What was good, and what could have been different?"),
        help_text=_("In the words it was said with. Nobody's name, and nothing about anybody's health."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    said_by = forms.CharField(label=_("Who says it?"), max_length=200, required=False)

    def save(self, volunteer: Volunteer, by: Any) -> Conversation:
        data = self.cleaned_data
        return Conversation.note_feedback(volunteer, data["feedback"], data.get("said_by", ""), by=by)


class CallForm(forms.ModelForm):
    next_on = DayField(label=_("When do you talk next?"), required=False)

    class Meta:
        model = Conversation
        fields = ("summary", "chemistry", "changes", "next_on", "preferred_mode")
        labels = {
            "summary": _("How was it?"),
            "chemistry": _("How did the two get on?"),
            "changes": _("What should be different?"),
            "preferred_mode": _("How would they rather talk?"),
        }
        help_texts = {
            "summary": _("Write so that the volunteer can read it."),
            "changes": _("Then we remind you in a week: did it help?"),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "changes": forms.Textarea(attrs={"rows": 2}),
            "preferred_mode": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preferred_mode"].choices = Conversation.Mode.choices
        self.fields["preferred_mode"].required = False

    def clean_next_on(self) -> Any:
        day = self.cleaned_data["next_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a coming day."))
        return day

    def save(self, by: Any) -> Conversation:
        self.instance.write_down(by=by, **self.cleaned_data)
        return self.instance
