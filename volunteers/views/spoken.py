"""A message to somebody whom nothing reaches: what to say, and that it has been said."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed
from foundation.notices.models import Notice
from foundation.pages.answers import done, page
from volunteers.models import Volunteer
from volunteers.views.common import volunteer_of


@allowed("volunteers.care")
def spoken_notice(request: HttpRequest, volunteer_id: uuid.UUID, notice_id: uuid.UUID) -> HttpResponse:
    """To be read aloud on the phone, or printed and put in an envelope."""
    volunteer, notice = _of(request, volunteer_id, notice_id)
    return page(request, "volunteers/spoken_notice.html", volunteer=volunteer, notice=notice)


@allowed("volunteers.care")
@require_POST
def spoken_notice_said(request: HttpRequest, volunteer_id: uuid.UUID, notice_id: uuid.UUID) -> HttpResponse:
    volunteer, notice = _of(request, volunteer_id, notice_id)
    notice.say(by=request.member)
    undo = reverse("spoken_notice_unsaid", args=[volunteer.pk, notice.pk])
    text = _("%(name)s knows. Thank you for telling.") % {"name": volunteer.first_name}
    return done(request, "waiting", text, undo=undo)


@allowed("volunteers.care")
@require_POST
def spoken_notice_unsaid(request: HttpRequest, volunteer_id: uuid.UUID, notice_id: uuid.UUID) -> HttpResponse:
    _volunteer, notice = _of(request, volunteer_id, notice_id)
    notice.unsay(by=request.member)
    return done(request, "waiting", _("It waits again."))


def _of(request: HttpRequest, volunteer_id: uuid.UUID, notice_id: uuid.UUID) -> tuple[Volunteer, Notice]:
    """What is not here at all is not found, before anybody is told whose it is."""
    rows = Notice.objects.filter(channel=Notice.Channel.SPOKEN, state="sent", pk=notice_id)
    notice = rows.filter(person__volunteering=volunteer_id).select_related("person").first()
    if notice is None:
        raise Http404
    return volunteer_of(request, "volunteers.care", volunteer_id), notice
