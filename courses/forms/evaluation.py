"""Which of the quotes are shown to others."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.surveys.models import Answer


class QuotesForm(forms.Form):
    shown = forms.ModelMultipleChoiceField(
        Answer.objects.none(),
        label=_("Which do you show?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, may_quote: list[Answer], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"shown": [one.pk for one in may_quote if one.published_on]})
        super().__init__(*args, **kwargs)
        self.fields["shown"].queryset = Answer.objects.filter(pk__in=[one.pk for one in may_quote])
        self.may_quote = may_quote

    @transaction.atomic
    def save(self, by: Any) -> None:
        chosen = set(self.cleaned_data["shown"])
        for answer in self.may_quote:
            if (answer in chosen) != bool(answer.published_on):
                answer.publish(by=by, is_on=answer in chosen)
