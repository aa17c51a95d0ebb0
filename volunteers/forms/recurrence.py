"""How often something comes round, as a form asks for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.recurrence import monthly, weekly
from volunteers.week import DAYS, day_name

RHYTHMS = (
    ("1", _("Every week")),
    ("2", _("Every other week")),
    ("m1", _("The first of the month")),
    ("m2", _("The second of the month")),
    ("m3", _("The third of the month")),
    ("m4", _("The fourth of the month")),
    ("m-1", _("The last of the month")),
)


class RuleFields(forms.Form):
    """How often, and on which days: an RRULE without anybody seeing one."""

    rhythm = forms.ChoiceField(label=_("How often?"), choices=RHYTHMS)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"), coerce=int, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(number, day_name(day).capitalize()) for number, day in enumerate(DAYS)]
        self.fields["weekdays"].choices = names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        days, rhythm = data.get("weekdays"), data.get("rhythm", "1")
        if days and rhythm.startswith("m") and len(days) > 1:
            self.add_error("weekdays", _("Choose one day when it is once a month."))
        elif days:
            nth = rhythm.removeprefix("m")
            data["rule"] = weekly(days, int(nth)) if nth == rhythm else monthly(days[0], int(nth))
        return data


ONCE = "0"


class RuleOrOnce(RuleFields):
    """Or just this once: then there is no rule, and nothing else is asked."""

    rhythm = forms.ChoiceField(
        label=_("How often?"), choices=((ONCE, _("Just this once")), *RHYTHMS), initial=ONCE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("rhythm") == ONCE:
            data["rule"] = ""
        elif not data.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("Choose how often, and on which days."))
        return data


def asked_as(plan: Any) -> dict[str, Any]:
    """How the form begins, of a rule that is there already."""
    if not plan.rule:
        return {"rhythm": ONCE}
    rule = plan.recurrence
    nth, interval = rule.nth, rule.interval
    return {"rhythm": f"m{nth}" if nth else str(interval), "weekdays": rule.weekdays}
