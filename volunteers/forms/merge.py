"""Which record goes on, and which of two values is right, field by field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from volunteers.likeness import side_by_side
from volunteers.models import Merge

ONE, OTHER = "one", "other"


class MergeForm(forms.Form):
    kept = forms.ChoiceField(
        label=_("Which record goes on?"),
        help_text=_(
            "Where both stand at the same place, the steps of this one go on. The history of both is kept."
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, one: Person, other: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {ONE: one, OTHER: other}
        self.fields["kept"].choices = [(ONE, _("The first one")), (OTHER, _("The other one"))]
        self.fields["kept"].initial = ONE
        self.lines = side_by_side(one, other)
        for line in self.lines:
            if line.differs:
                self.fields[line.name] = forms.ChoiceField(
                    label=line.label.capitalize(),
                    widget=forms.RadioSelect,
                    choices=[(ONE, line.one or _("nothing")), (OTHER, line.other or _("nothing"))],
                    initial=ONE if line.one else OTHER,
                )

    def save(self, by: Any) -> Merge:
        kept = self.cleaned_data.pop("kept")
        given_up = OTHER if kept == ONE else ONE
        chosen = {name: getattr(self.people[side], name) for name, side in self.cleaned_data.items()}
        return Merge.make(self.people[kept], self.people[given_up], chosen, by=by)
