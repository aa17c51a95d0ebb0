"""A topic of the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.session import leaders
from courses.models import LibraryTopic


class LibraryTopicForm(forms.ModelForm):
    class Meta:
        model = LibraryTopic
        fields = ("title", "audience", "goal", "minutes", "lecturer", "key_points", "exercise", "handout")
        labels = {
            "title": _("What is it about?"),
            "audience": _("For whom?"),
            "goal": _("What do they know afterwards?"),
            "minutes": _("How many minutes?"),
            "lecturer": _("Who usually speaks about it?"),
            "key_points": _("What to say"),
            "exercise": _("Exercise"),
            "handout": _("What they take home"),
        }
        help_texts = {"key_points": _("One point on each line.")}
        widgets = {
            "audience": forms.RadioSelect,
            "goal": forms.Textarea(attrs={"rows": 2}),
            "key_points": forms.Textarea(attrs={"rows": 6}),
            "exercise": forms.Textarea(attrs={"rows": 4}),
            "handout": forms.Textarea(attrs={"rows": 6}),
        }

    said = ("title", "goal", "key_points", "exercise", "handout")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lecturer"].queryset = leaders()
        if self.instance.code:
            self.initial |= {name: self.instance.said(name) for name in self.said}
            self.stored = {name: getattr(self.instance, name) for name in self.said}

    def clean_minutes(self) -> int:
        return at_least_five(self.cleaned_data["minutes"])

    def clean(self) -> dict[str, Any]:
        """What is left as the house has it stays the house's, and is read by each in their language."""
        data = super().clean()
        for name in self.said if self.instance.code else ():
            if _plain(data.get(name, "")) == _plain(self.initial[name]):
                data[name] = self.stored[name]
        return data

    def save(self, by: Any) -> LibraryTopic:
        self.instance.write(by)
        return self.instance


def at_least_five(minutes: int) -> int:
    if minutes < 5:
        raise forms.ValidationError(_("A topic takes five minutes or more."))
    return minutes


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
