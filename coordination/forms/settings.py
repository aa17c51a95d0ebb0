"""The municipality's settings, made from what the rooms declare."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.audit.models import record
from foundation.tenancy.context import current
from foundation.tenancy.settings import DECLARED, Declared, choose, setting


class SettingsForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, declared in DECLARED.items():
            self.fields[code] = _field(declared)
            self.fields[code].initial = setting(code)

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for code, value in list(self.cleaned_data.items()):
            try:
                DECLARED[code].check(value)
            except ValidationError as error:
                self.add_error(code, error)

    @transaction.atomic
    def save(self, by: Any) -> list[str]:
        """Keep what is different; returns the codes that changed."""
        changed = [code for code, value in self.cleaned_data.items() if value != setting(code)]
        before = {code: setting(code) for code in changed}
        for code in changed:
            choose(code, self.cleaned_data[code])
        if changed:
            after = {code: [before[code], self.cleaned_data[code]] for code in changed}
            record(by, "settings.changed", current(), changes=after)
        return changed


def _field(declared: Declared) -> forms.Field:
    common = {"label": declared.label, "help_text": declared.help}
    if declared.choices:
        return forms.ChoiceField(
            choices=declared.choices, required="" not in dict(declared.choices), **common
        )
    if declared.kind is bool:
        return forms.BooleanField(required=False, **common)
    if declared.kind is int:
        return forms.IntegerField(min_value=declared.minimum, max_value=declared.maximum, **common)
    return forms.CharField(required=False, **common)
