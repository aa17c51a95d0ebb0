"""«My hours», where the municipality counts them and the volunteer wants it (ASG-21, VOL-59)."""

import uuid
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.events.models import Event
from foundation.pages.answers import done, page
from foundation.tenancy.settings import setting
from volunteers.forms.logged_hours import HoursForm
from volunteers.models import HoursEntry, Volunteer
from volunteers.models.logged_hours import decline_hours
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of

LATELY = timedelta(days=60)
SHOWN = 50


def _volunteer(request: HttpRequest, volunteer_id: uuid.UUID) -> Volunteer:
    if not setting("log_hours"):
        raise Http404
    return volunteer_of(request, "hours.write", volunteer_id)


def _been_to(volunteer: Volunteer) -> "list[Event]":
    """Of late, and not written down yet."""
    now, written = timezone.now(), volunteer.logged_hours.filter(event__isnull=False).values("event")
    mine = Event.objects.held().of(volunteer.person).filter(workplace=volunteer.workplace)
    lately = mine.filter(ends_at__range=(now - LATELY, now)).exclude(pk__in=written)
    return list(lately.order_by("-starts_at", "id")[:10])


@allowed("hours.write")
@kindly
def logged_hours(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """What is written down, what may be ticked, and the way out of it all."""
    volunteer = _volunteer(request, volunteer_id)
    own = is_own(request, volunteer)
    form = HoursForm(posted(request), own=own)
    if form.is_valid():
        entry = form.save(volunteer, by=request.member)
        return done(request, request.path, _("Written down."), undo=reverse("hours_removed", args=[entry.pk]))
    return page(
        request,
        "volunteers/logged_hours.html",
        volunteer=volunteer,
        own=own,
        form=form,
        entries=list(volunteer.logged_hours.all()[:SHOWN]),
        hours=volunteer.logged_hours.total() / 60,
        been_to=[] if volunteer.declines_hours else _been_to(volunteer),
        back_url=home_of(request, volunteer),
    )


@allowed("hours.write")
@kindly
@require_POST
def hours_ticked(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """«I was there»: one press for each time."""
    volunteer = _volunteer(request, volunteer_id)
    event = next((one for one in _been_to(volunteer) if str(one.pk) == request.POST.get("event")), None)
    to = reverse("logged_hours", args=[volunteer.pk])
    if event is None:
        return done(request, to)
    entry = HoursEntry.tick(volunteer, event, by=request.member)
    return done(request, to, _("Written down."), undo=reverse("hours_removed", args=[entry.pk]))


@allowed("hours.write")
@require_POST
def hours_removed(request: HttpRequest, hours_entry_id: uuid.UUID) -> HttpResponse:
    entry = reach(request.member, "hours.write", HoursEntry, hours_entry_id)
    entry.remove(by=request.member)
    return done(request, reverse("logged_hours", args=[entry.volunteer_id]), _("Taken back."))


@allowed("hours.write")
@kindly
@require_POST
def hours_declined(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One button each way; each undoes the other."""
    volunteer = _volunteer(request, volunteer_id)
    declines = not volunteer.declines_hours
    decline_hours(volunteer, declines, by=request.member)
    told = (
        _("Then nobody counts, and nothing follows from it.")
        if declines
        else _("Then hours are written down.")
    )
    return done(request, reverse("logged_hours", args=[volunteer.pk]), told, undo=request.path)
