"""The tables of who may do what, printed as a page."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import TABLES, allowed
from foundation.access.members import SELF, role_word
from foundation.access.who_may import rights
from foundation.pages.answers import partial
from foundation.tenancy.roles import ROLES


class Asked(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput({"type": "search"}))
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        given = {role for roles in TABLES.values() for role in roles}
        roles = [(code, capfirst(role_word(code))) for code in ROLES if code in given]
        self.fields["role"].choices = [("", _("All roles")), *roles, (SELF, _("Everybody, about themselves"))]


@allowed("permissions.see")
def permissions(request: HttpRequest) -> HttpResponse:
    asked = Asked(request.GET)
    if not asked.is_valid():  # a role that is none
        asked = Asked({})
        asked.is_valid()
    chosen = asked.cleaned_data
    found = rights(chosen["q"], chosen["role"])
    return partial(request, "access/permissions.html", "rights", filter=asked, rights=found)
