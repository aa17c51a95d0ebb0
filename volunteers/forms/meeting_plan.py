"""The first meeting is planned: times to choose between, or the one time that the two have agreed on (VOL-20, VOL-25)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from volunteers.companions import contacts_of, staff_of
from volunteers.forms.dates import ClockField, DayField, moment, times_of
from volunteers.models import Conversation, Volunteer
from volunteers.models.meeting_plan import Plan

TIMES = ("first", "second", "third", "fourth")
LENGTHS = [
    (30, _("Half an hour")),
    (45, _("Three quarters of an hour")),
    (60, _("An hour")),
    (90, _("An hour and a half")),
]
HAS_BEEN = _("Choose a time that has not been.")


class MeetingForm(forms.Form):
    """How long, where, and who."""

    minutes = forms.TypedChoiceField(
        label=_("How long?"), coerce=int, choices=LENGTHS, initial=60, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=200,
        help_text=_(
            "Also a café, a walk or the library. Some would rather meet elsewhere, or in the evening."
        ),
    )
    closed_room = forms.BooleanField(label=_("We have a room where the door can be closed"), required=False)
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who is responsible?"), required=False
    )
    participants = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who else takes part?"),
        help_text=_("They are told, and see it under «Who comes?»."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        self.volunteer = volunteer
        rows = volunteer.conversations.ahead().with_participants().select_related("event")
        self.former = rows.first()  # what is offered or agreed already
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        contact = volunteer.contact(today)
        others = {*staff_of(volunteer, today), *contacts_of(volunteer, today)} - {contact, volunteer.person}
        rows = Person.objects.filter(pk__in=[person.pk for person in others])
        self.fields["responsible"].queryset = rows
        self.fields["responsible"].empty_label = contact.name if contact else None
        self.fields["participants"].queryset = rows
        if not others:
            del self.fields["responsible"], self.fields["participants"]

    def _initial(self) -> dict[str, Any]:
        """As it was planned last, else at the place itself."""
        workplace = self.volunteer.workplace
        where = ", ".join(filter(None, [workplace.name, workplace.address])) if workplace else ""
        if self.former is None:
            return {"place": where}
        return {
            "place": self.former.place or where,
            "closed_room": self.former.closed_room,
            "responsible": self.former.responsible_id,
            "participants": self.former.who_take_part,
        }

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        people = tuple(data.get("participants") or ())
        return Plan(data["closed_room"], data.get("responsible"), people)


class ProposalForm(MeetingForm):
    """One to four times, and where."""

    first = forms.DateTimeField(label=_("First suggestion"))
    second = forms.DateTimeField(label=_("Second suggestion"), required=False)
    third = forms.DateTimeField(label=_("Third suggestion"), required=False)
    fourth = forms.DateTimeField(label=_("Fourth suggestion"), required=False)

    field_order = TIMES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in TIMES:
            if (start := cleaned.get(name)) and start <= timezone.now():
                self.add_error(name, HAS_BEEN)
        return cleaned

    @property
    def times(self) -> list[datetime]:
        return [self.cleaned_data[name] for name in TIMES if self.cleaned_data.get(name)]

    def save(self, by: Any) -> Conversation:
        place, minutes = self.cleaned_data["place"], self.cleaned_data["minutes"]
        return Conversation.propose(self.volunteer, self.times, place, minutes, by=by, plan=self.plan)


class AgreedMeetingForm(MeetingForm):
    """The time that the two agreed on."""

    day = DayField(label=_("Which day?"))
    starts = ClockField(label=_("What time?"))

    field_order = ("day", "starts")

    def _initial(self) -> dict[str, Any]:
        """When a time stands already it can be moved, or somebody be asked along."""
        if self.former is None or not self.former.is_agreed:
            return super()._initial()
        event = self.former.event
        length = (event.ends_at - event.starts_at).seconds // 60
        return super()._initial() | times_of(event) | {"minutes": length}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"day", "starts"} <= cleaned.keys():
            cleaned["start"] = moment(cleaned["day"], cleaned["starts"])
            if cleaned["start"] <= timezone.now():
                self.add_error("day", HAS_BEEN)
        return cleaned

    def save(self, by: Any) -> Conversation:
        data = self.cleaned_data
        return Conversation.agree(
            self.volunteer, data["start"], data["place"], data["minutes"], by=by, plan=self.plan
        )
