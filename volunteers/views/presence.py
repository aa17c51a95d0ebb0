"""Who was here between two days: a page that prints, and a spreadsheet. Whoever is in it can see who looked."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.pages.answers import page
from foundation.pages.sheets import taken_away
from volunteers.forms.presence import PresenceForm
from volunteers.views.common import posted


@allowed("presence.trace")
def presence(request: HttpRequest) -> HttpResponse:
    """Sent as a POST: no address that lies in a history opens the list again without a line in the log."""
    form = PresenceForm(posted(request), member=request.member)
    if not form.is_valid():
        return page(request, "volunteers/presence.html", form=form)
    found = form.found()
    if "spreadsheet" in request.POST:
        found.log(request.member, "presence spreadsheet")
        return taken_away(found.workbook(), f"{_('who-was-here')}-{found.first}-{found.last}")
    found.log(request.member, "presence")
    return page(request, "volunteers/presence.html", form=form, presence=found)
