"""The languages of the municipality (SYS-06)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coordination.forms.languages import LanguagesForm
from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from foundation.tenancy.models import Municipality


@allowed("settings.change")
def languages(request: HttpRequest) -> HttpResponse:
    here = Municipality.objects.get(pk=request.municipality.pk)  # not the one that all requests share
    form = LanguagesForm(request.POST or None, municipality=here)
    if form.is_valid():
        changed = form.save(by=request.member)
        return done(request, "languages", _("Saved.") if changed else _("Nothing was changed."))
    lead = _("Pages, messages and papers are in the language each reader has chosen.")
    return page(request, "coordination/setting.html", title=_("Languages"), lead=lead, form=form)
