"""Which elements of the model are in use (SYS-03)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coordination.forms.elements import ElementsForm
from foundation.access.gate import allowed
from foundation.pages.answers import done, page


@allowed("settings.change")
def elements(request: HttpRequest) -> HttpResponse:
    form = ElementsForm(request.POST or None)
    if form.is_valid():
        changed = form.save(by=request.member)
        told = _("Saved. Menus and overviews follow from now on.") if changed else _("Nothing was changed.")
        return done(request, "elements", told)
    lead = _(
        "What you do not use disappears from menus and overviews. Nothing is deleted: choose it again, and everything is back."
    )
    return page(request, "coordination/setting.html", title=_("Elements of the model"), lead=lead, form=form)
