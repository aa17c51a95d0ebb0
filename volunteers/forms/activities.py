"""One activity of the portal's menu, as the contact writes it (VOL-13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.templatetags.samspill import and_list
from foundation.people.models import Department, Workplace
from foundation.tenancy.translated import TranslatedForm
from volunteers import tags
from volunteers.companions import staff_at
from volunteers.forms.kinds import offer_kinds
from volunteers.models import Activity, ActivityType, PartnerOffer
from volunteers.models.blocked_attempt import must_be_a_volunteers


class ActivityForm(TranslatedForm):
    times = forms.MultipleChoiceField(
        label=_("Visitors find it when they look for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Activity
        fields = [
            "workplace",
            "activity_type",
            "supports",
            "duplicate_reason",
            "title",
            "text",
            "department",
            "time_text",
            "times",
            "weekly_minutes",
            "commitment",
            "is_low_threshold",
            "receiver",
            "is_full",
            "is_published",
        ]
        labels = {
            "workplace": _("Where?"),
            "activity_type": _("What kind of activity?"),
            "department": _("Department"),
            "supports": _("Do you support what is there already?"),
            "duplicate_reason": _("Or why is one more needed?"),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "duplicate_reason": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "title": _("As you would say it: “Read the newspaper together”."),
            "text": _("Empty: the description of the kind is shown."),
            "time_text": _("For instance: Thursdays after dinner, about an hour."),
            "weekly_minutes": _("For instance 90, for an hour and a half."),
            "is_low_threshold": _("Visitors who want to try something small find it."),
            "is_full": _("It stays in the menu, with a waiting list."),
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = visible(member, "activities.edit", Workplace).open(member.today)
        offer_kinds(self.fields["activity_type"])
        self.fields["workplace"].queryset = places
        self.fields["workplace"].empty_label = _("Choose a place")
        if len(places) == 1:
            self.fields["workplace"].initial = places[0]
        self.fields["times"].choices = tags.choices("availability", get_language() or tags.FALLBACK)
        if not self.instance._state.adding:
            self._keep_to_the_place()
        else:  # the place is chosen first; who works there and its departments come with the next opening
            for name in ("department", "receiver"):
                del self.fields[name]

        self._what_is_there_already(member.today)

    def _what_is_there_already(self, today: date) -> None:
        """Asked only where an organisation runs the same kind in the area (ASG-19)."""
        self.rivals = list(self._near(today)) if self.is_bound else []
        if not self.rivals and not self.instance.supports_id:
            del self.fields["supports"], self.fields["duplicate_reason"]
            return
        known = [*self.rivals, *([self.instance.supports] if self.instance.supports_id else [])]
        self.fields["supports"].queryset = PartnerOffer.objects.filter(
            pk__in=[one.pk for one in known]
        ).select_related("partner", "activity_type")
        self.fields["supports"].empty_label = _("No")
        self.fields["supports"].help_text = "; ".join(one.whom_to_ask for one in known)

    def _near(self, today: date) -> Iterable[PartnerOffer]:
        place = self.instance.workplace if self.instance.workplace_id else self._chosen("workplace")
        kind = self._chosen("activity_type")
        return PartnerOffer.objects.near(place, kind, today) if place and kind else []

    def _chosen(self, name: str) -> Any:
        """What was chosen, before the form is asked whether it is right."""
        try:
            return self.fields[name].clean(self.data.get(self.add_prefix(name)))
        except forms.ValidationError:
            return None

    def clean_activity_type(self) -> ActivityType:
        kind = self.cleaned_data["activity_type"]
        must_be_a_volunteers(kind)
        return kind

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.rivals and not data.get("supports"):
            self._must_not_compete(data)
        return data

    def _must_not_compete(self, data: dict[str, Any]) -> None:
        if owner := next((one for one in self.rivals if one.is_reserved), None):
            told = _(
                "%(partner)s has this here, by agreement. You can support them, and send people on to them."
            )
            self.add_error("supports", told % {"partner": owner.partner})
        elif not data.get("duplicate_reason"):
            names = and_list([one.partner for one in self.rivals])
            told = _("%(partners)s does this here already. Support it, or write why one more is needed.")
            self.add_error("supports", told % {"partners": names})

    def _keep_to_the_place(self) -> None:
        place = self.instance.workplace
        del self.fields["workplace"]
        self.fields["department"].queryset = Department.objects.filter(workplace=place)
        self.fields["receiver"].empty_label = _("The contact of the place")
        self.fields["receiver"].queryset = staff_at(place, timezone.localdate())
        if not self.fields["department"].queryset.exists():
            del self.fields["department"]

    def save(self, by: Any) -> Activity:
        activity = super().save(commit=False)
        if activity._state.adding:
            activity.offer(by)
        elif self.changed_data:
            activity.change(by, {name: str(self.cleaned_data[name]) for name in self.changed_data})
        return activity
