"""What a volunteer writes on their own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from volunteers.models import ReferenceLetter, Volunteer


class DetailsForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("name", "phone", "email", "channel")
        labels = {
            "name": _("What is your name?"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "channel": _("How do you want to hear from us?"),
        }
        widgets = {"channel": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("phone") and not data.get("email"):
            raise forms.ValidationError(_("We need a phone number or an e-mail address to reach you."))
        if data.get("channel") == Person.Channel.EMAIL and not data.get("email"):
            self.add_error("email", _("Write the address you want the mail at."))
        if data.get("channel") == Person.Channel.SMS and not data.get("phone"):
            self.add_error("phone", _("Write the number you want the messages at."))
        return data

    def save(self, by: Any) -> Person:
        person = super().save()
        record(by, "person.corrected", person, about=person, changes={"fields": self.changed_data})
        return person


class LetterWishForm(forms.Form):
    wish = forms.CharField(
        label=_("What will you use it for?"),
        max_length=300,
        required=False,
        help_text=_("A job, a school, or just for yourself. You need not say."),
    )

    def save(self, volunteer: Volunteer, by: Any) -> ReferenceLetter:
        return ReferenceLetter.ask(volunteer, by=by, wish=self.cleaned_data["wish"])
