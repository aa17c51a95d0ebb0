"""A survey as a form: nothing is required, so that a half answer is an answer too."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from foundation.surveys.models import Kind, Question, Response, Survey

SCALE = ((1, _("No")), (2, _("Not much")), (3, _("A little")), (4, _("Yes")), (5, _("Yes, a lot")))
YES_NO = ((1, _("Yes")), (0, _("No")))


class SurveyForm(forms.Form):
    def __init__(self, *args: Any, survey: Survey, asks_to_quote: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.questions = survey, {}
        for question in survey.questions.all():
            name = f"q-{question.pk}"
            self.questions[name] = question
            self.fields[name] = field_of(question)
        if asks_to_quote and any(one.kind == Kind.TEXT for one in self.questions.values()):
            self.fields["may_quote"] = forms.BooleanField(
                label=_("You may show what I wrote to others, without my name"), required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not any(data.get(name) for name in self.questions):
            raise forms.ValidationError(_("Answer at least one of them."))
        return data

    def save(self, person: Person | None = None, group: str = "") -> Response | None:
        data = self.cleaned_data
        values = {question: data[name] for name, question in self.questions.items()}
        return self.survey.answer(values, person, group, may_quote=data.get("may_quote", False))


def field_of(question: Question) -> forms.Field:
    words: dict[str, Any] = {"label": str(question), "required": False}
    if question.kind == Kind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **words)
    if question.kind == Kind.CHOICES:
        options = [(option, option) for option in question.options]
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **words)
    choices = SCALE if question.kind == Kind.SCALE else YES_NO
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
