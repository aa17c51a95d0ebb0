"""Signing others up, keeping seats, who stands at the door, and who speaks about what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.forms.session import leaders
from courses.models import CourseSession
from courses.models.lecturing import let_speak, speaking
from foundation.events.seats import Share
from foundation.people.belonging import Belonging, Group, belongings
from foundation.people.models import Person, Workplace


class EnrolmentForm(forms.Form):
    persons = forms.MultipleChoiceField(
        label=_("Who comes?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(
        self, *args: Any, session: CourseSession, today: Any, workplaces: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        ticked = self.data.getlist("persons") if self.is_bound else []
        self.people = people_for(session, today, workplaces, ticked)
        self.fields["persons"].choices = [(str(pk), told) for pk, told in self.people.items()]

    def save(self, by: Any) -> tuple[int, int]:
        """How many have a seat, and how many wait."""
        chosen = Person.objects.filter(pk__in=self.cleaned_data["persons"])
        states = [self.session.enrol(person, by=by).state for person in chosen]
        return states.count("signed_up"), states.count("waiting")


def people_for(
    session: CourseSession, today: Any, workplaces: Any = None, ticked: Sequence[str] = ()
) -> dict[Any, str]:
    """Whom the course is for and who is not on its list: person -> name and place.

    Whoever was ticked stays, also when they have signed up themselves since the page was opened.
    """
    course = session.course
    groups = {Group.VOLUNTEER: course.for_volunteers, Group.EMPLOYEE: course.for_employees}
    places = [course.workplace] if course.workplace and workplaces is None else workplaces
    found: dict[Any, Belonging] = {}
    for one in belongings(today, workplaces=places):
        if groups[one.group]:
            found.setdefault(one.person_id, one)
    listed = session.event.participations.active().values_list("person_id", flat=True)
    on_list = {pk for pk in listed if str(pk) not in ticked}
    names = Workplace.objects.in_bulk({one.workplace_id for one in found.values() if one.workplace_id})
    rows = Person.objects.filter(pk__in=found.keys() - on_list).values_list("pk", "name")
    return {pk: _told(name, names.get(found[pk].workplace_id)) for pk, name in rows}


def _told(name: str, place: Workplace | None) -> str:
    return f"{name}, {place.short}" if place else name


class ArrivalForm(forms.Form):
    person = forms.ChoiceField(label=_("Who stands at the door?"))
    one_more = forms.BooleanField(label=_("Put out one chair more if it is full"), required=False)

    def __init__(self, *args: Any, session: CourseSession, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        waiting = session.event.participations.waiting().select_related("person")
        first = {seat.person_id: f"{seat.person.name} · {_('waiting list')}" for seat in waiting}
        people = first | people_for(session, today)
        self.fields["person"].choices = [("", ""), *((str(pk), told) for pk, told in people.items())]

    def save(self, by: Any) -> Person | None:
        """None, with the reason on the form, when there is no chair left."""
        person = Person.objects.get(pk=self.cleaned_data["person"])
        if self.session.admit(person, by=by, one_more=self.cleaned_data["one_more"]):
            return person
        told = _("All %(seats)s seats are taken. Put out one chair more, or offer the next course.")
        self.add_error("person", ValidationError(told, params={"seats": self.session.event.capacity}))
        return None


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Six figures. They stand in the mail about the course, and on My page."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class SharesForm(forms.Form):
    """Seats kept for volunteers, for employees and for places; an empty field keeps none."""

    def __init__(self, *args: Any, session: CourseSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        kept = {(one.workplace_id, one.group): one.seats for one in session.event.quotas.all()}
        self.keys: dict[str, tuple[Workplace | None, str]] = {}
        for group, label in Group.choices:
            self._field(f"group-{group}", label, None, group, kept)
        for place in Workplace.objects.filter(closed_on=None):
            self._field(f"place-{place.pk}", place.name, place, "", kept)

    def _field(self, name: str, label: Any, place: Workplace | None, group: str, kept: dict) -> None:
        self.keys[name] = (place, group)
        seats = kept.get((place.pk if place else None, group))
        self.fields[name] = forms.IntegerField(
            label=label, min_value=0, max_value=500, required=False, initial=seats
        )

    def save(self, by: Any) -> bool:
        shares = [
            Share(self.cleaned_data[name], place, group)
            for name, (place, group) in self.keys.items()
            if self.cleaned_data[name]
        ]
        try:
            self.session.event.share_out(shares, by=by)
        except ValidationError as refused:
            self.add_error(None, refused)
            return False
        return True


class LecturersForm(forms.Form):
    def __init__(self, *args: Any, session: CourseSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.parts = session, list(session.parts())
        self.people, now = {str(person.pk): person for person in leaders()}, speaking(session)
        choices = [("", "–"), *((pk, person.name) for pk, person in self.people.items())]
        for part in self.parts:
            who = now.get(part.pk)
            self.fields[str(part.pk)] = forms.ChoiceField(
                choices=choices, label=str(part), required=False, initial=str(who.pk) if who else ""
            )

    def save(self, by: Any) -> None:
        for part in self.parts:
            if person := self.people.get(self.cleaned_data[str(part.pk)]):
                let_speak(self.session, part, person, by=by)
