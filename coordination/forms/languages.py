"""Which languages the municipality speaks (SYS-06)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.languages import NAMES
from foundation.tenancy.models import Municipality, every_language


class LanguagesForm(forms.Form):
    default = forms.ChoiceField(
        label=_("Which language do you write in?"),
        help_text=_("Whoever has chosen nothing reads this one."),
        widget=forms.RadioSelect,
    )
    offered = forms.MultipleChoiceField(
        label=_("Which languages can readers choose?"),
        help_text=_("Your own is always one of them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.fields["offered"].unmarked = True
        for field in self.fields.values():
            field.choices = [(code, NAMES[code]) for code in every_language()]
        self.initial |= {"default": municipality.default_language, "offered": municipality.languages}

    @transaction.atomic
    def save(self, by: Any) -> bool:
        """Tells whether anything is different."""
        town = self.municipality
        before = [town.default_language, town.languages]
        town.default_language, town.portal_languages = (
            self.cleaned_data["default"],
            self.cleaned_data["offered"],
        )
        after = [town.default_language, town.languages]
        if after == before:
            return False
        town.save(update_fields=["default_language", "portal_languages"])
        changes = {"default": [before[0], after[0]], "offered": [before[1], after[1]]}
        record(by, "languages.changed", town, changes=changes)
        return True
