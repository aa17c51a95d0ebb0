"""Own words about somebody who wishes for company: numbers are refused, words of health are asked about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.pages.templatetags.samspill import and_list
from volunteers.matching.belonging import doubtful, holds_number


class OwnWords(forms.Form):
    """`guarded`: the fields with own words. The question comes only when there is something to ask about."""

    guarded: tuple[str, ...] = ()

    meant_so = forms.BooleanField(
        label=_("It must stand there: the volunteer cannot do without it"),
        help_text=_("Health is told by whoever follows up, in the talk, as far as the visit needs it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = (self.data.get(self.add_prefix(name), "") for name in self.guarded)
        if not any(doubtful(text) for text in written):
            del self.fields["meant_so"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self.guarded:
            self._look_at(name, data.get(name) or "")
        return data

    def _look_at(self, name: str, text: str) -> None:
        if holds_number(text):
            self.add_error(name, _("Leave the number out. Identity numbers are never kept here."))
        elif (words := doubtful(text)) and not self.cleaned_data.get("meant_so"):
            asked = _(
                "Must %(words)s stand here? Write what they like and wish; leave health out where you can."
            )
            self.add_error(name, asked % {"words": and_list([f"«{word}»" for word in words])})
