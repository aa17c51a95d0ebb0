"""Between which two days, and where."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Department, Workplace
from volunteers.forms.dates import DayField
from volunteers.presence import Presence, presence

MOST = timedelta(days=92)


class PresenceForm(forms.Form):
    workplace = forms.ModelChoiceField(
        Workplace.objects.none(), label=_("Where?"), empty_label=_("Choose a place")
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Only in"), required=False, empty_label=_("All of it")
    )
    first = DayField(label=_("From"))
    last = DayField(label=_("To and including"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        own = next(iter(member.scopes("volunteer_contact")), None)
        week = {"first": member.today - timedelta(days=7), "last": member.today}
        kwargs.setdefault("initial", week | {"workplace": own})
        super().__init__(*args, **kwargs)
        here = visible(member, "presence.trace", Workplace)
        self.fields["workplace"].queryset = here
        departments = visible(member, "presence.trace", Department).select_related("workplace")
        self.fields["department"].queryset = departments.order_by("workplace__name", "name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Choose a day after the first."))
        elif first and last and last - first > MOST:
            self.add_error("first", _("Choose three months at the most."))
        if first and first > timezone.localdate():
            self.add_error("first", _("This day has not been yet."))
        place, department = data.get("workplace"), data.get("department")
        if place and department and department.workplace_id != place.pk:
            self.add_error("department", _("This department is at another place."))
        return data

    def found(self) -> Presence:
        data = self.cleaned_data
        return presence(data["workplace"], data["department"], data["first"], data["last"])
