"""Who must know of an ending: ticked with a day, or written to, and taken back (VOL-55)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.pages.answers import done, page
from volunteers.forms.endings import ToldForm
from volunteers.models import Ending
from volunteers.models.ending_told import Whom
from volunteers.views.common import kindly, posted, volunteer_of
from volunteers.views.endings import ending_of, page_of
from volunteers.views.undoing import taken_back


@allowed("volunteers.care")
@kindly
def ending_told(request: HttpRequest, volunteer_id: uuid.UUID, whom: str) -> HttpResponse:
    """Said aloud on a day; the organisation can be written to instead, when the mail has been looked through."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    found = ending_of(volunteer)
    if found is None or whom not in Whom.values or (whom == Whom.ORGANISATION and not found.organisation):
        raise Http404
    undo = reverse("ending_untold", args=[found.pk, whom])
    if "mail" in request.POST:
        found.write_to_organisation(by=request.member)
        text = _("%(name)s gets the mail in two minutes.") % {"name": found.organisation}
        return done(request, page_of(found), text, undo=undo)
    form = ToldForm(posted(request))
    if form.is_valid():
        found.tell(whom, by=request.member, on=form.cleaned_data["on"])
        return done(request, page_of(found), _("Noted."), undo=undo)
    letter = (
        found.letter_to_organisation(request.member) if whom == Whom.ORGANISATION and found.partner else None
    )
    context = {"volunteer": volunteer, "ending": found, "whom": whom, "letter": letter}
    return page(request, "volunteers/ending_told.html", form=form, **context)


@allowed("volunteers.care")
@require_POST
def ending_untold(request: HttpRequest, ending_id: uuid.UUID, whom: str) -> HttpResponse:
    found = reach(request.member, "volunteers.care", Ending, ending_id)
    if whom not in Whom.values:
        raise Http404
    taken_back(request, found.volunteer, lambda: found.untell(whom, by=request.member))
    return redirect(page_of(found))
