"""One step of one volunteer: who does it, by when, a note, and what was gone through (VOL-01)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from volunteers.companions import guide_choices
from volunteers.deadlines import closing
from volunteers.forms.dates import DayField
from volunteers.models import CareStep


class CareStepForm(forms.Form):
    ticked = forms.MultipleChoiceField(
        label=_("What is easily forgotten"), choices=(), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    responsible = forms.ChoiceField(label=_("Who does it?"), choices=(), required=False)
    due_on = DayField(label=_("By when?"), required=False)

    def __init__(self, *args: Any, step: CareStep, **kwargs: Any) -> None:
        self.step = step
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        self.fields["ticked"].choices = [(line, line) for line in step.lines]
        people = guide_choices(step.volunteer, timezone.localdate())
        self.fields["responsible"].choices = [("", _("Whoever answers for the place")), *people]

    def _initial(self) -> dict[str, Any]:
        step = self.step
        return {
            "ticked": [tick["text"] for tick in step.ticks],
            "note": step.note,
            "responsible": str(step.responsible_id or ""),
            "due_on": timezone.localdate(step.due_at) if step.due_at else None,
        }

    def save(self, by: Any) -> None:
        data, step = self.cleaned_data, self.step
        due_at = closing(data["due_on"]) if data["due_on"] else None
        if step.due_at and data["due_on"] == timezone.localdate(step.due_at):
            due_at = step.due_at  # the day stands: so does its clock
        responsible = Person.objects.filter(pk=data["responsible"] or None).first()
        step.write_down(
            by=by, note=data["note"], responsible=responsible, due_at=due_at, ticked=data["ticked"]
        )
