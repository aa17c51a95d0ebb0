"""A register that somebody brings: the file, and which column holds what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers import sheets
from volunteers.columns import FIELDS, guessed
from volunteers.models import RegisterImport


class RegisterFileForm(forms.Form):
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("CSV, XLSX, XLS or ODS, with headings in the first row. At most 5 MB."),
        error_messages={
            "required": _("Choose the file that you would like to bring."),
            "empty": _("The file is empty."),
        },
    )
    workplace = forms.ModelChoiceField(label=_("Which place are they at?"), queryset=None, empty_label=None)
    stand = forms.ChoiceField(
        label=_("How do they stand?"),
        widget=forms.RadioSelect,
        choices=RegisterImport.Stand.choices,
        initial=RegisterImport.Stand.ACTIVE,
    )

    def __init__(self, *args: Any, workplaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workplace"].queryset = workplaces

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.rows = sheets.read(file.read(sheets.MOST_BYTES + 1))
        return file

    def save(self, by: Any) -> RegisterImport:
        head, *rows = self.rows
        register = RegisterImport(
            file_name=self.cleaned_data["file"].name[:200],
            workplace=self.cleaned_data["workplace"],
            stand=self.cleaned_data["stand"],
            head=[heading[:80] for heading in head],
            columns=guessed(head),
        )
        return register.keep(rows, by)


class ColumnsForm(forms.Form):
    """One choice for each of our fields: which column, or none."""

    stand = forms.ChoiceField(
        label=_("How do they stand?"), widget=forms.RadioSelect, choices=RegisterImport.Stand.choices
    )

    def __init__(self, *args: Any, register: RegisterImport, **kwargs: Any) -> None:
        initial = {name: str(number) for name, number in register.columns.items()}
        super().__init__(*args, initial=initial | {"stand": register.stand}, **kwargs)
        self.register = register
        choices = [
            ("", _("Not in the file")),
            *((str(n), text or f"{n + 1}") for n, text in enumerate(register.head)),
        ]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("name", "first_name")):
            raise forms.ValidationError(_("Say which column holds the name."))
        return cleaned

    def save(self, by: Any) -> None:
        columns = {name: int(self.cleaned_data[name]) for name in FIELDS if self.cleaned_data[name] != ""}
        self.register.arrange(by, columns, self.cleaned_data["stand"])
