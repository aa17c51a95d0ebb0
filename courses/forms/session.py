"""Planning and moving a session."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Course, CourseSession
from foundation.access.models import Appointment
from foundation.people.models import Person
from foundation.tenancy.settings import setting

KEPT = ("starts_at", "ends_at", "place", "capacity", "online_url", "leader", "open_to_all")


def leaders() -> Any:
    """Everybody with an appointment may lead a course."""
    current = Appointment.objects.current(timezone.localdate())
    return Person.objects.filter(pk__in=current.values("person"))


class SessionForm(forms.Form):
    course = forms.ModelChoiceField(Course.objects.none(), label=_("Which course?"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput)
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    online_url = forms.URLField(label=_("Link, if it is online"), required=False, assume_scheme="https")
    capacity = forms.IntegerField(label=_("How many seats?"), min_value=1, max_value=500)
    leader = forms.ModelChoiceField(Person.objects.none(), label=_("Who leads it?"), required=False)
    open_to_all = forms.BooleanField(
        label=_("Show it in the portal: whoever wants can sign up, also somebody we do not know yet"),
        required=False,
    )

    def __init__(
        self, *args: Any, session: CourseSession | None = None, course: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _initial(session) | {"course": course})
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["place"].unmarked = True  # a place or a link is wanted
        self.fields["course"].queryset = Course.objects.all()
        self.fields["leader"].queryset = leaders()
        if session:
            del self.fields["course"]

    def clean_capacity(self) -> int:
        capacity = self.cleaned_data["capacity"]
        if self.session and capacity < self.session.event.taken:
            taken = self.session.event.taken
            raise forms.ValidationError(_("%(taken)s have a seat already.") % {"taken": taken})
        return capacity

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"day", "starts", "ends"} <= data.keys():
            self._clean_times(data)
        if not self.errors.keys() & {"place", "online_url"} and not (data["place"] or data["online_url"]):
            self.add_error("place", _("Write a place, or a link when it is held on the net."))
        return data

    def _clean_times(self, data: dict[str, Any]) -> None:
        data["starts_at"] = timezone.make_aware(datetime.combine(data["day"], data["starts"]))
        data["ends_at"] = timezone.make_aware(datetime.combine(data["day"], data["ends"]))
        if data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", _("The course must end after it begins."))
        if data["starts_at"] < timezone.now():
            self.add_error("day", _("This day has passed. Choose a coming day."))

    def save(self, by: Any) -> CourseSession:
        data = self.cleaned_data
        fields = {name: data[name] for name in KEPT}
        if self.session:
            self.session.change(by=by, **fields)
            return self.session
        return CourseSession.plan(data["course"], by=by, **fields)


def _initial(session: CourseSession | None) -> dict[str, Any]:
    if session is None:
        return {"capacity": setting("course_capacity")}
    event = session.event
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    return {
        "day": start.date(),
        "starts": start.time(),
        "ends": end.time(),
        "place": event.place,
        "online_url": event.online_url,
        "capacity": event.capacity,
        "leader": session.leader_id,
        "open_to_all": session.open_to_all,
    }


class CancellationForm(forms.Form):
    """Nothing to fill in: the page says who is told."""
