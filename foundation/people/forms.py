"""What everybody who comes by the portal is asked: who they are, how we reach them, and whether we may keep it."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from phonenumber_field.phonenumber import to_python

from foundation.tenancy.context import current

DIGITS = 8  # of a Norwegian phone number


class NewcomerForm(forms.Form):
    name = forms.CharField(
        label=_("What is your name?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know who to ask for.")},
    )
    phone = forms.CharField(
        label=_("Mobile"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("The e-mail address is not complete. It looks like name@example.no.")},
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Tick that it is all right, otherwise we may not keep your number.")}
    )
    website = forms.CharField(required=False, max_length=200)  # for those who fill in everything: machines
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].unmarked = self.fields["email"].unmarked = True  # one of the two is wanted
        self.fields["submission"].initial = uuid.uuid4
        label = _("It is all right that %(municipality)s keeps this to get in touch.")
        self.fields["consent"].label = label % {"municipality": current().name}

    def clean_phone(self) -> str:
        """In words that help: how many digits are missing (Norwegian numbers), else that it is no number."""
        raw = self.cleaned_data["phone"].strip()
        if not raw:
            return ""
        number = to_python(raw, region="NO")
        if number and number.is_valid():
            return number.as_e164
        raise forms.ValidationError(_wrong_number(raw))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty, and send again."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wrong = {"phone", "email"} & self.errors.keys()
        if not wrong and not cleaned.get("phone") and not cleaned.get("email"):
            self._out_of_reach(cleaned)
        return cleaned

    def _out_of_reach(self, cleaned: dict[str, Any]) -> None:
        self.add_error("phone", _("We need a phone number or an e-mail address to reach you."))


def _wrong_number(raw: str) -> str:
    digits = re.sub(r"\D", "", raw.removeprefix("+47").removeprefix("0047"))
    missing = DIGITS - len(digits)
    if missing > 0 and not raw.startswith("+") or raw.startswith("+47") and missing > 0:
        text = ngettext(
            "The number lacks one digit. Write all eight.",
            "The number lacks %(missing)s digits. Write all eight.",
            missing,
        )
        return text % {"missing": missing}
    return str(_("We do not recognise this number. Look at the digits once more."))
