"""«I have taken it»: a digital course that others hold, told by oneself with the certificate (CRS-18)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CompetenceProof, CompetenceRecord, Course
from courses.models.kept import cleaned
from foundation.people.models import Person


class DigitalCourseTakenForm(forms.Form):
    completed_on = forms.DateField(
        label=_("Which day did you finish?"), widget=forms.DateInput, initial=timezone.localdate
    )
    proof = forms.FileField(
        label=_("The certificate"),
        help_text=_(
            "A PDF or a picture, at most 5 MB. Contacts and whoever plans the courses can look at it."
        ),
        required=False,
    )

    def __init__(self, *args: Any, course: Course, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course, self.person = course, person

    def clean_completed_on(self) -> Any:
        if self.cleaned_data["completed_on"] > timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has been."))
        return self.cleaned_data["completed_on"]

    def clean_proof(self) -> tuple[str, bytes] | None:
        file = self.cleaned_data["proof"]
        return cleaned(file) if file else None

    @transaction.atomic
    def save(self, by: Any) -> CompetenceRecord:
        day, course = self.cleaned_data["completed_on"], self.course
        row = CompetenceRecord(
            person=self.person,
            kind=CompetenceRecord.Kind.DIGITAL,
            title=str(course),
            provider=course.provider,
            year=day.year,
            completed_on=day,
            hours=max(1, round(course.minutes / 60)),
            counts_for=course,
        )
        row.tell(by)
        if self.cleaned_data["proof"]:
            CompetenceProof.keep(row, self.cleaned_data["proof"], by=by)
        return row
