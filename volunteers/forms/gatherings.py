"""Gatherings: planned, answered, held, and what was talked about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import can, visible
from foundation.access.members import Member
from foundation.people.models import Person, Workplace
from volunteers.forms.dates import ClockField, DayField, check_times
from volunteers.models import Gathering, ThemeWish
from volunteers.models.gathering import Plan, Rhythm, Theme


class GatheringForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=Gathering.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("What do you call it?"), max_length=200)
    workplace = forms.ModelChoiceField(Workplace.objects.none(), label=_("For whom?"), required=False)
    day = DayField(label=_("Which day?"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    description = forms.CharField(
        label=_("A few words for the invitation"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    cost = forms.DecimalField(
        label=_("What it costs, in kroner"), min_value=0, max_digits=9, decimal_places=2, required=False
    )
    rhythm = forms.ChoiceField(label=_("How often?"), choices=Rhythm.choices, initial=Rhythm.ONCE)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["workplace"]
        place.queryset = visible(member, "gatherings.plan", Workplace).open(member.today)
        if can(member, "gatherings.plan", None) and member.holds("network_coordinator"):
            place.empty_label = _("Everybody in the municipality")
        else:
            place.required, place.empty_label = True, None

    def clean(self) -> dict[str, Any]:
        return check_times(self, super().clean())

    def save(self, by: Any) -> Gathering:
        """The first of them."""
        data = self.cleaned_data
        names = ("kind", "title", "workplace", "starts_at", "ends_at", "place", "description", "cost")
        plan = Plan(themes=tuple(data["themes"]), **{name: data[name] for name in names})
        return Gathering.plan(plan, by=by, rhythm=data["rhythm"])[0]


class AnswerForm(forms.Form):
    comes = forms.ChoiceField(
        label=_("Will you come?"),
        choices=(("yes", _("Yes, gladly")), ("no", _("Not this time"))),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Is there something you cannot eat?"),
        help_text=_("Only those who make the food see it, and it is deleted when the gathering is over."),
        max_length=200,
        required=False,
    )

    def save(self, gathering: Gathering, person: Person, by: Any) -> bool:
        comes = self.cleaned_data["comes"] == "yes"
        gathering.reply(person, comes, by=by, note=self.cleaned_data["note"])
        return comes


class ThemeWishForm(forms.Form):
    themes = forms.MultipleChoiceField(
        label=_("What should we talk about?"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(
        label=_("Something you have been unsure about"),
        help_text=_("Without names of those it happened with."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    nameless = forms.BooleanField(label=_("Send it without my name"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("themes") and not data.get("text"):
            raise forms.ValidationError(_("Choose a theme, or write a few words."))
        return data

    def save(self, gathering: Gathering, person: Person) -> ThemeWish:
        """Without a line in the log: it would tell who the nameless one is."""
        data = self.cleaned_data
        sender = None if data["nameless"] else person
        return ThemeWish.objects.create(
            gathering=gathering, themes=data["themes"], text=data["text"], person=sender
        )


class AttendanceForm(forms.Form):
    came = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who came?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    minutes = forms.CharField(
        label=_("How was it, in a few words?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        self.gathering = gathering
        asked = gathering.event.participations.values("person")
        guests = Person.objects.filter(pk__in=asked) | Person.objects.filter(
            pk__in=gathering.guests().values("person")
        )
        there = gathering.event.participations.signed_up()
        marked = there.filter(attended=True) if there.filter(attended__isnull=False).exists() else there
        came = list(marked.values_list("person", flat=True))
        kwargs.setdefault("initial", {"came": came, "minutes": gathering.minutes})
        super().__init__(*args, **kwargs)
        self.fields["came"].queryset = guests.order_by("name", "id")

    def save(self, by: Any) -> int:
        came = list(self.cleaned_data["came"])
        self.gathering.note_who_came(came, by=by)
        if (minutes := self.cleaned_data["minutes"]) != self.gathering.minutes:
            self.gathering.write_down(by, minutes, self.gathering.feedback, self.gathering.answer)
        return len(came)


class MinutesForm(forms.ModelForm):
    class Meta:
        model = Gathering
        fields = ["minutes", "feedback", "answer"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}
        labels = {
            "minutes": _("What did you talk about?"),
            "feedback": _("What should the place hear?"),
            "answer": _("What does the place answer?"),
        }

    def save(self, by: Any) -> None:
        fresh = Gathering.objects.get(pk=self.instance.pk)
        fresh.write_down(by=by, **{name: self.cleaned_data[name] for name in self.Meta.fields})
