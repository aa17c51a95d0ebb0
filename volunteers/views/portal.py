"""The municipality's front page for visitors: what one can do, where, and who receives you (VOL-13)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from foundation.access.gate import is_shown, part_of, public
from foundation.access.roles import watches
from foundation.pages.answers import page, partial
from foundation.people.models import Workplace
from foundation.tenancy.settings import setting
from volunteers.forms.portal import MenuFilter
from volunteers.menu import Card, Menu
from volunteers.places import Place, company_of, first_workplaces, shown_workplaces

FIRST = 6  # activities on the front page, until the visitor has chosen
PLACES = 24  # places on it, until the visitor asks for all


@public
@part_of("volunteer_contacts")
def portal(request: HttpRequest) -> HttpResponse:
    """Who receives is asked once, for the places and the activities that are shown."""
    menu, today = Menu(request.GET), timezone.localdate()
    total = shown_workplaces().count()
    places = first_workplaces(today, None if "alle" in request.GET else PLACES)
    offered = menu.shown(None if menu.chosen else FIRST)
    here = watches(today, {*places, *(one.workplace for one in offered)})
    return partial(
        request,
        "volunteers/portal.html",
        "activity-list",
        **_list(menu, [menu.card(one, here[one.workplace_id].answering) for one in offered]),
        places=[Place(workplace, here[workplace.pk].answering) for workplace in places],
        more_places=total - len(places),
        coordinator=here.coordinator,
        courses_url=reverse("open_courses") if is_shown("open_courses") else "",
        reply_days=setting("reply_days"),
        followup_days=setting("followup_days"),
    )


@public
@part_of("volunteer_contacts")
def activities(request: HttpRequest) -> HttpResponse:
    menu = Menu(request.GET)
    return partial(request, "volunteers/activities.html", "activity-list", **_list(menu, menu.cards()))


@public
@part_of("volunteer_contacts")
def portal_workplace(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    workplace = shown_workplaces().filter(pk=workplace_id).first()
    if workplace is None:
        raise Http404
    return page(
        request,
        "volunteers/portal_workplace.html",
        workplace=workplace,
        core_values=workplace.written("core_values"),
        public_text=workplace.written("public_text"),
        company=company_of(workplace),
        cards=_cards_at(workplace),
    )


def _list(menu: Menu, cards: list[Card]) -> dict[str, object]:
    return {
        "filter": MenuFilter(menu),
        "cards": cards,
        "total": len(menu.all),
        "is_filtered": bool(menu.chosen),
        "for_everybody": menu.for_everybody,
    }


def _cards_at(workplace: Workplace) -> list[Card]:
    return Menu({}, workplace).cards()
