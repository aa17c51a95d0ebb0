"""Which columns somebody takes with them in a spreadsheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.spreadsheet import ASKED, COLUMNS


class SpreadsheetForm(forms.Form):
    columns = forms.MultipleChoiceField(
        label=_("What do you need?"),
        widget=forms.CheckboxSelectMultiple,
        initial=ASKED,
        choices=[(code, words) for code, (words, _of) in COLUMNS.items()],
        error_messages={"required": _("Choose at least one column.")},
    )

    @property
    def columns_in_order(self) -> list[str]:
        chosen: Any = self.cleaned_data["columns"]
        return [code for code in COLUMNS if code in chosen]
