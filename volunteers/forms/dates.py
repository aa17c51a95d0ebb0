"""A day and two clocks, as every form about a meeting asks for them."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.events.models import Event


class DayField(forms.DateField):
    widget = forms.DateInput


class ClockField(forms.TimeField):
    widget = forms.TimeInput


def moment(day: date, clock: time) -> datetime:
    """The wall clock here, also on the days when summer time begins and ends."""
    return timezone.make_aware(datetime.combine(day, clock))


def times_of(event: Event | None) -> dict[str, Any]:
    """How a form begins when the meeting is there already."""
    if event is None:
        return {}
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    return {"day": start.date(), "starts": start.time(), "ends": end.time(), "place": event.place}


class MoveForm(forms.Form):
    """Another day or time for something that stands in the calendar. `save` calls its verb."""

    day = DayField(label=_("Which day?"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs.setdefault("initial", times_of(event))
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        return check_times(self, super().clean())


def check_times(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    """`starts_at` and `ends_at` in what is returned, when both can be made."""
    if not {"day", "starts", "ends"} <= data.keys():
        return data
    data["starts_at"], data["ends_at"] = (
        moment(data["day"], data["starts"]),
        moment(data["day"], data["ends"]),
    )
    if data["ends_at"] <= data["starts_at"]:
        form.add_error("ends", _("Choose a time after it begins."))
    return data
