"""Asking for guidance, and agreeing on a time."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from volunteers.companions import guide_choices
from volunteers.forms.dates import ClockField, DayField, moment, times_of
from volunteers.models import GuidanceRequest, Volunteer


class GuidanceForm(forms.Form):
    text = forms.CharField(
        label=_("What would you like to talk about?"),
        help_text=_("A few words are enough, or nothing at all. Leave out names."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def save(self, volunteer: Volunteer, by: Any) -> GuidanceRequest:
        return GuidanceRequest.ask(volunteer, self.cleaned_data["text"], by=by)


class GuidanceTimeForm(forms.Form):
    guide = forms.ChoiceField(label=_("Who takes the talk?"))
    day = DayField(label=_("Which day?"))
    starts = ClockField(label=_("What time?"))
    place = forms.CharField(
        label=_("Where?"), max_length=200, required=False, help_text=_("Or «on the phone».")
    )

    def __init__(self, *args: Any, wish: GuidanceRequest, by: Any, **kwargs: Any) -> None:
        self.wish = wish
        kwargs.setdefault("initial", times_of(wish.event) | {"guide": str(wish.guide_id or by.person.pk)})
        super().__init__(*args, **kwargs)
        self.fields["guide"].choices = guide_choices(wish.volunteer, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"day", "starts"} <= data.keys():
            data["when"] = moment(data["day"], data["starts"])
            if data["when"] < timezone.now():
                self.add_error("day", _("Choose a time that has not been."))
        return data

    def save(self, by: Any) -> None:
        data = self.cleaned_data
        guide = Person.objects.get(pk=data["guide"])
        self.wish.agree(by=by, when=data["when"], guide=guide, place=data["place"])


class SharedNoteForm(forms.ModelForm):
    class Meta:
        model = GuidanceRequest
        fields = ("shared_note",)
        labels = {"shared_note": _("What did you agree?")}
        help_texts = {
            "shared_note": _("Only if both want it written. You read it both; leave out names and health.")
        }
        widgets = {"shared_note": forms.Textarea(attrs={"rows": 4})}

    def save(self, by: Any) -> None:
        self.instance.note(self.cleaned_data["shared_note"], by=by)
