"""The choices over the list of volunteers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Workplace
from foundation.tenancy.prepared import prepared
from volunteers import tags
from volunteers.listing import GOING_WELL
from volunteers.models import ActivityType, Step
from volunteers.narrowing import spans

STATUSES = [
    ("", _("All who are with us")),
    ("new", _("On their way in")),
    ("active", _("Active")),
    ("paused", _("On a break")),
    ("closed", _("Ended")),
]
REACHES = [
    ("", _("Anyhow")),
    ("email", _("Has e-mail")),
    ("no_email", _("Has no e-mail")),
    ("phone", _("Has a phone")),
    ("none", _("Neither e-mail nor phone")),
]
THROUGH = [
    ("", _("However they come")),
    ("nobody", _("By themselves")),
    ("organisation", _("Through an organisation")),
]
ORDERS = [
    ("", _("Name")),
    ("newest", _("Newest first")),
    ("longest", _("Longest with us first")),
    ("place", _("Place")),
]
TAGS = {"interest": "interests", "skill": "skills", "language": "languages"}
#: Shown when one asks for more; open when one of them is chosen.
MORE = ("activity", "interest", "skill", "language", "through", "reach", "silent", "lacks", "order")


class VolunteerFilter(forms.Form):
    """A GET form, shown with what was chosen; it never refuses."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    workplace = forms.ChoiceField(label=_("Place"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUSES)
    late = forms.BooleanField(label=_("Past the time only"), required=False)
    activity = forms.ChoiceField(label=_("Would like to"), required=False)
    interest = forms.ChoiceField(label=_("Likes"), required=False)
    skill = forms.ChoiceField(label=_("Good at"), required=False)
    language = forms.ChoiceField(label=_("Speaks"), required=False)
    through = forms.ChoiceField(label=_("Comes"), required=False, choices=THROUGH)
    reach = forms.ChoiceField(label=_("Reached by"), required=False, choices=REACHES)
    silent = forms.ChoiceField(label=_("Not talked with for"), required=False)
    lacks = forms.ChoiceField(
        label=_("Lacks"), required=False, choices=[("", _("Whatever")), ("companion", _("A companion"))]
    )
    order = forms.ChoiceField(label=_("Order by"), required=False, choices=ORDERS)

    def __init__(self, given: Mapping[str, Any], workplaces: list[Workplace]) -> None:
        super().__init__(initial={name: given.get(name, "") for name in self.base_fields})
        self.fields["workplace"].choices = _all(
            _("All places"), ((str(place.pk), place.name) for place in workplaces)
        )
        steps = [choice for choice in Step.choices if choice[0] != Step.RECRUITMENT]
        self.fields["step"].choices = _all(_("All steps"), (*steps, (GOING_WELL, _("Going well"))))
        self.fields["activity"].choices = _all(_("Anything"), ((kind.code, str(kind)) for kind in _kinds()))
        for name, group in TAGS.items():
            self.fields[name].choices = _all(_("Anything"), tags.choices(group, get_language()))
        self.fields["silent"].choices = _all(_("However long"), ((days, _days(days)) for days in spans()))
        if len(workplaces) < 2:
            del self.fields["workplace"]

    @property
    def first(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in MORE]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def says_more(self) -> bool:
        return any(self.initial[name] for name in MORE)


@prepared
def _kinds() -> QuerySet[ActivityType]:
    return ActivityType.objects.publishable()


def _all(words: Any, choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", words), *choices]


def _days(days: int) -> Any:
    return ngettext_lazy("%(days)s day", "%(days)s days", days) % {"days": days}
