"""The calendar file of one's own place."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from foundation.access.gate import allowed, reach, visible
from foundation.events.calendar import MIME, ics
from foundation.events.models import Participation


@allowed("events.calendar")
@require_GET
def participation_calendar(request: HttpRequest, participation_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "events.calendar", Participation).select_related("event", "person")
    mine = reach(request.member, "events.calendar", Participation, participation_id, rows=rows)
    response = HttpResponse(ics(mine.event), content_type=f"{MIME}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="samspill.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
