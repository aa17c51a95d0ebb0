"""What somebody has learnt elsewhere, what is asked of whom, and who need not take it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import CompetenceRecord, Course, Exemption
from courses.models.requirement import Level, set_rules
from foundation.audit.models import record
from foundation.people.doing import kinds_of_activity
from foundation.people.models import Department, Person


class CompetenceForm(forms.ModelForm):
    class Meta:
        model = CompetenceRecord
        fields = (
            "kind",
            "title",
            "provider",
            "year",
            "completed_on",
            "hours",
            "employer",
            "role",
            "valid_until",
            "counts_for",
        )
        labels = {
            "kind": _("What was it?"),
            "title": _("What is it called?"),
            "provider": _("Who held it?"),
            "year": _("Which year?"),
            "completed_on": _("Which day, if you know?"),
            "hours": _("How many hours?"),
            "employer": _("Who was the employer then?"),
            "role": _("In which role?"),
            "valid_until": _("How long does it count?"),
            "counts_for": _("Which of our courses is it like?"),
        }
        help_texts = {
            "counts_for": _("When it is confirmed, it counts as that course."),
            "valid_until": _("Empty: for ever."),
        }

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person
        self.fields["counts_for"].empty_label = _("None of them")

    def save(self, by: Any) -> CompetenceRecord:
        self.instance.tell(by=by)
        return self.instance


class ExemptionForm(forms.Form):
    course = forms.ModelChoiceField(Course.objects.none(), label=_("Which course?"))
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Such as a course taken elsewhere, or many years as a nurse. It stands in the log."),
        max_length=300,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["course"].queryset = Course.objects.all()

    def save(self, by: Any) -> Exemption:
        return Exemption.grant(self.person, self.cleaned_data["course"], self.cleaned_data["reason"], by=by)


class RulesForm(forms.Form):
    """A level for everybody, and for each kind of activity where it is another."""

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        now = {rule.activity: rule.level for rule in course.rules.all()}
        everybody = now.get("", Level.OPTIONAL)
        self.codes = {"everybody": ""} | {f"kind-{code}": code for code, _name in kinds_of_activity()}
        self.fields["everybody"] = forms.ChoiceField(
            label=_("For everybody"), choices=Level.choices, initial=everybody
        )
        same = [("", _("As for everybody")), *Level.choices]
        for code, name in kinds_of_activity():
            self.fields[f"kind-{code}"] = forms.ChoiceField(
                label=name, choices=same, required=False, initial=now.get(code, "")
            )

    def save(self, by: Any) -> None:
        set_rules(self.course, {code: self.cleaned_data[name] for name, code in self.codes.items()}, by=by)


class StaffForm(forms.Form):
    """How many work in each department, so that the share who has taken part can be shown."""

    def __init__(self, *args: Any, departments: list[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {f"staff-{one.pk}": one for one in departments}
        for name, one in self.departments.items():
            words = {
                "label": f"{one.workplace.short}, {one.name}",
                "initial": one.staff_count,
                "required": False,
            }
            self.fields[name] = forms.IntegerField(min_value=0, max_value=2000, **words)

    def save(self, by: Any) -> None:
        for name, one in self.departments.items():
            if one.staff_count != self.cleaned_data[name]:
                one.staff_count = self.cleaned_data[name]
                one.save(update_fields=["staff_count"])
                record(by, "department.staff", one, changes={"employees": one.staff_count})
