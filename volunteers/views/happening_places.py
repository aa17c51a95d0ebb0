"""One's own place behind the link in a mail: no log-in, one page, what happens next (ASG-05, ASG-17)."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.access.answers import link_gone
from foundation.access.gate import public
from foundation.access.links import LinkGone
from foundation.events.links import participation_of
from foundation.events.models import Participation
from foundation.pages.answers import done, page
from foundation.people.models import Person
from volunteers.models import HappeningTime, Volunteer
from volunteers.models.happening import EVENT
from volunteers.told_happenings import host_of
from volunteers.views.common import refused

State = Participation.State


@public
@never_cache
def happening_place(request: HttpRequest, secret: str) -> HttpResponse:
    given = participation_of(secret, EVENT)
    if given is None:
        return link_gone(request, LinkGone("unknown"))
    time = HappeningTime.objects.with_events().get(event=given.event_id)
    mine = time.event.participation_of(given.person)
    if request.method == "POST":
        try:
            told = _act(time, given.person, mine, request.POST.get("wish", ""))
        except ValidationError as error:
            refused(request, error)
            told = ""
        return done(request, request.path, told)
    open_ = not time.event.is_cancelled and not time.is_past
    has_begun = time.event.starts_at <= timezone.now()
    is_mine = mine is not None and mine.state == State.SIGNED_UP
    return page(
        request,
        "volunteers/happening_place.html",
        time=time,
        event=time.event,
        person=given.person,
        mine=mine,
        is_mine=is_mine,
        host=host_of(time.event),
        reserves=time.happening.members.reserves().exists(),
        can_take=open_ and not is_mine and not time.event.is_full,
        can_leave=open_ and mine is not None,
        can_tick=is_mine and has_begun and not time.event.is_cancelled,
    )


def _act(time: HappeningTime, person: Person, mine: Participation | None, wish: str) -> str:
    if wish == "no":
        had_seat = time.give_back(person, by=person)
        return _("Thank you for telling us.") if had_seat else _("That is quite all right.")
    if wish == "done" and mine is not None and time.event.starts_at <= timezone.now():
        time.event.mark(person, True, by=person)
        return _("Thank you. It is noted.")
    if wish == "yes":
        volunteer = Volunteer.objects.active().filter(person=person, workplace=time.event.workplace).first()
        if volunteer is None:
            raise ValidationError(_("This is for the volunteers of the place."))
        time.take(volunteer, by=person)
        return _("How nice. It is yours.")
    raise ValidationError(_("Choose what you would like to do."))
