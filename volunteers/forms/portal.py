"""The filter over the activity menu."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.tenancy.context import current
from volunteers.menu import Menu


class MenuFilter(forms.Form):
    """A GET form. It is shown with what was chosen and never refuses: what nobody knows is left out."""

    interest = forms.ChoiceField(label=_("Interest"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    time = forms.ChoiceField(label=_("When does it suit you?"), required=False)

    effort = forms.ChoiceField(label=_("How much?"), required=False)

    def __init__(self, menu: Menu) -> None:
        super().__init__(initial=menu.chosen)
        everything = {
            "interest": _("All interests"),
            "place": _("All of %(place)s") % {"place": current().place},
            "time": _("Any time"),
            "effort": _("Little or much"),
        }
        for name, text in everything.items():
            self.fields[name].choices = [("", text), *menu.choices[name]]
        if not menu.choices["effort"]:
            del self.fields["effort"]
