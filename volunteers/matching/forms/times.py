"""When two who are brought together meet."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import ClockField, DayField
from volunteers.forms.recurrence import RuleOrOnce, asked_as
from volunteers.matching.models import Match, MatchTimes
from volunteers.models import Happening


class MatchTimesForm(RuleOrOnce):
    starts_on = DayField(label=_("Which day, or from which day?"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))

    def __init__(self, *args: Any, match: Match, now: MatchTimes | None, **kwargs: Any) -> None:
        first = max(timezone.localdate(), match.starts_on)
        plan = now.happening if now else None
        known = _known(plan) if plan else {"rhythm": "1"}
        kwargs.setdefault("initial", {"starts_on": first} | known)
        super().__init__(*args, **kwargs)
        self.match = match

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has not been."))
        if day < self.match.starts_on or (self.match.until and day > self.match.until):
            raise forms.ValidationError(_("Choose a day while they visit each other."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (starts := data.get("starts")) and (ends := data.get("ends")):
            data["minutes"] = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
            if data["minutes"] <= 0:
                self.add_error("ends", _("Choose a time after it begins."))
        return data

    def save(self, by: Any) -> MatchTimes:
        agreed = {name: self.cleaned_data[name] for name in ("rule", "starts_on", "starts", "minutes")}
        return MatchTimes.agree(self.match, by=by, **agreed)


def _known(plan: Happening) -> dict[str, Any]:
    ends = timezone.localtime(plan.times_on(plan.starts_on)[1]).time()
    return {"starts": plan.starts, "ends": ends} | asked_as(plan)
