"""A scheme, its routes, and a turn that is moved."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Workplace
from volunteers.boards.models import Route, Scheme, Slot
from volunteers.boards.models.scheme import Round
from volunteers.forms.dates import ClockField, DayField, MoveForm
from volunteers.forms.recurrence import RuleFields, asked_as
from volunteers.models import Activity

BEFORE = (
    (0, _("the same day")),
    (1, _("the day before")),
    (2, _("two days before")),
    (3, _("three days before")),
    (7, _("a week before")),
)


def _usually(member: Member) -> dict[str, Any]:
    return {
        "rhythm": "1",
        "starts_on": member.today,
        "cutoff_days": 1,
        "cutoff_clock": time(12),
        "people": 1,
        "minutes": 60,
    }


class SchemeForm(RuleFields, forms.ModelForm):
    cutoff_days = forms.TypedChoiceField(label=_("By which day does one answer?"), coerce=int, choices=BEFORE)
    cutoff_clock = ClockField(label=_("At what time?"))
    starts_on, ends_on = DayField(label=_("From")), DayField(label=_("To and including"), required=False)
    route = forms.CharField(label=_("What is the first route called?"), max_length=60)
    starts = ClockField(label=_("When does it start?"))
    minutes = forms.IntegerField(label=_("How many minutes does it take?"), min_value=5, max_value=720)
    people = forms.IntegerField(label=_("How many do it together?"), min_value=1, max_value=500)

    field_order = [
        "activity",
        "name",
        "rhythm",
        "weekdays",
        "route",
        "starts",
        "minutes",
        "people",
        "mode",
        "unit",
        "cutoff_days",
        "cutoff_clock",
    ]

    class Meta:
        model = Scheme
        fields = [
            "activity",
            "name",
            "text",
            "mode",
            "starts_on",
            "ends_on",
            "rests_on_holidays",
            "cutoff_days",
            "cutoff_clock",
            "unit",
            "weeks_ahead",
            "asks_ready",
        ]
        labels = {
            "activity": _("Which activity is it?"),
            "name": _("What do you call it?"),
            "text": _("What is good to know?"),
            "mode": _("How is it shared?"),
            "unit": _("Who does what nobody has taken?"),
            "weeks_ahead": _("How many weeks ahead can one see?"),
            "asks_ready": _("Only those who have what is asked for before the first time"),
        }
        help_texts = {
            "activity": _("It must stand in the activity menu first."),
            "text": _("Where the keys are, how many stops. Never names of those one comes to."),
            "unit": _("They are told at once, so that it is always done."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "mode": forms.RadioSelect}

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        scheme = kwargs.get("instance")
        kwargs["initial"] = asked_as(scheme) if scheme else _usually(member)
        super().__init__(*args, **kwargs)
        activities = visible(member, "boards.plan", Activity).filter(activity_type__is_statutory=False)
        self.fields["activity"].queryset = activities.select_related("activity_type")
        self.fields["unit"].queryset = Workplace.objects.open(member.today)
        if scheme:
            for name in ("activity", "route", "starts", "minutes", "people"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.rule = data.get("rule", self.instance.rule)
        return data

    def save(self, by: Any) -> Scheme:
        scheme, data = self.instance, self.cleaned_data
        if not scheme._state.adding:
            scheme.change(by=by)
            return scheme
        first = Round(data["route"], data["starts"], data["minutes"], data["people"])
        scheme.plan([first], by=by)
        return scheme


class RouteForm(forms.ModelForm):
    starts = ClockField(label=_("When does it start?"))

    class Meta:
        model = Route
        fields = ["name", "starts", "minutes", "places_wanted"]
        labels = {
            "name": _("What is the route called?"),
            "minutes": _("How many minutes does it take?"),
            "places_wanted": _("How many do it together?"),
        }

    def save(self, scheme: Scheme, by: Any) -> None:
        """With the others as they are; what was promised on this route moves with it."""
        data = self.cleaned_data
        mine = Round(
            data["name"],
            data["starts"],
            data["minutes"],
            data["places_wanted"],
            None if self.instance._state.adding else self.instance.pk,
        )
        others = [one for one in scheme.rounds if one.pk != mine.pk]
        scheme.change(rounds=[*others, mine], by=by)


class SlotMoveForm(MoveForm):
    def __init__(self, *args: Any, slot: Slot, **kwargs: Any) -> None:
        super().__init__(*args, event=slot.event, **kwargs)
        self.slot = slot

    def save(self, by: Any) -> None:
        self.slot.move(self.cleaned_data["starts_at"], self.cleaned_data["ends_at"], by=by)


class ClosedDayForm(forms.Form):
    on = DayField(label=_("Which day?"))
    reason = forms.CharField(label=_("Why?"), max_length=120, required=False)

    def save(self, scheme: Scheme, by: Any) -> None:
        scheme.close_day(self.cleaned_data["on"], self.cleaned_data["reason"], by=by)
