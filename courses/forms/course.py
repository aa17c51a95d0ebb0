"""A course and its parts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.forms.library import at_least_five
from courses.forms.session import leaders
from courses.models import Course, LibraryTopic, Topic
from foundation.people.models import Workplace


class CourseForm(forms.ModelForm):
    class Meta:
        model = Course
        fields = (
            "title",
            "kind",
            "aim",
            "minutes",
            "provider",
            "url",
            "for_volunteers",
            "for_employees",
            "workplace",
            "offer_after",
            "every_months",
            "valid_months",
        )
        labels = {
            "title": _("What is the course called?"),
            "kind": _("What kind of course?"),
            "aim": _("What do they know afterwards?"),
            "minutes": _("How many minutes, with breaks?"),
            "provider": _("Who holds it, if it is digital?"),
            "url": _("Where is it, if it is digital?"),
            "for_volunteers": _("Volunteers can sign up"),
            "for_employees": _("Employees and managers can sign up"),
            "workplace": _("For one place only?"),
            "offer_after": _("Offer it after how many assignments?"),
            "every_months": _("Held again after how many months?"),
            "valid_months": _("For how many months does it count?"),
        }
        help_texts = {
            "offer_after": _("Empty: it is not offered by itself."),
            "every_months": _(
                "Empty: only when somebody plans it. Else you are told when the next one is missing."
            ),
            "valid_months": _("Empty: for ever."),
        }
        widgets = {"aim": forms.Textarea(attrs={"rows": 2}), "kind": forms.RadioSelect}

    said = ("title", "aim")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workplace"].empty_label = _("The whole municipality")
        self.fields["workplace"].queryset = Workplace.objects.filter(closed_on=None)
        self.stored = {name: getattr(self.instance, name) for name in self.said}
        if self.instance.code:
            self.initial |= {name: self.instance.said(name) for name in self.said}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("for_volunteers") and not data.get("for_employees"):
            self.add_error("for_volunteers", _("Choose at least one of the two."))
        for name in self.said if self.instance.code else ():
            if data.get(name) == self.initial[name]:
                data[name] = self.stored[name]
        return data

    def save(self, by: Any) -> Course:
        self.instance.write(by)
        return self.instance


class TopicChoiceForm(forms.Form):
    topics = forms.ModelMultipleChoiceField(
        LibraryTopic.objects.none(),
        label=_("Which topics?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one topic.")},
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        used = course.topics.used().filter(library__isnull=False)
        self.fields["topics"].queryset = LibraryTopic.objects.exclude(pk__in=used.values("library"))

    def save(self, by: Any) -> list[Topic]:
        return self.course.add(list(self.cleaned_data["topics"]), by=by)


class PartForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ("number", "minutes", "lecturer", "goal", "is_compulsory")
        labels = {
            "number": _("Which number in the programme?"),
            "minutes": _("How many minutes?"),
            "lecturer": _("Who speaks about it?"),
            "goal": _("What do they know afterwards?"),
            "is_compulsory": _("Compulsory: no session is closed before we have been through it"),
        }
        help_texts = {"goal": _("Empty: as in the library.")}
        widgets = {"goal": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lecturer"].queryset = leaders()

    def clean_minutes(self) -> int:
        return at_least_five(self.cleaned_data["minutes"])

    def save(self, by: Any) -> bool:
        """False, with the reason on the form, when the course would leave out what it must go through."""
        try:
            self.instance.change(by)
        except ValidationError as refused:
            self.add_error("is_compulsory", refused)
            return False
        return True
