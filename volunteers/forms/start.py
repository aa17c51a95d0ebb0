"""The first assignment: what, when, where, and with whom."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Department, Person
from volunteers.companions import companion_choices
from volunteers.forms.dates import ClockField, DayField, check_times, times_of
from volunteers.models import FirstAssignment, Volunteer
from volunteers.papers import tasks_of


class FirstAssignmentForm(forms.Form):
    title = forms.CharField(
        label=_("What will you do together?"),
        max_length=200,
        help_text=_("Short, as it stands in the calendar."),
    )
    day = DayField(label=_("Which day?"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Where?"), required=False)
    companion = forms.ChoiceField(
        label=_("Who is with the volunteer all the time?"),
        error_messages={"required": _("Choose a companion first. Nobody is alone the first time.")},
    )
    is_shared = forms.BooleanField(label=_("It is something done together with others"), required=False)

    def __init__(
        self, *args: Any, volunteer: Volunteer, first: FirstAssignment | None = None, **kwargs: Any
    ) -> None:
        self.volunteer, self.first = volunteer, first
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        departments = self.fields["department"]
        departments.queryset = Department.objects.filter(workplace=volunteer.workplace)
        departments.empty_label = volunteer.workplace.name
        if not departments.queryset.exists():
            del self.fields["department"]
        choices = companion_choices(volunteer, timezone.localdate(), first.companion if first else None)
        self.fields["companion"].choices = [("", _("Choose a companion")), *choices]
        if first:
            del self.fields["title"]

    def _initial(self) -> dict[str, Any]:
        if self.first is None:
            return {"title": tasks_of(self.volunteer)[:200]}
        return times_of(self.first.event) | {
            "companion": str(self.first.companion_id),
            "department": self.first.department_id,
            "is_shared": self.first.is_shared,
        }

    def clean_day(self) -> Any:
        if self.first and self.cleaned_data["day"] < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a coming day."))
        return self.cleaned_data["day"]

    def clean(self) -> dict[str, Any]:
        return check_times(self, super().clean())

    def save(self, by: Any) -> FirstAssignment:
        data = self.cleaned_data
        given = {name: data[name] for name in ("starts_at", "ends_at", "is_shared")}
        given |= {"companion": Person.objects.get(pk=data["companion"]), "department": data.get("department")}
        if self.first:
            self.first.change(by=by, **given)
            return self.first
        return FirstAssignment.plan(self.volunteer, data["title"], by=by, **given)
