"""One's own turn behind the link in a mail: no log-in, one page, what happens next (ASG-07)."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from foundation.access.answers import link_gone
from foundation.access.gate import public
from foundation.access.links import LinkGone
from foundation.events.links import participation_of
from foundation.pages.answers import done, page
from foundation.people.models import Person
from volunteers.boards.models import Slot
from volunteers.boards.models.slot import EVENT
from volunteers.boards.turning import Turn, act
from volunteers.views.common import refused


@public
@never_cache
def turn(request: HttpRequest, secret: str) -> HttpResponse:
    given = participation_of(secret, EVENT)
    if given is None:
        return link_gone(request, LinkGone("unknown"))
    slot = Slot.objects.with_events().get(event=given.event_id)
    return turned(request, slot, given.person, given.person, "boards/turn.html")


def turned(request: HttpRequest, slot: Slot, person: Person, by: object, template: str) -> HttpResponse:
    """The page of one turn, and the answer to its buttons."""
    mine = Turn.of(slot, person, timezone.now())
    if request.method == "POST":
        try:
            told = act(mine, request.POST.get("wish", ""), by=by)
        except ValidationError as error:
            refused(request, error)
            told = ""
        return done(request, request.path, told)
    return page(request, template, turn=mine, slot=slot, event=slot.event, scheme=slot.scheme)
