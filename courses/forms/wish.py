"""A wish for a course, and the answer to it (CRS-11)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import CourseWish
from foundation.people.models import Person


class WishForm(forms.Form):
    text = forms.CharField(
        label=_("What would you like to learn?"),
        help_text=_("The others see the wish, not your name. Whoever plans the courses sees both."),
        max_length=200,
    )

    def save(self, person: Person, by: Any) -> CourseWish:
        return CourseWish.make(person, self.cleaned_data["text"], by=by)


class WishAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What do you answer?"),
        help_text=_("Everybody who wishes for it can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, wish: CourseWish, **kwargs: Any) -> None:
        super().__init__(*args, initial={"answer": wish.answer}, **kwargs)
        self.wish = wish

    def save(self, by: Any) -> None:
        self.wish.reply(self.cleaned_data["answer"], by=by)
