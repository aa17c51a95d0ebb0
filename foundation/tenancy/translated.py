"""What a municipality writes itself for everybody to read, in more languages than the one it writes in (SYS-06)."""

import copy
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.pages.languages import NAMES
from foundation.tenancy.context import current

NORWEGIAN = {"nb", "nn"}  # who reads one reads the other


class Translated(models.Model):
    """The fields themselves are in the municipality's own language."""

    in_languages = models.JSONField(default=dict, blank=True, editable=False)  # language -> field -> text

    translated: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def written(self, field: str) -> str:
        """In the reader's language, where it is written in that too."""
        return self.in_languages.get(get_language() or "", {}).get(field) or getattr(self, field)


class TranslatedForm(forms.ModelForm):
    """Asks for the translated fields once more in each language that readers may choose and may not understand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in _more(self._meta.model):
            field = copy.deepcopy(self.fields[name])
            field.required, field.help_text = False, ""
            field.label = _("%(question)s (%(language)s)") % {
                "question": field.label,
                "language": NAMES[language],
            }
            field.initial = self.instance.in_languages.get(language, {}).get(name, "")
            self.fields[f"{name}_{language}"] = field
        self.order_fields(self._side_by_side())

    def _side_by_side(self) -> list[str]:
        """Each field with its translations right after it."""
        more: dict[str, list[str]] = {}
        for language, name in _more(self._meta.model):
            more.setdefault(name, []).append(f"{name}_{language}")
        return [one for name in self.fields for one in (name, *more.get(name, []))]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kept: dict[str, dict[str, str]] = {}
        for language, name in _more(self._meta.model):
            if text := data.get(f"{name}_{language}"):
                kept.setdefault(language, {})[name] = text
        self.instance.in_languages = kept
        return data


def _more(model: type[Translated]) -> list[tuple[str, str]]:
    own = current().default_language
    known = NORWEGIAN if own in NORWEGIAN else {own}
    return [
        (language, name)
        for language in current().languages
        if language not in known
        for name in model.translated
    ]
