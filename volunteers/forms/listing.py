"""The choices over the list of volunteers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Workplace
from volunteers.listing import GOING_WELL
from volunteers.models import Step

STATUSES = [
    ("", _("All who are with us")),
    ("new", _("On their way in")),
    ("active", _("Active")),
    ("paused", _("On a break")),
    ("closed", _("Ended")),
]


class VolunteerFilter(forms.Form):
    """A GET form, shown with what was chosen; it never refuses."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    workplace = forms.ChoiceField(label=_("Place"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUSES)
    late = forms.BooleanField(label=_("Past the time only"), required=False)

    def __init__(self, given: Mapping[str, Any], workplaces: list[Workplace]) -> None:
        super().__init__(initial={name: given.get(name, "") for name in self.base_fields})
        self.fields["workplace"].choices = [
            ("", _("All places")),
            *((str(place.pk), place.name) for place in workplaces),
        ]
        steps = [choice for choice in Step.choices if choice[0] != Step.RECRUITMENT]
        self.fields["step"].choices = [("", _("All steps")), *steps, (GOING_WELL, _("Going well"))]
        if len(workplaces) < 2:
            del self.fields["workplace"]
