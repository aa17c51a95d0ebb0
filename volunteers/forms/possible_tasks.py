"""One line of what volunteers may do at a place (ASG-06)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Workplace
from volunteers.forms.dates import DayField
from volunteers.forms.kinds import offer_kinds
from volunteers.models import ActivityType, GreyZoneCase, PossibleTask
from volunteers.models.blocked_attempt import must_be_a_volunteers

LINES = {"rows": 3}


class PossibleTaskForm(forms.ModelForm):
    class Meta:
        model = PossibleTask
        fields = (
            "workplace",
            "activity_type",
            "name",
            "frame",
            "excluded",
            "grey_zone",
            "decision",
            "decided_on",
            "decided_by_name",
        )
        labels = {
            "workplace": _("Where?"),
            "activity_type": _("What kind of activity?"),
            "name": _("What do you call it?"),
            "frame": _("What is the frame?"),
            "excluded": _("What is not included?"),
            "grey_zone": _("Does it touch a grey zone?"),
            "decision": _("Is it a grey zone, what have you decided?"),
            "decided_by_name": _("Who decided?"),
        }
        help_texts = {
            "name": _("For instance: walk to the bridge and back."),
            "frame": _("With how many, where, and who is near."),
            "excluded": _("One thing on each line. Empty: as the kind of activity says."),
            "decision": _(
                "When a volunteer may, and when not. Whoever signs an agreement and those who work here can read it."
            ),
        }
        widgets = dict.fromkeys(("frame", "excluded", "decision"), forms.Textarea(attrs=LINES))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_kinds(self.fields["activity_type"])
        self.fields["grey_zone"].queryset = GreyZoneCase.objects.current()
        self.fields["grey_zone"].empty_label = _("None")
        self.fields["decided_on"] = DayField(label=_("When was it decided?"), required=False)
        places = visible(member, "tasks.write", Workplace).open(member.today)
        self.fields["workplace"].queryset = places
        self.fields["workplace"].empty_label = _("Choose a place")
        if not self.instance._state.adding:
            del self.fields["workplace"]

    def clean_activity_type(self) -> ActivityType:
        kind = self.cleaned_data["activity_type"]
        must_be_a_volunteers(kind)
        return kind

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = data.get("activity_type")
        case = data.get("grey_zone")
        is_decided = bool(data.get("decision") or (case and case.decision))
        if kind and kind.decided_locally and not is_decided:
            self.add_error("decision", _("This is a grey zone: write what you have decided here."))
        if data.get("decision"):
            for name, told in (
                ("decided_on", _("Choose the day.")),
                ("decided_by_name", _("Write who decided.")),
            ):
                if not data.get(name):
                    self.add_error(name, told)
        return data

    def save(self, by: Any) -> PossibleTask:
        task = super().save(commit=False)
        task.keep(by=by)
        return task
