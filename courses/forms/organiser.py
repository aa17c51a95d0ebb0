from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.models import CoOrganiser, Course
from courses.models.kept import cleaned
from foundation.people.models import Partner


class OrganiserForm(forms.ModelForm):
    paper = forms.FileField(
        label=_("The agreement as a file"),
        help_text=_(
            "A PDF or a picture, at most 5 MB. Everybody who reads the courses here can take it down."
        ),
        required=False,
    )
    without_paper = forms.BooleanField(label=_("Take the file away"), required=False)

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
        if not self.instance.has_paper:
            del self.fields["without_paper"]

    def clean_paper(self) -> tuple[str, bytes] | None:
        file = self.cleaned_data["paper"]
        return cleaned(file) if file else None

    def clean_partner(self) -> Partner:
        partner = self.cleaned_data["partner"]
        if self.instance.course.organisers.filter(partner=partner).exists():
            raise forms.ValidationError(_("They hold this course with us already."))
        return partner

    @transaction.atomic
    def save(self, by: Any) -> CoOrganiser:
        self.instance.agree(by)
        if paper := self.cleaned_data["paper"]:
            self.instance.attach(paper, by)
        elif self.cleaned_data.get("without_paper"):
            self.instance.detach(by)
        return self.instance
