"""What happens at a place: planned, joined, moved, and who came."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.events.models import Event, Participation
from foundation.people.models import Department, Partner, Person, Workplace
from foundation.tenancy.settings import setting
from volunteers.companions import STAFF
from volunteers.forms.dates import ClockField, DayField, MoveForm
from volunteers.forms.recurrence import RuleOrOnce
from volunteers.models import Happening, HappeningMember, HappeningTime, HoursEntry, Volunteer

MORE = ("department", "place", "activity_type", "responsible", "text")
NOTHING_CHOSEN = {
    "workplace": _("Choose a place"),
    "department": _("All of it"),
    "activity_type": _("Not said"),
    "responsible": _("Whoever answers at the place"),
    "partner": _("No organisation"),
}


@dataclass
class Fold:
    title: str
    fields: list[forms.BoundField]
    is_open: bool


class HappeningForm(RuleOrOnce, forms.ModelForm):
    starts_on = DayField(label=_("Which day, or from which day?"))
    ends_on = DayField(label=_("To and including"), required=False)
    starts = ClockField(label=_("When does it start?"))
    minutes = forms.IntegerField(
        label=_("How many minutes does it take?"), min_value=5, max_value=720, initial=60
    )
    always = forms.ModelMultipleChoiceField(
        Volunteer.objects.none(),
        label=_("Which volunteers come every time?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    template_name = "volunteers/happening_fields.html"
    #: What is asked only when there is something to say: folded, and open by itself where something is chosen or wrong.
    FOLDED = (
        (_("It comes again"), ("rhythm", "weekdays", "ends_on")),
        (_("Volunteers"), ("wanted", "always")),
        (_("A group or an organisation comes"), ("partner", "group", "visitors")),
        (_("Room, who is responsible, and more"), MORE),
    )

    class Meta:
        model = Happening
        fields = [
            "workplace",
            "title",
            "starts_on",
            "ends_on",
            "starts",
            "minutes",
            "department",
            "place",
            "activity_type",
            "responsible",
            "partner",
            "group",
            "visitors",
            "wanted",
            "text",
        ]
        labels = {
            "workplace": _("Where?"),
            "title": _("What do you call it?"),
            "place": _("In which room?"),
            "activity_type": _("What kind of activity?"),
            "responsible": _("Who is responsible?"),
            "partner": _("Does an organisation come?"),
            "group": _("What is the group called?"),
            "visitors": _("How many come in the group?"),
            "wanted": _("How many volunteers are needed?"),
            "text": _("What is good to know?"),
        }
        help_texts = {
            "text": _("Never names of those one comes to."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = visible(member, "happenings.plan", Workplace).open(member.today)
        places = list(here.values_list("pk", flat=True))
        self.fields["workplace"].queryset = here
        for name, words in NOTHING_CHOSEN.items():
            self.fields[name].empty_label = words
        self.fields["department"].queryset = Department.objects.filter(workplace__in=places)
        self.fields["responsible"].queryset = _staff(places, member)
        self.fields["partner"].queryset = Partner.objects.order_by("name")
        self.fields["activity_type"].queryset = self.fields["activity_type"].queryset.publishable()
        always = Volunteer.objects.active().filter(workplace__in=places).select_related("person")
        self.fields["always"].queryset = always.order_by("person__name", "id")

    @property
    def folded(self) -> list[Fold]:
        told = set(self.errors) | set(self.changed_data) if self.is_bound else set()
        return [
            Fold(str(title), [self[name] for name in names], bool(told & set(names)))
            for title, names in self.FOLDED
        ]

    @property
    def always_asked(self) -> list[forms.BoundField]:
        return [self[name] for name in ("workplace", "title", "starts_on", "starts", "minutes")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.instance.rule = data.get("rule", "")
        if not self.instance.rule:
            data["ends_on"] = None
        place, department = data.get("workplace"), data.get("department")
        if place and department and department.workplace_id != place.pk:
            self.add_error("department", _("This department is at another place."))
        return data

    def save(self, by: Any) -> Happening:
        self.instance.plan(by=by, always=list(self.cleaned_data["always"]))
        return self.instance


def _staff(places: Any, member: Member) -> Any:
    """Whoever works at one of the places."""
    here = Appointment.objects.current(member.today).filter(workplace__in=places, role__in=STAFF)
    return Person.objects.filter(pk__in=here.values("person")).order_by("name", "id")


class HappeningMemberForm(forms.Form):
    volunteer = forms.ModelChoiceField(Volunteer.objects.none(), label=_("Who?"))
    how = forms.ChoiceField(
        label=_("How?"),
        choices=(
            ("always", _("comes every time")),
            ("reserve", _("in reserve: is asked when somebody cannot")),
        ),
        widget=forms.RadioSelect,
        initial="always",
    )

    def __init__(self, *args: Any, happening: Happening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.happening = happening
        rows = Volunteer.objects.active().filter(workplace=happening.workplace).select_related("person")
        rows = rows.exclude(pk__in=happening.members.current().values("volunteer"))
        self.fields["volunteer"].queryset = rows.order_by("person__name", "id")

    def save(self, by: Any) -> HappeningMember:
        data = self.cleaned_data
        return HappeningMember.join(
            self.happening, data["volunteer"], by=by, is_reserve=data["how"] == "reserve"
        )


class HappeningMoveForm(MoveForm):
    def __init__(self, *args: Any, time: HappeningTime, **kwargs: Any) -> None:
        super().__init__(*args, event=time.event, **kwargs)
        self.time = time

    def save(self, by: Any) -> None:
        data = self.cleaned_data
        self.time.move(by=by, starts_at=data["starts_at"], ends_at=data["ends_at"])


class DayForm(forms.Form):
    """Who was here: each by themself, and hours for those who want them counted. Nobody is counted for what they missed."""

    CAME = (("yes", _("was here")), ("no", _("did not come")), ("", _("not known")))

    def __init__(self, *args: Any, event: Event, seats: list[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.seats = event, seats
        for seat in seats:
            self.fields[f"came-{seat.pk}"] = forms.ChoiceField(
                label=seat.person.name,
                choices=self.CAME,
                widget=forms.RadioSelect,
                required=False,
                initial={True: "yes", False: "no", None: ""}[seat.attended],
            )
        if setting("log_hours") and seats:
            self.fields["hours"] = forms.BooleanField(
                label=_("Write down the hours too, for those who want it"), required=False
            )

    def save(self, by: Any) -> None:
        came = {"yes": True, "no": False}
        marks = [(seat, came.get(self.cleaned_data[f"came-{seat.pk}"])) for seat in self.seats]
        for seat, attended in marks:
            self.event.mark(seat.person, attended, by=by)
        if self.cleaned_data.get("hours"):
            self._write_hours([seat.person_id for seat, attended in marks if attended], by)

    def _write_hours(self, people: list[Any], by: Any) -> None:
        rows = Volunteer.objects.active().filter(
            Q(workplace=self.event.workplace), person__in=people, declines_hours=False
        )
        for volunteer in rows.with_people():
            HoursEntry.tick(volunteer, self.event, by=by)
