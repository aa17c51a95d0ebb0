"""When and where: one's own turns, boards to look at, and standing agreements."""

import uuid
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, visible
from foundation.events.models import Participation
from foundation.pages.answers import done, page
from volunteers.boards.models import Away, Scheme, SchemeMember, Standing
from volunteers.boards.models.member import volunteer_for
from volunteers.boards.models.slot import EVENT
from volunteers.boards.views.boards import scheme_of, slot_of
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
    today = member.today
    agreed = visible(member, "standing.agree", Standing).running(today).with_people()
    away = visible(member, "standing.agree", Away).filter(last__gte=today).select_related("member__scheme")
    schemes = visible(member, "boards.take", Scheme).with_places().running(member.today)
    return page(
        request,
        "boards/my_turns.html",
        coming=[one for one in coming if one.state == State.SIGNED_UP],
        asked=[one for one in coming if one.state in (State.OFFERED, State.INVITED)],
        waiting=[one for one in coming if one.state == State.WAITING],
        to_tick=[one for one in mine if one.event.ends_at <= now and one.attended is None],
        schemes=list(schemes),
        agreed=list(agreed),
        away=list(away),
    )


@allowed("boards.take")
def my_turn(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    slot = slot_of(request, "boards.take", slot_id)
    return turned(request, slot, request.member.person, request.member, "boards/my_turn.html")


@allowed("boards.take")
@require_POST
def asking(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    """To hear when something becomes free, or not any more."""
    scheme, wants = scheme_of(request, "boards.take", scheme_id), request.POST.get("wants") == "yes"
    if volunteer := volunteer_for(scheme, request.member.person):
        SchemeMember.join(scheme, volunteer, by=request.member).ask_me(wants, by=request.member)
    told = _("We ask you when something becomes free. A no is always all right.") if wants else _("Saved.")
    return done(request, scheme, told)
