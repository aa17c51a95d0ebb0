"""Before and after the follow-up call."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.who_may import who_may
from foundation.people.models import Person
from volunteers.forms.dates import DayField
from volunteers.models import Conversation, Volunteer


class FeedbackForm(forms.Form):
    feedback = forms.CharField(
        label=_("What was good?"),
        help_text=_("In the words it was said with. Nobody's name, and nothing about anybody's health."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    better = forms.CharField(
        label=_("What could have been different?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    chemistry = forms.CharField(label=_("How did the two get on?"), max_length=500, required=False)
    said_by = forms.CharField(label=_("Who says it?"), max_length=200, required=False)

    def save(self, volunteer: Volunteer, by: Any) -> Conversation:
        data = self.cleaned_data
        more = {name: data[name] for name in ("better", "chemistry")}
        said_by = data.get("said_by", "")
        return Conversation.note_feedback(volunteer, data["feedback"], said_by, by=by, **more)


class CallForm(forms.ModelForm):
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who sees to it?"), required=False, empty_label=None
    )
    due_on = DayField(label=_("By when?"), required=False)
    next_on = DayField(label=_("When do you talk next?"), required=False)
    field_order = (
        "summary",
        "chemistry",
        "changes",
        "owner",
        "due_on",
        "next_on",
        "preferred_mode",
        "staff_note",
    )

    class Meta:
        model = Conversation
        fields = ("summary", "chemistry", "changes", "next_on", "preferred_mode", "staff_note")
        labels = {
            "summary": _("How was it?"),
            "chemistry": _("How did the two get on?"),
            "changes": _("What should be different?"),
            "preferred_mode": _("How would they rather talk?"),
            "staff_note": _("Only for you who follow up"),
        }
        help_texts = {
            "summary": _("Write so that the volunteer can read it."),
            "changes": _("One thing on each line: each becomes a task. And in a week we ask: did it help?"),
            "staff_note": _(
                "The volunteer does not see it here, but may ask to read it. Write with that in mind."
            ),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "changes": forms.Textarea(attrs={"rows": 2}),
            "preferred_mode": forms.RadioSelect,
            "staff_note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carers = who_may("volunteers.care", self.instance.volunteer, timezone.localdate())
        self.fields["owner"].queryset = Person.objects.filter(pk__in=[one.pk for one in carers])
        task = self.instance.agreed_changes.filter(done_at=None).first()
        self.fields["owner"].initial = task.owner_id if task else by.person.pk
        self.fields["due_on"].initial = task.due_on if task else None
        self.fields["preferred_mode"].choices = Conversation.Mode.choices
        self.fields["preferred_mode"].required = False

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has not been."))
        return day

    def clean_next_on(self) -> Any:
        day = self.cleaned_data["next_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a coming day."))
        return day

    def save(self, by: Any) -> Conversation:
        self.instance.write_down(by=by, **self.cleaned_data)
        return self.instance
