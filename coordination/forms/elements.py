"""Which elements of the model the municipality uses (SYS-03)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.models import record
from foundation.tenancy import elements
from foundation.tenancy.context import current
from foundation.tenancy.settings import choose

OWN = "own"


class ElementsForm(forms.Form):
    """A variant, or a choice of one's own; the ticks count for the latter only."""

    variant = forms.ChoiceField(label=gettext_lazy("Which model do you follow?"), widget=forms.RadioSelect)
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("If you choose yourselves: which of these?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose among the elements in the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].choices = [
            ("seven", _("All seven elements")),
            ("six", _("Six elements, without %(name)s") % {"name": elements.name("cross_sector")}),
            (OWN, _("We choose ourselves")),
        ]
        self.fields["elements"].choices = list(elements.TITLES.items())
        self.fields["elements"].unmarked = True
        self.initial |= {"variant": elements.variant(), "elements": elements.chosen()}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("variant") == OWN and not data.get("elements") and "elements" not in self.errors:
            self.add_error("elements", _("Choose at least one."))
        return data

    @property
    def wanted(self) -> list[str]:
        ticked = self.cleaned_data["elements"]
        return list(elements.VARIANTS.get(self.cleaned_data["variant"], ticked))

    @transaction.atomic
    def save(self, by: Any) -> bool:
        """Tells whether anything is different."""
        before, after = elements.chosen(), [code for code in elements.ELEMENTS if code in self.wanted]
        if before == after:
            return False
        choose("elements", after)
        record(by, "elements.changed", current(), changes={"elements": [before, after]})
        return True
