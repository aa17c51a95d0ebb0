"""A training path and its steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import PathStep, TrainingPath
from foundation.people.doing import kinds_of_activity


class TrainingPathForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("For those who do what?"),
        help_text=_("None ticked: for everybody."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = TrainingPath
        fields = ("name", "text", "kinds")
        labels = {"name": _("What is it called?"), "text": _("What is it for?")}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds_of_activity()

    def save(self, by: Any) -> TrainingPath:
        self.instance.write(by)
        return self.instance


class PathStepForm(forms.ModelForm):
    class Meta:
        model = PathStep
        fields = ("kind", "course", "title", "url")
        labels = {
            "kind": _("What comes next?"),
            "course": _("Which course?"),
            "title": _("What is it called?"),
            "url": _("Where is it, if it is on the net?"),
        }
        help_texts = {"title": _("For what is no course of ours.")}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, path: TrainingPath, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.path = path
        self.fields["kind"].choices = PathStep.Kind.choices
        self.fields["kind"].initial = PathStep.Kind.COURSE
        self.fields["course"].empty_label = _("None of them")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == PathStep.Kind.COURSE:
            data["title"] = data["url"] = ""
            if not data.get("course"):
                self.add_error("course", _("Choose the course."))
        else:
            data["course"] = None
            if not data.get("title"):
                self.add_error("title", _("Write what it is called."))
        return data

    def save(self, by: Any) -> PathStep:
        self.path.add(self.instance, by=by)
        return self.instance
