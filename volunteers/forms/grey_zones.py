"""A grey zone, what is decided about it, and how it is looked for (LEG-10)."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Workplace
from volunteers.forms.dates import DayField
from volunteers.models.grey_zone import Decision, GreyZoneCase, GreyZoneQuerySet

BOTH_SIDES = (
    "recipient_good",
    "recipient_bad",
    "volunteer_good",
    "volunteer_bad",
    "staff_good",
    "staff_bad",
)


class GreyZoneForm(forms.ModelForm):
    affects = forms.MultipleChoiceField(
        label=_("Whom does it concern?"),
        choices=GreyZoneCase.Whom.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = GreyZoneCase
        fields = ("workplace", "task", "scenario", "challenge", "affects", *BOTH_SIDES, "solution")
        labels = {
            "workplace": _("For which place?"),
            "task": _("May a volunteer …"),
            "scenario": _("What happens?"),
            "challenge": _("What is difficult?"),
            "recipient_good": _("What is good for the one who is visited?"),
            "recipient_bad": _("And what is not?"),
            "volunteer_good": _("What is good for the volunteer?"),
            "volunteer_bad": _("And what is not?"),
            "staff_good": _("What is good for those who work there?"),
            "staff_bad": _("And what is not?"),
            "solution": _("What do you propose?"),
        }
        help_texts = {
            "task": _("For instance: follow somebody to the toilet."),
            "scenario": _("An example that many recognise. Never names, and nobody who can be recognised."),
        }
        widgets = dict.fromkeys(
            ("scenario", "challenge", "solution", *BOTH_SIDES), forms.Textarea(attrs={"rows": 2})
        )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = visible(member, "grey_zones.write", Workplace).open(member.today)
        place = self.fields["workplace"]
        place.queryset, place.empty_label = places, _("The whole municipality")
        if "network_coordinator" not in member.held:
            place.required, place.empty_label = True, _("Choose a place")
        if not self.instance._state.adding:
            del self.fields["workplace"]

    def save(self, by: Any) -> GreyZoneCase:
        case = super().save(commit=False)
        case.keep(by=by)
        return case


class DecisionForm(forms.ModelForm):
    class Meta:
        model = GreyZoneCase
        fields = ("decision", "condition", "guideline", "decided_on", "decided_by_name")
        labels = {
            "decision": _("What is decided?"),
            "condition": _("If what?"),
            "guideline": _("How is it done?"),
            "decided_by_name": _("Who decided?"),
        }
        help_texts = {
            "condition": _("When a volunteer may, and when not."),
            "guideline": _("Step by step, or where it stands. Everybody reads it, also the volunteers."),
        }
        widgets = dict.fromkeys(("condition", "guideline"), forms.Textarea(attrs={"rows": 3})) | {
            "decision": forms.RadioSelect
        }

    decided_on = DayField(label=_("When was it decided?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = Decision.choices
        self.fields["decision"].required = self.fields["decided_by_name"].required = True
        if not self.instance.decision:
            self.initial["condition"] = self.instance.solution
        self.initial["decided_on"] = timezone.localdate()

    def clean_decided_on(self) -> date:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has been."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("decision") != Decision.CONDITION:
            data["condition"] = ""
        elif not data.get("condition"):
            self.add_error("condition", _("Write when a volunteer may."))
        return data

    def save(self, by: Any) -> None:
        self.instance.decide(by=by, **self.cleaned_data)


class GreyZoneFilter(forms.Form):
    """What is looked for. A GET form that never refuses."""

    q = forms.CharField(label=_("May a volunteer …"), required=False, max_length=100)
    svar = forms.ChoiceField(
        label=_("What is decided"),
        required=False,
        choices=[("", _("Everything")), *Decision.choices, ("none", _("Not decided yet"))],
    )

    def narrow(self, rows: GreyZoneQuerySet) -> GreyZoneQuerySet:
        self.is_valid()
        found = rows.about(self.cleaned_data.get("q", ""))
        answer = self.cleaned_data.get("svar", "")
        return found.filter(decision="" if answer == "none" else answer) if answer else found
