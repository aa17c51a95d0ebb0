"""Who comes this week: a list, the ward's screen, and a sheet for the wall (ASG-05)."""

import uuid
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import allowed, can, reach, visible
from foundation.events.kinds import words_of
from foundation.events.models import Event
from foundation.pages.answers import page, partial
from foundation.people.models import Department, Workplace
from foundation.tenancy.settings import setting
from volunteers.forms.visits import WeekFilter
from volunteers.visits import Place, joined, shown_at, unheard

WEEK = timedelta(days=7)


@allowed("visits.see")
def visits(request: HttpRequest) -> HttpResponse:
    """A week from Monday, whatever day stands in the address."""
    member = request.member
    monday = _monday(_chosen(request.GET.get("fra", "")) or member.today)
    here = visible(member, "visits.see", Workplace).filter(closed_on=None)
    chosen = WeekFilter(request.GET, workplaces=list(here))
    places = shown_at(
        chosen.places, member, monday, WEEK.days, chosen.department, is_chosen=chosen.is_narrowed
    )
    is_now = monday == _monday(member.today)
    return partial(
        request,
        "volunteers/visits.html",
        "week",
        places=places,
        title=_verdict(places, member.today) if is_now else _("Who comes?"),
        chosen=chosen,
        may_plan=can(member, "happenings.plan"),
        may_trace=can(member, "presence.trace"),
        joined=joined(member, timezone.now()),
        recent=unheard(member, member.today),
        is_now=is_now,
        monday=monday,
        sunday=monday + timedelta(days=6),
        before=chosen.address(monday - WEEK),
        after=chosen.address(monday + WEEK),
    )


@allowed("visits.see")
def visit(request: HttpRequest, event_id: uuid.UUID) -> HttpResponse:
    """On to the page of what it is."""
    event = reach(request.member, "visits.see", Event, event_id)
    to = words_of(event.kind).page
    return redirect(to(event) if to else "visits")


@allowed("visits.see")
def visits_screen(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Nobody touches it: large, and asked for again every minute. How people are named is the municipality's choice."""
    place, department = _place(request, workplace_id, request.member.today)
    return partial(
        request,
        "volunteers/visits_screen.html",
        "week-screen",
        place=place,
        department=department,
        now=timezone.now(),
        named=setting("screen_names"),
    )


@allowed("visits.see")
def visits_sheet(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """One page for the wall, printed from the browser."""
    monday = _monday(_chosen(request.GET.get("fra", "")) or request.member.today)
    place, department = _place(request, workplace_id, monday)
    return page(
        request,
        "volunteers/visits_sheet.html",
        place=place,
        department=department,
        named=setting("screen_names"),
        monday=monday,
        sunday=monday + timedelta(days=6),
        size=_size(len(place.visits)),
    )


def _place(request: HttpRequest, workplace_id: uuid.UUID, first: date) -> tuple[Place, Department | None]:
    workplace = reach(request.member, "visits.see", Workplace, workplace_id)
    department = WeekFilter(request.GET, workplaces=[workplace]).department
    return shown_at([workplace], request.member, first, WEEK.days, department, is_chosen=True)[0], department


def _size(rows: int) -> str:
    """So that a full week too has room on one page."""
    return "tiny" if rows > 32 else "small" if rows > 16 else ""


def _verdict(places: list[Place], today: date) -> str:
    """The heading is the answer."""
    count = sum(
        visit.number for place in places for day in place.days if day.on == today for visit in day.visits
    )
    if count == 0:
        return _("Nobody is expected today")
    return ngettext("One comes today", "%(count)s come today", count) % {"count": count}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _chosen(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
