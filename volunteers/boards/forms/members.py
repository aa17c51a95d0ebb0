"""Who takes part: chosen by whoever plans, or oneself; a standing agreement, days away, a swap."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.access.members import Member
from foundation.people.models import Person
from volunteers.boards.models import Away, Scheme, SchemeMember, Slot, Standing, Swap
from volunteers.boards.models.member import volunteer_for
from volunteers.forms.dates import DayField
from volunteers.forms.recurrence import RuleFields
from volunteers.models import Volunteer


class VolunteerField(forms.ModelChoiceField):
    """Those of the place first to mind, and those who take part from elsewhere."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Who?"))
        super().__init__(Volunteer.objects.none(), **kwargs)

    def fill(self, scheme: Scheme) -> None:
        joined = scheme.members.current().values("volunteer")
        here = Q(workplace=scheme.workplace) | Q(pk__in=joined)
        self.queryset = Volunteer.objects.active().with_people().filter(here).order_by("person__name", "id")


class MemberForm(forms.Form):
    """For whom: oneself, or chosen by whoever plans."""

    volunteer = VolunteerField()

    def __init__(self, *args: Any, scheme: Scheme, member: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme, self.member = scheme, member
        if member is None:
            self.fields["volunteer"].fill(scheme)
        else:
            del self.fields["volunteer"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.member is not None:
            data["volunteer"] = volunteer_for(self.scheme, self.member.person)
            if data["volunteer"] is None:
                raise forms.ValidationError(_("This board is for the volunteers of the place."))
        return data

    def joined(self, by: Any) -> SchemeMember:
        return SchemeMember.join(self.scheme, self.cleaned_data["volunteer"], by=by)


class SchemeMemberForm(forms.Form):
    """Anybody who has begun somewhere in the municipality."""

    volunteer = VolunteerField()

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Volunteer.objects.active().with_people()
        rows = rows.exclude(pk__in=scheme.members.current().values("volunteer"))
        self.scheme = scheme
        self.fields["volunteer"].queryset = rows.order_by("person__name", "id")

    def save(self, by: Any) -> SchemeMember:
        return SchemeMember.join(self.scheme, self.cleaned_data["volunteer"], by=by)


class SlotMemberForm(MemberForm):
    def save(self, slot: Slot, by: Any) -> None:
        slot.write_up(self.joined(by), by=by)


class StandingForm(MemberForm, RuleFields):
    route = forms.ModelChoiceField(None, label=_("Which route?"), empty_label=None)
    starts_on = DayField(label=_("From"))
    field_order = ["volunteer", "route", "rhythm", "weekdays", "starts_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        routes = self.scheme.routes.filter(is_open=True)
        self.fields["route"].queryset = routes
        days = self.scheme.recurrence.weekdays
        choices = self.fields["weekdays"].choices
        self.fields["weekdays"].choices = [one for one in choices if one[0] in days]

    def save(self, by: Any) -> Standing:
        data = self.cleaned_data
        return Standing.agree(self.joined(by), data["route"], data["rule"], by=by, on=data["starts_on"])


class AwayForm(MemberForm):
    first, last = DayField(label=_("From")), DayField(label=_("To and including"))

    def save(self, by: Any) -> Away:
        return Away.tell(self.joined(by), self.cleaned_data["first"], self.cleaned_data["last"], by=by)


class SwapForm(forms.Form):
    asked = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Whom do you ask?"),
        required=False,
        empty_label=_("Everybody on the roster"),
    )

    def __init__(self, *args: Any, slot: Slot, giver: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slot, self.giver = slot, giver
        others = slot.scheme.members.current().exclude(volunteer__person=giver)
        people = Person.objects.filter(pk__in=others.values("volunteer__person"))
        self.fields["asked"].queryset = people.order_by("name", "pk")

    def save(self, by: Any) -> Swap:
        return Swap.ask(self.slot, self.giver, by=by, asked=self.cleaned_data["asked"])
