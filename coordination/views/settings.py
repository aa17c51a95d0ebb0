"""The municipality's settings: thresholds and words (SYS-02, §18 of the requirements)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coordination.forms.settings import SettingsForm
from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from foundation.tenancy.words import TERM_SETS, word


@allowed("settings.change")
def settings_page(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None)
    if form.is_valid():
        changed = form.save(by=request.member)
        return done(request, "settings", _("Saved.") if changed else _("Nothing was changed."))
    used = [word(code) for code in next(iter(TERM_SETS.values())) if code != "name"]
    return page(request, "coordination/settings.html", form=form, words=used)
