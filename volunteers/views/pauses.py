"""A pause: begun and ended by the volunteer, or by the contact who was told on the phone."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.forms.pauses import PauseForm
from volunteers.models import Pause
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of


@allowed("volunteers.pause")
@kindly
def pause(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Begin one, or choose another last day."""
    volunteer = volunteer_of(request, "volunteers.pause", volunteer_id)
    running = Pause.objects.current(timezone.localdate()).filter(volunteer=volunteer).first()
    form = PauseForm(posted(request), initial={"until": running.until if running else None})
    if form.is_valid():
        made = form.save(volunteer, by=request.member)
        undo = None if running else reverse("pause_ended", args=[made.pk])
        return done(request, home_of(request, volunteer), _receipt(made), undo=undo)
    return page(
        request,
        "volunteers/pause.html",
        volunteer=volunteer,
        running=running,
        form=form,
        own=is_own(request, volunteer),
        back_url=home_of(request, volunteer),
    )


def _receipt(made: Pause) -> str:
    facts = {"name": made.volunteer.first_name, "day": day(made.until, "plain") if made.until else ""}
    if made.until:
        return _("Have a good break, %(name)s. We keep your place until %(day)s.") % facts
    return _("Have a good break, %(name)s. We keep your place.") % facts


@allowed("volunteers.pause")
@kindly
@require_POST
def pause_ended(request: HttpRequest, pause_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "volunteers.pause", Pause, pause_id)
    if found.ended_at is None:
        found.end(by=request.member)
    name = {"name": found.volunteer.first_name}
    own = is_own(request, found.volunteer)
    text = _("Welcome back, %(name)s.") if own else _("%(name)s is back.")
    return done(request, home_of(request, found.volunteer), text % name)
