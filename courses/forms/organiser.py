from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import CoOrganiser, Course
from foundation.people.models import Partner


class OrganiserForm(forms.ModelForm):
    class Meta:
        model = CoOrganiser
        fields = ("partner", "part", "cost", "agreed_on", "agreement")
        labels = {
            "partner": _("Which organisation?"),
            "part": _("What do they do?"),
            "cost": _("What does it cost us, in kroner?"),
            "agreed_on": _("When was it agreed?"),
            "agreement": _("What is agreed?"),
        }
        help_texts = {"part": _("Such as: two lecturers, the room, or invites its own members.")}
        widgets = {"agreement": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.course = course
        if self.instance.partner_id:
            del self.fields["partner"]

    def clean_partner(self) -> Partner:
        partner = self.cleaned_data["partner"]
        if self.instance.course.organisers.filter(partner=partner).exists():
            raise forms.ValidationError(_("They hold this course with us already."))
        return partner

    def save(self, by: Any) -> CoOrganiser:
        self.instance.agree(by)
        return self.instance
