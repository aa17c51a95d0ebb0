"""One turn for those who work there: who has it, done, moved, called off (ASG-08)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import Refused, allowed, can
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.boards.forms.schemes import SlotMoveForm
from volunteers.boards.models import Slot
from volunteers.boards.views.boards import slot_of
from volunteers.boards.week import Cell, seats_of
from volunteers.views.asking import asked
from volunteers.views.common import posted


@allowed("boards.cover")
def slot(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    found = slot_of(request, "boards.cover", slot_id)
    seats = seats_of([found])[found.event_id]
    return page(
        request,
        "boards/slot.html",
        slot=found,
        event=found.event,
        scheme=found.scheme,
        seats=seats,
        back=_home(found),
        cell=Cell(found, seats, request.member.person, for_staff=True),
        has_begun=found.event.starts_at <= timezone.now(),
        may_plan=can(request.member, "boards.plan", found),
    )


@allowed("boards.cover")
@require_POST
def slot_done(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    """Who is ticked came; the unit's own share is done."""
    found = slot_of(request, "boards.cover", slot_id)
    came = set(request.POST.getlist("came"))
    for seat in seats_of([found])[found.event_id]:
        if str(seat.person_id) in came and not seat.attended:
            found.event.mark(seat.person, True, by=request.member)
    if "unit" in request.POST:
        found.note_done(by=request.member)
    return done(request, found, _("Thank you. It is noted."))


@allowed("boards.cover")
@require_POST
def slot_given_back(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    """Somebody called and said that they cannot come."""
    found = slot_of(request, "boards.cover", slot_id)
    for seat in seats_of([found])[found.event_id]:
        if str(seat.person_id) == request.POST.get("person"):
            found.give_back(seat.person, by=request.member)
    return done(request, found, _("Noted. It is free, or the unit’s when the time is over."))


@allowed("boards.plan")
def slot_moving(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    found = slot_of(request, "boards.plan", slot_id)
    _must_be_ahead(found)
    form = SlotMoveForm(posted(request), slot=found)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        _home(found),
        found.scheme,
        _("Moved. Everybody who has promised is told."),
        title=_("Move %(title)s") % {"title": found},
        submit=_("Move it and tell everybody"),
    )


@allowed("boards.plan")
def slot_cancellation(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    """Ask first: whoever has promised is told at once."""
    found = slot_of(request, "boards.plan", slot_id)
    _must_be_ahead(found)
    if request.method == "POST":
        found.cancel(by=request.member)
        return done(request, _home(found), _("It is called off, and everybody is told."))
    return page(
        request,
        "confirm.html",
        title=_("Call off %(title)s %(day)s?") % {"title": found, "day": day(found.event.starts_at)},
        text=_("Whoever has promised to come is told at once, and so is the unit that would have done it."),
        submit=_("Call it off"),
        cancel_url=_home(found),
        color="danger",
    )


def _home(found: Slot) -> str:
    return f"{found.scheme.get_absolute_url()}?dag={found.on}"


def _must_be_ahead(found: Slot) -> None:
    if found.event.is_cancelled or found.is_past:
        raise Refused(reason=_("This turn is over, or called off already."))
