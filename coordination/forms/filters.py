"""Filters that stay in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.people.models import District, Sector


class PlaceFilter(forms.Form):
    """By district and sector (SYS-04). Nonsense in the address shows everything."""

    district = forms.ChoiceField(label=_("District"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = _choices(District, _("All districts"))
        self.fields["sector"].choices = _choices(Sector, _("All sectors"))


def _choices(model: Any, everything: Any) -> list[tuple[str, Any]]:
    return [("", everything), *((str(pk), name) for pk, name in model.objects.values_list("pk", "name"))]
