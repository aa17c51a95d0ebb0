"""The list of volunteers, taken away as a spreadsheet; the log tells of everybody in it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.audit.models import read_each
from foundation.pages.answers import page
from foundation.pages.sheets import taken_away
from foundation.tenancy.words import word
from volunteers import listing, spreadsheet
from volunteers.forms.spreadsheet import SpreadsheetForm
from volunteers.views.common import posted


@allowed("volunteers.export")
def volunteer_spreadsheet(request: HttpRequest) -> HttpResponse:
    """The same choice as the list it was asked from: it stands in the address."""
    now = timezone.now()
    chosen = listing.chosen(request.member, request.GET, now, "volunteers.export")
    form = SpreadsheetForm(posted(request))
    if not form.is_valid():
        context = {"form": form, "found": chosen.count()}
        return page(request, "volunteers/volunteer_spreadsheet.html", **context)
    found = listing.with_steps(chosen)
    read_each(request.member, found, [volunteer.person for volunteer in found], what="spreadsheet")
    title = word("volunteer", "plural").capitalize()
    rows = (listing.row(volunteer, now) for volunteer in found)
    file = spreadsheet.workbook(title, form.columns_in_order, rows)
    return taken_away(file, f"{_('volunteers')}-{timezone.localdate(now)}")
