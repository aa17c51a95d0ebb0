"""When and where: one's own turns, boards to look at, and standing agreements."""

import uuid
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.access.gate import allowed, visible
from foundation.events.models import Participation
from foundation.pages.answers import page
from volunteers.boards.models import Scheme
from volunteers.boards.models.slot import EVENT
from volunteers.boards.views.boards import slot_of
from volunteers.boards.views.turns import turned

BACK = timedelta(days=14)  # so long one can still tick that it was done
State = Participation.State


@allowed("boards.take")
def my_turns(request: HttpRequest) -> HttpResponse:
    member, now = request.member, timezone.now()
    rows = Participation.objects.active().filter(
        person=member.person, event__kind=EVENT, event__cancelled_at=None, event__ends_at__gt=now - BACK
    )
    rows = rows.select_related("event__slot__scheme", "event__slot__route").order_by("event__starts_at", "id")
    mine = list(rows)
    coming = [one for one in mine if one.event.ends_at > now]
    schemes = visible(member, "boards.take", Scheme).with_places().running(member.today)
    return page(
        request,
        "boards/my_turns.html",
        coming=[one for one in coming if one.state == State.SIGNED_UP],
        asked=[one for one in coming if one.state in (State.OFFERED, State.INVITED)],
        waiting=[one for one in coming if one.state == State.WAITING],
        to_tick=[one for one in mine if one.event.ends_at <= now and one.attended is None],
        schemes=list(schemes),
    )


@allowed("boards.take")
def my_turn(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    slot = slot_of(request, "boards.take", slot_id)
    return turned(request, slot, request.member.person, request.member, "boards/my_turn.html")
