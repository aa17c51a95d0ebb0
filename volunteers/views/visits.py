"""Who comes today and this week: for the ward's screen, and for the wall."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import allowed
from foundation.pages.answers import page
from volunteers.visits import Place, joined, places_for, unheard

WEEK = timedelta(days=7)


@allowed("visits.see")
def visits(request: HttpRequest) -> HttpResponse:
    today = request.member.today
    first = _chosen(request.GET.get("fra", "")) or today
    places = places_for(request.member, first, WEEK.days)
    return page(
        request,
        "volunteers/visits.html",
        places=places,
        title=_verdict(places, today) if first == today else _("Who comes?"),
        joined=joined(request.member, timezone.now()),
        recent=unheard(request.member, today),
        first=first,
        today=today,
        before=first - WEEK,
        after=first + WEEK,
    )


def _verdict(places: list[Place], today: date) -> str:
    """The heading is the answer."""
    count = sum(
        len(visit.who) for place in places for day in place.days if day.on == today for visit in day.visits
    )
    if count == 0:
        return _("Nobody is expected today")
    return ngettext("One comes today", "%(count)s come today", count) % {"count": count}


def _chosen(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
