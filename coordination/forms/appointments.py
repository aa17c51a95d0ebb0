"""Appointing, changing and handing over (CON-02, CON-03, CON-08)."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from foundation.access.gate import can, visible
from foundation.access.members import Member, role_word
from foundation.access.models import Appointment, Handover
from foundation.audit.models import record
from foundation.people.models import Partner, Person, Sector, Workplace
from foundation.tenancy.roles import PARTNER_ROLES, ROLES, SECTOR_ROLES, WORKPLACE_ROLES
from foundation.tenancy.translated import TranslatedForm
from foundation.tenancy.words import title_lazy, word_lazy


def staff() -> Any:
    """Everybody with an appointment, now or later."""
    running = Appointment.objects.exclude(ends_on__lt=timezone.localdate())
    return Person.objects.filter(pk__in=running.values("person"))


def roles_to_give(member: Member) -> list[tuple[str, Any]]:
    """Nobody gives a role that reaches further than their own: a manager appoints at the workplace only."""
    codes = ROLES if can(member, "roles.give_anywhere") else dict(WORKPLACE_ROLES)
    return [(code, role_word(code)) for code in codes]


def clean_time(form: forms.Form, data: dict[str, Any], role: str) -> None:
    """A contact's time is in one of three classes, and the share says the same (CON-03)."""
    if role != "volunteer_contact":
        return
    kind, percent = data.get("time_class"), data.get("position_percent")
    if kind == Appointment.TimeClass.FULL and percent is None:
        data["position_percent"] = 100
    elif kind == Appointment.TimeClass.NONE and percent:
        form.add_error("time_class", _("A share is set aside: choose “a fixed share”."))
    elif kind == Appointment.TimeClass.NONE:
        data["position_percent"] = 0
    elif kind == Appointment.TimeClass.SHARE and not percent:
        form.add_error("position_percent", _("How much? Or choose “no time set aside”."))


CONTACT = ("name", "email", "phone")  # of somebody new


class AppointmentForm(forms.Form):
    """A new appointment, for somebody we know or somebody new."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who?"),
        required=False,
        empty_label=_("Somebody new: write the name below"),
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail at work"), max_length=254, required=False)
    phone = PhoneNumberField(label=_("Phone"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=())
    workplace = forms.ModelChoiceField(Workplace.objects.none(), label=_("Place"), required=False)
    sector = forms.ModelChoiceField(Sector.objects.none(), label=title_lazy("sector"), required=False)
    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Partner"), required=False)
    position_percent = forms.IntegerField(
        label=_("Share of a full position (%)"), min_value=0, max_value=100, required=False
    )
    time_class = forms.ChoiceField(
        label=_("Time set aside"), choices=Appointment.TimeClass.choices, initial=Appointment.TimeClass.SHARE
    )
    hours_text = forms.CharField(label=_("When to reach them"), max_length=120, required=False)
    deputy = forms.ModelChoiceField(Person.objects.none(), label=title_lazy("deputy_contact"), required=False)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput, initial=date.today)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.fields["deputy"].queryset = staff()
        self.fields["role"].choices = roles_to_give(member)
        reachable = visible(member, "appointments.make", Workplace)
        self.fields["workplace"].queryset = reachable.open(member.today)
        self.fields["sector"].queryset = visible(member, "roles.give_anywhere", Sector)
        self.fields["partner"].queryset = visible(member, "roles.give_anywhere", Partner)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("person") and not data.get("name"):
            self.add_error("name", _("Choose a person, or write the name of somebody new."))
        if not data.get("person") and data.get("name") and not data.get("email"):
            self.add_error("email", _("We need the e-mail address, to invite them."))
        self._clean_scope(data)
        clean_time(self, data, data.get("role", ""))
        if data.get("person") and not self.errors:
            self._clean_whole(data)
        return data

    def _clean_whole(self, data: dict[str, Any]) -> None:
        """What the table refuses: a deputy for oneself, a role that is held already."""
        fields = {name: value for name, value in data.items() if name not in CONTACT}
        try:
            Appointment(**fields).full_clean(exclude=["municipality"])
        except forms.ValidationError as refused:
            self.add_error(None, refused.messages)

    def _clean_scope(self, data: dict[str, Any]) -> None:
        """Keep the place that the role is held on, and drop the others."""
        scopes = {"workplace": WORKPLACE_ROLES, "sector": SECTOR_ROLES, "partner": PARTNER_ROLES}
        missing = {
            "workplace": _("Choose the place."),
            "sector": format_lazy(_("Choose {the_sector}."), the_sector=word_lazy("sector", "definite")),
            "partner": _("Choose the partner."),
        }
        for name, roles in scopes.items():
            if data.get("role") not in dict(roles):
                data[name] = None
            elif not data.get(name):
                self.add_error(name, missing[name])

    @transaction.atomic
    def save(self, by: Any) -> Appointment:
        data = dict(self.cleaned_data)
        contact = {name: data.pop(name) for name in CONTACT}
        person = data.pop("person") or _new_person(contact, by)
        return Appointment(person=person, **data).appoint(by=by)


def _new_person(contact: dict[str, Any], by: Any) -> Person:
    person = Person.objects.create(**contact)
    record(by, "person.added", person, about=person)
    return person


class ChangeForm(TranslatedForm):
    """What may change without a new appointment: time, hours, deputy."""

    class Meta:
        model = Appointment
        fields = ["position_percent", "time_class", "hours_text", "other_profession", "deputy"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = staff().exclude(pk=self.instance.person_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        clean_time(self, data, self.instance.role)
        return data

    def save(self, by: Any) -> Appointment:
        fresh = Appointment.objects.get(pk=self.instance.pk)
        changed = {name: self.cleaned_data[name] for name in self.Meta.fields}
        fresh.change(by=by, **changed, in_languages=self.instance.in_languages)
        return fresh


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput)

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointment = appointment

    def clean_ends_on(self) -> date:
        if self.cleaned_data["ends_on"] < self.appointment.starts_on:
            raise forms.ValidationError(_("The last day cannot be before the first."))
        return self.cleaned_data["ends_on"]

    def save(self, by: Any) -> None:
        self.appointment.end(by=by, on=self.cleaned_data["ends_on"])


class HandoverForm(forms.Form):
    to = forms.ModelChoiceField(Person.objects.none(), label=_("Who takes over?"))
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput)
    ends_on = forms.DateField(label=_("Until and including"), widget=forms.DateInput, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 8}), required=False)

    def __init__(self, *args: Any, appointment: Appointment, note: str = "", **kwargs: Any) -> None:
        initial = {"to": appointment.deputy_id, "starts_on": timezone.localdate(), "note": note}
        super().__init__(*args, initial=initial, **kwargs)
        self.appointment = appointment
        self.fields["to"].queryset = staff().exclude(pk=appointment.person_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        return data

    def save(self, by: Any) -> Handover:
        return Handover(appointment=self.appointment, **self.cleaned_data).make(by=by)
