"""The volunteer centre answers whether somebody comes instead of a group that cannot (ASG-17)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from volunteers.forms.substitutes import SubstituteForm
from volunteers.models import Substitute
from volunteers.views.common import kindly, posted


@allowed("substitutes.answer")
@kindly
def substitute(request: HttpRequest, substitute_id: uuid.UUID) -> HttpResponse:
    """What it is, where and when; answered once, and after that the answer."""
    rows = visible(request.member, "substitutes.answer", Substitute)
    rows = rows.select_related(
        "partner", "time__event__workplace", "time__happening__workplace", "time__happening__partner"
    )
    asked = reach(request.member, "substitutes.answer", Substitute, substitute_id, rows=rows)
    form = SubstituteForm(posted(request))
    if form.is_valid():
        form.save(asked, by=request.member)
        return done(request, asked, _("Thank you. They hear it at once."))
    return page(
        request,
        "volunteers/substitute.html",
        asked=asked,
        time=asked.time,
        event=asked.time.event,
        form=form,
        may_answer=asked.is_open and not asked.time.is_covered and not asked.time.event.is_cancelled,
    )
