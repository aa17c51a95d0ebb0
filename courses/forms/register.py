"""The register of competence: what is shown of it, and what several have learnt together, written in at once (CRS-17)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.competence import CompetenceForm
from courses.models import CompetenceRecord
from courses.registering import ENDED, ENDING, Register
from foundation.access.models import Appointment
from foundation.people.models import Person


class RegisterFilter(forms.Form):
    """A GET form, shown with what was chosen; it never refuses."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    provider = forms.ChoiceField(label=_("Provider"), required=False)
    employer = forms.ChoiceField(label=_("Employer"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    validity = forms.ChoiceField(
        label=_("Validity"),
        required=False,
        choices=[("", _("All")), (ENDING, _("Runs out soon")), (ENDED, _("Has run out"))],
    )

    def __init__(self, register: Register) -> None:
        super().__init__(initial=register.chosen | {"validity": register.validity})
        words = dict(CompetenceRecord.Kind.choices)
        for name, offered in register.choices.items():
            choices = [(one, words.get(one, one)) for one in offered]
            self.fields[name].choices = [("", _("All")), *choices]


class LearntTogetherForm(CompetenceForm):
    """The same for everybody who is ticked."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )
    is_seen = forms.BooleanField(label=_("I have seen the papers: it counts from now on"), required=False)

    def __init__(self, *args: Any, appointments: list[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        field.queryset = Person.objects.filter(pk__in={one.person_id for one in appointments})
        field.choices = [(one.person_id, f"{one.person.name}, {_place(one)}") for one in _once(appointments)]
        self.fields["kind"].initial = CompetenceRecord.Kind.FURTHER

    def save(self, by: Any) -> list[CompetenceRecord]:
        people = list(self.cleaned_data["people"])
        return self.instance.tell_of_many(people, by=by, is_seen=self.cleaned_data["is_seen"])


def _once(appointments: list[Appointment]) -> list[Appointment]:
    return list({one.person_id: one for one in reversed(appointments)}.values())[::-1]


def _place(appointment: Appointment) -> str:
    role = appointment.role_word
    return f"{role}, {appointment.workplace.short}" if appointment.workplace else role
