"""The municipality's own steps, points and what kinds of activity ask for (VOL-02, VOL-32, VOL-33)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Workplace
from foundation.tenancy.settings import DECLARED, choose, setting
from volunteers.definitions import has_own_checklist, title_of
from volunteers.models import ActivityType, PointWording, Step, StepDefinition
from volunteers.models.readiness import CERTIFICATE, REFERENCES

#: step -> the setting that tells by when
DUE = {
    Step.INTERESTED: "reply_days",
    Step.FIRST_MEETING: "first_meeting_days",
    Step.FOLLOW_UP: "followup_days",
    Step.TRAINING: "training_days",
    Step.GUIDANCE: "guidance_days",
}


class StepForm(forms.Form):
    title = forms.CharField(label=_("What do you call it?"), max_length=40, required=False)
    checklist = forms.CharField(
        label=_("What is easily forgotten?"),
        help_text=_("One point on each line."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    workplace = forms.ModelChoiceField(
        Workplace.objects.none(),
        label=_("For whom?"),
        empty_label=_("The whole municipality"),
        help_text=_("A place may have a checklist of its own; the title is the same for all."),
        required=False,
    )

    def __init__(self, *args: Any, step: str, today: Any, **kwargs: Any) -> None:
        self.step = step
        super().__init__(*args, **kwargs)
        self.fields["workplace"].queryset = Workplace.objects.open(today)
        if code := DUE.get(step):
            declared = DECLARED[code]
            self.fields["due"] = forms.IntegerField(
                label=declared.label,
                min_value=declared.minimum,
                max_value=declared.maximum,
                initial=setting(code),
            )

    @transaction.atomic
    def save(self, by: Any) -> StepDefinition:
        data = self.cleaned_data
        if (code := DUE.get(self.step)) and data["due"] != setting(code):
            choose(code, data["due"])
        place = data["workplace"]
        title = "" if place or self._is_ours("title") else data["title"]
        checklist = "" if self._is_ours("checklist") and not place else data["checklist"]
        return StepDefinition.write(self.step, title, checklist, by=by, workplace=place)

    def _is_ours(self, name: str) -> bool:
        """Left as the house has it: then everybody goes on reading it in their own language."""
        given = self.cleaned_data[name].replace("\r\n", "\n").strip()
        own = title_of(self.step, "") if name == "title" else has_own_checklist(self.step)
        return not own and given == self.initial[name]


class PointForm(forms.Form):
    title = forms.CharField(label=_("What is it about?"), max_length=120)
    text = forms.CharField(
        label=_("What applies here?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    is_used = forms.BooleanField(label=_("It stands on the list"), required=False)

    def save(self, checklist: str, code: str, by: Any) -> PointWording:
        data = self.cleaned_data
        return PointWording.write(checklist, code, data["title"], data["text"], data["is_used"], by=by)


class AsksForm(forms.Form):
    references = forms.ModelMultipleChoiceField(
        ActivityType.objects.none(),
        label=_("For which kinds are references checked?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    police_certificate = forms.ModelMultipleChoiceField(
        ActivityType.objects.none(),
        label=_("For which kinds is a police certificate shown?"),
        help_text=_("Only where an act says so."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kinds = ActivityType.objects.publishable()
        chosen = {
            code: [kind.pk for kind in kinds if code in kind.asks] for code in (REFERENCES, CERTIFICATE)
        }
        super().__init__(*args, initial=chosen, **kwargs)
        for code in (REFERENCES, CERTIFICATE):
            self.fields[code].queryset = kinds

    @transaction.atomic
    def save(self, by: Any) -> None:
        for kind in ActivityType.objects.publishable():
            asks = [code for code in (REFERENCES, CERTIFICATE) if kind in self.cleaned_data[code]]
            if asks != kind.asks:
                kind.asks = asks
                kind.save(update_fields=["asks"])
                record(by, "activity_type.asked", kind, changes={"asks": asks})
