"""One activity of the portal's menu, as the contact writes it (VOL-13)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Department, Workplace
from foundation.tenancy.translated import TranslatedForm
from volunteers import tags
from volunteers.companions import staff_at
from volunteers.models import Activity, ActivityType


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
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
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
        self.fields["activity_type"].queryset = ActivityType.objects.publishable()
        self.fields["workplace"].queryset = places
        self.fields["workplace"].empty_label = _("Choose a place")
        self.fields["activity_type"].empty_label = _("Choose a kind")
        if len(places) == 1:
            self.fields["workplace"].initial = places[0]
        self.fields["times"].choices = tags.choices("availability", get_language() or tags.FALLBACK)
        if not self.instance._state.adding:
            self._keep_to_the_place()
        else:  # the place is chosen first; who works there and its departments come with the next opening
            for name in ("department", "receiver"):
                del self.fields[name]

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
