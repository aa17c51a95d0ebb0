"""Which place and which department the week is shown for. A GET form that never refuses."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Department, Workplace
from foundation.tenancy.words import title_lazy


class WeekFilter(forms.Form):
    """The fields are there when there is something to choose between."""

    sted = forms.ChoiceField(label=_("Place"), required=False)
    avdeling = forms.ChoiceField(label=title_lazy("department", "singular"), required=False)
    fra = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workplaces: list[Workplace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._workplaces = workplaces
        self._offer("sted", _("All places"), workplaces)
        here = self.places if len(self.places) == 1 else []
        self._departments = [one for place in here for one in place.departments.all()]
        self._offer("avdeling", _("All of it"), self._departments)

    def _offer(self, name: str, everything: Any, rows: Any) -> None:
        found = [(str(row.pk), str(row)) for row in rows]
        if len(found) > 1:
            self.fields[name].choices = [("", everything), *found]
        else:
            self.fields[name].widget = forms.HiddenInput()

    @property
    def has_choices(self) -> bool:
        return any(not field.is_hidden for field in self)

    @property
    def places(self) -> list[Workplace]:
        """The one that is chosen, else all."""
        chosen = [one for one in self._workplaces if str(one.pk) == self.data.get("sted")]
        return chosen or self._workplaces

    @property
    def is_narrowed(self) -> bool:
        return len(self.places) < len(self._workplaces)

    @property
    def department(self) -> Department | None:
        return next((one for one in self._departments if str(one.pk) == self.data.get("avdeling")), None)

    def address(self, first: date) -> str:
        """The same choice in another week."""
        kept = {name: self.data.get(name) for name in ("sted", "avdeling") if self.data.get(name)}
        return f"?{urlencode({'fra': first.isoformat()} | kept)}"

    @property
    def kept(self) -> str:
        """What the screen and the sheet are asked for with."""
        return urlencode({"avdeling": self.department.pk}) if self.department else ""
