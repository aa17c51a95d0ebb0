"""What a volunteer writes on their own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access.alerts import alert
from foundation.audit.models import record
from foundation.pages.languages import NAMES
from foundation.people.models import Person
from foundation.tenancy.context import current
from foundation.tenancy.models import every_language
from volunteers.models import ReferenceLetter, Volunteer


class DetailsForm(forms.ModelForm):
    may_have_neither = False  # whoever logs in does it by mail

    class Meta:
        model = Person
        fields = ("name", "phone", "email", "channel", "language")
        labels = {
            "name": _("What is your name?"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "channel": _("How do you want to hear from us?"),
            "language": _("Which language do you want to read?"),
        }
        widgets = {"channel": forms.RadioSelect, "language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {*current().languages, self.instance.reads}
        self.fields["language"].choices = [
            (code, NAMES[code]) for code in every_language() if code in offered
        ]
        self.initial["language"] = self.instance.reads

    def clean_language(self) -> str:
        """Who leaves it as it stands goes on following the municipality."""
        return self.cleaned_data["language"] if "language" in self.changed_data else self.instance.language

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.may_have_neither and not data.get("phone") and not data.get("email"):
            raise forms.ValidationError(_("We need a phone number or an e-mail address to reach you."))
        if data.get("channel") == Person.Channel.EMAIL and not data.get("email"):
            self.add_error("email", _("Write the address you want the mail at."))
        if data.get("channel") == Person.Channel.SMS and not data.get("phone"):
            self.add_error("phone", _("Write the number you want the messages at."))
        return data

    def save(self, by: Any) -> Person:
        """Whoever stops getting our mail at an address is told so there."""
        before = self.initial.get("email", "")
        person = super().save()
        entry = record(by, "person.corrected", person, about=person, changes={"fields": self.changed_data})
        if before and before.lower() != person.email.lower():
            alert(person, "security_contact_changed", entry, email=before, to="my_details")
        return person


class TheirDetailsForm(DetailsForm):
    """The same, filled in by somebody else. Not everybody has a telephone or an e-mail."""

    may_have_neither = True

    class Meta(DetailsForm.Meta):
        labels = {
            "name": _("Name"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "channel": _("How do they want to hear from us?"),
            "language": _("Which language do they read?"),
        }


class LetterWishForm(forms.Form):
    wish = forms.CharField(
        label=_("What will you use it for?"),
        max_length=300,
        required=False,
        help_text=_("A job, a school, or just for yourself. You need not say."),
    )

    def save(self, volunteer: Volunteer, by: Any) -> ReferenceLetter:
        return ReferenceLetter.ask(volunteer, by=by, wish=self.cleaned_data["wish"])
