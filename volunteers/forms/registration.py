"""The registration form, and what it asks for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from foundation.access.alerts import alert
from foundation.audit.models import Entry, record
from foundation.tenancy.context import current
from foundation.tenancy.settings import choose
from volunteers.models import Registration, Volunteer
from volunteers.models.registration import OF_PERSON
from volunteers.registering import FIELDS, LEVELS, REQUIRED, asked, level_of

How = Registration.How


class RegistrationForm(forms.Form):
    """Filled with what we know. Nobody is kept out for want of an e-mail or a phone: it is enough to say so."""

    name = forms.CharField(label=_("Name"), max_length=200)
    birth_year = forms.IntegerField(label=_("Year of birth"), min_value=1900)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    no_email = forms.BooleanField(label=_("Has no e-mail"), required=False)
    phone = PhoneNumberField(label=_("Phone"), region="NO")
    no_phone = forms.BooleanField(label=_("Has no phone"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300)
    emergency_name = forms.CharField(label=_("Whom do we call if something happens?"), max_length=200)
    emergency_phone = PhoneNumberField(label=_("Their phone"), region="NO")
    how = forms.ChoiceField(
        label=_("How was it confirmed?"),
        choices=[(one.value, one.label) for one in (How.TOGETHER, How.PAPER)],
        initial=How.TOGETHER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, volunteer: Volunteer, own: bool, **kwargs: Any) -> None:
        self.volunteer, self.own, self.levels = volunteer, own, asked()
        super().__init__(*args, initial=_known(volunteer), **kwargs)
        for name in [*self.fields]:
            self._ask(name)
        self.fields["birth_year"].max_value = timezone.localdate().year if "birth_year" in self.fields else 0

    def _ask(self, name: str) -> None:
        part = name.split("_")[0] if name.startswith("emergency") else name.removeprefix("no_")
        if (
            part in FIELDS
            and part not in self.levels
            or name == "how"
            and self.own
            or name.startswith("no_")
            and (self.own or self.levels[part] != REQUIRED)
        ):
            del self.fields[name]
        elif part in FIELDS and not name.startswith("no_"):
            self.fields[name].required = self.levels[part] == REQUIRED and part not in ("email", "phone")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (year := data.get("birth_year")) and year > timezone.localdate().year:
            self.add_error("birth_year", _("That year has not been yet."))
        for way, sentence in LACKING.items():
            wanted = self.levels.get(way) == REQUIRED and not data.get(way) and way not in self.errors
            if wanted and not self.own and not data.get(f"no_{way}"):
                self.add_error(way, sentence)
        return data

    def save(self, by: Any) -> Registration:
        """Whoever stops getting our mail at an address is told so there."""
        data = {name: value for name, value in self.cleaned_data.items() if not name.startswith("no_")}
        how, before = data.pop("how", How.MY_PAGE), self.volunteer.person.email
        row = Registration.confirm(self.volunteer, how, by=by, **data)
        person = self.volunteer.person
        if before and before.lower() != person.email.lower():
            entry = Entry.objects.filter(object_id=row.pk).latest("at")
            alert(person, "security_contact_changed", entry, email=before, to="my_details")
        return row


LACKING = {
    "email": _("Write the address, or tick that there is none."),
    "phone": _("Write the number, or tick that there is none."),
}


def _known(volunteer: Volunteer) -> dict[str, Any]:
    """From the portal, and from the last time."""
    found = {name: getattr(volunteer.person, name) for name in OF_PERSON}
    if former := volunteer.registrations.first():
        names = ("address", "emergency_name", "emergency_phone")
        found |= {name: getattr(former, name) for name in names}
    return found


class RegistrationFieldsForm(forms.Form):
    """For each field: left out, asked for, or to be filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=LEVELS, initial=level_of(name), widget=forms.RadioSelect
            )

    def save(self, by: Any) -> None:
        chosen = [f"{name}={level}" for name, level in self.cleaned_data.items()]
        choose("registration_fields", chosen)
        record(by, "registration.defined", current(), changes={"fields": chosen})
