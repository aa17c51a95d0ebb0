"""A change that was agreed in a talk is seen to (VOL-44)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.pages.answers import done
from volunteers.models import AgreedChange


@allowed("volunteers.care")
@require_POST
def change_done(request: HttpRequest, agreed_change_id: uuid.UUID) -> HttpResponse:
    change = reach(request.member, "volunteers.care", AgreedChange, agreed_change_id)
    if change.done_at is None:
        change.finish(by=request.member)
    text = _("Done: %(what)s") % {"what": change.text}
    return done(request, "waiting", text, undo=reverse("change_not_done", args=[change.pk]))


@allowed("volunteers.care")
@require_POST
def change_not_done(request: HttpRequest, agreed_change_id: uuid.UUID) -> HttpResponse:
    change = reach(request.member, "volunteers.care", AgreedChange, agreed_change_id)
    change.undo(by=request.member)
    return done(request, "waiting", _("Undone. It waits again."))
