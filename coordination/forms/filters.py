"""Filters that stay in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from foundation.people.models import District, Sector
from foundation.tenancy.words import title_lazy, word


class PlaceFilter(forms.Form):
    """By district and sector (SYS-04). Nonsense in the address shows everything, and is no error."""

    district = forms.ChoiceField(label=title_lazy("district"), required=False)
    sector = forms.ChoiceField(label=title_lazy("sector"), required=False)

    def __init__(self, asked: dict[str, str]) -> None:
        super().__init__(initial=asked)
        self.fields["district"].choices = _choices(District, _everything("district"))
        self.fields["sector"].choices = _choices(Sector, _everything("sector"))

    def chosen(self) -> dict[str, str]:
        """Only what stands in the lists."""
        asked = {name: self.initial.get(name, "") for name in self.fields}
        return {
            name: value for name, value in asked.items() if value and value in dict(self.fields[name].choices)
        }


def _choices(model: Any, everything: Any) -> list[tuple[str, Any]]:
    return [("", everything), *((str(pk), name) for pk, name in model.objects.values_list("pk", "name"))]


def _everything(code: str) -> str:
    return _("All %(places_word)s") % {"places_word": word(code, "plural")}
