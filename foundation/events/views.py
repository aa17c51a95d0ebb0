"""The calendar file of one's own place, and the calendar that a phone subscribes to."""

import uuid
from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from foundation.access import limits
from foundation.access.gate import allowed, public, reach, visible
from foundation.access.links import LinkGone
from foundation.events import feed
from foundation.events.calendar import MIME, ics, whole
from foundation.events.models import Participation
from foundation.pages.answers import done, page
from foundation.people.models import Workplace
from foundation.tenancy.context import current


@allowed("events.calendar")
@require_GET
def participation_calendar(request: HttpRequest, participation_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "events.calendar", Participation).select_related("event", "person")
    mine = reach(request.member, "events.calendar", Participation, participation_id, rows=rows)
    return _file(ics(mine.event))


def _place(request: HttpRequest, workplace_id: uuid.UUID) -> Workplace:
    return reach(request.member, "events.place_calendar", Workplace, workplace_id)


def _addresses(place: Workplace | None) -> dict[str, Any]:
    """Where the pages of one calendar lie: one's own, or that of a place."""
    kind, given = ("calendar_place", [place.pk]) if place else ("calendar_address", [])
    names = {"shown_url": kind, "new_url": f"{kind}_new", "closing_url": f"{kind}_closing"}
    return {"place": place} | {key: reverse(name, args=given) for key, name in names.items()}


@allowed("account.see")
@require_GET
def calendar_address(request: HttpRequest) -> HttpResponse:
    return _shown(request, None)


@allowed("account.see")
@never_cache
def calendar_address_new(request: HttpRequest) -> HttpResponse:
    return _new(request, None)


@allowed("account.see")
def calendar_address_closing(request: HttpRequest) -> HttpResponse:
    return _closing(request, None)


@allowed("events.place_calendar")
@require_GET
def calendar_place(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    return _shown(request, _place(request, workplace_id))


@allowed("events.place_calendar")
@never_cache
def calendar_place_new(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    return _new(request, _place(request, workplace_id))


@allowed("events.place_calendar")
def calendar_place_closing(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    return _closing(request, _place(request, workplace_id))


def _shown(request: HttpRequest, place: Workplace | None) -> HttpResponse:
    kept = feed.address_of(request.member.person, place)
    return page(request, "events/calendar_address.html", kept=kept, **_addresses(place))


def _new(request: HttpRequest, place: Workplace | None) -> HttpResponse:
    """The address is shown this once, since only its hash is kept."""
    person = request.member.person
    if request.method == "POST":
        path = reverse("calendar_feed", args=[feed.make_address(person, by=request.member, place=place)])
        url = current().url(path)
        opens = f"webcal:{url.partition(':')[2]}"
        return page(request, "events/calendar_address_made.html", url=url, opens=opens, **_addresses(place))
    if feed.address_of(person, place) is None:
        return page(request, "events/calendar_address.html", kept=None, **_addresses(place))
    title, submit = _("Make a new address?"), _("Make a new address")
    text = _("The one you have stops working, everywhere you have put it.")
    return _sure(request, place, title, text, submit)


def _closing(request: HttpRequest, place: Workplace | None) -> HttpResponse:
    if request.method == "POST":
        feed.close_address(request.member.person, by=request.member, place=place)
        return done(request, _addresses(place)["shown_url"], _("The address is closed."))
    title, submit = _("Close the address?"), _("Close the address")
    text = _("The calendar in your phone is no longer kept up to date. You can make a new address later.")
    return _sure(request, place, title, text, submit, color="danger")


def _sure(
    request: HttpRequest, place: Workplace | None, title: str, text: str, submit: str, color: str = ""
) -> HttpResponse:
    asked = {"title": title, "text": text, "submit": submit, "color": color}
    return page(request, "confirm.html", cancel_url=_addresses(place)["shown_url"], **asked)


@public
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Asked for by a phone that logs in nowhere. Unknown, closed, and another municipality's are the same."""
    try:
        person, events = feed.read_by(secret, timezone.now())
    except LinkGone as gone:
        if not limits.try_reading(request, "calendar_unknown"):
            return ratelimit.respond_429(request)
        raise Http404 from gone
    if not limits.try_reading(request, "calendar", str(person.pk)):
        return ratelimit.respond_429(request)
    return _file(whole(events, person))


def _file(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{MIME}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="samspill.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
