"""What the two have agreed on, and what was signed with a pen."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Department
from volunteers.forms.dates import DayField
from volunteers.models import ActivityType, Agreement, PossibleTask, Volunteer
from volunteers.models.start import trial_until
from volunteers.papers import Terms, issue_agreement, tasks_of


class AgreementForm(forms.Form):
    tasks = forms.CharField(
        label=_("What will the volunteer do?"),
        max_length=500,
        help_text=_("For instance: coffee visits and singing."),
    )
    possible = forms.ModelMultipleChoiceField(
        PossibleTask.objects.none(),
        label=_("From the list of the place"),
        help_text=_("What is not included comes along."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    types = forms.ModelMultipleChoiceField(
        ActivityType.objects.none(),
        label=_("What kind of activity is that?"),
        help_text=_("From this we write what is not part of it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Where?"), required=False)
    when = forms.CharField(
        label=_("When?"), max_length=200, help_text=_("For instance: Thursdays from 14 to 15.30.")
    )
    start_on = DayField(label=_("From which day?"))
    commitment = forms.CharField(label=_("About how much?"), max_length=200, required=False)
    trial_until = DayField(label=_("Trial period until"), required=False)

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        self.volunteer = volunteer
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        self.fields["types"].queryset = (
            ActivityType.objects.publishable().filter(activities__workplace=volunteer.workplace).distinct()
        )
        if not self.fields["types"].queryset.exists():
            del self.fields["types"]
        tasks = PossibleTask.objects.current().filter(workplace=volunteer.workplace)
        self.fields["possible"].queryset = tasks.select_related("activity_type")
        if not self.fields["possible"].queryset:
            del self.fields["possible"]
        departments = self.fields["department"]
        departments.queryset = Department.objects.filter(workplace=volunteer.workplace)
        departments.empty_label = volunteer.workplace.name

    def _initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"tasks": tasks_of(self.volunteer), "start_on": today, "trial_until": trial_until(today)}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, trial = data.get("start_on"), data.get("trial_until")
        if start and trial and trial <= start:
            self.add_error("trial_until", _("The trial period must last at least a day."))
        return data

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        possible = tuple(data.get("possible", ()))
        named = [one.name for one in possible if one.name.lower() not in data["tasks"].lower()]
        return Terms(
            **{
                **data,
                "tasks": ", ".join([data["tasks"], *named]),
                "types": tuple(data.get("types", ())),
                "possible": possible,
            }
        )

    def save(self, by: Any) -> Agreement:
        return issue_agreement(self.volunteer, self.terms, by=by)
