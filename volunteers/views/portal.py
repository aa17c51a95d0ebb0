"""The municipality's front page for visitors: what one can do, where, and who receives you (VOL-13)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from foundation.access.gate import part_of, public
from foundation.pages.answers import page, partial
from foundation.people.models import Workplace
from foundation.tenancy.settings import setting
from volunteers.forms.portal import MenuFilter
from volunteers.menu import Menu
from volunteers.places import company_of, places, shown_workplaces

FIRST = 6  # activities on the front page, until the visitor has chosen
PLACES = 24  # places on it, until the visitor asks for all


@public
@part_of("volunteer_contacts")
def portal(request: HttpRequest) -> HttpResponse:
    menu, (found, coordinator) = Menu(request.GET), places()
    shown = found if "alle" in request.GET else found[:PLACES]
    menu.people = {place.workplace.pk: place.person for place in found}
    return partial(
        request,
        "volunteers/portal.html",
        "activity-list",
        **_list(menu, None if menu.chosen else FIRST),
        places=shown,
        more_places=len(found) - len(shown),
        coordinator=coordinator,
        reply_days=setting("reply_days"),
        followup_days=setting("followup_days"),
    )


@public
@part_of("volunteer_contacts")
def activities(request: HttpRequest) -> HttpResponse:
    menu = Menu(request.GET)
    return partial(request, "volunteers/activities.html", "activity-list", **_list(menu))


@public
@part_of("volunteer_contacts")
def portal_workplace(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    workplace = next((one for one in shown_workplaces() if one.pk == workplace_id), None)
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


def _list(menu: Menu, most: int | None = None) -> dict[str, object]:
    return {
        "filter": MenuFilter(menu),
        "cards": menu.cards(most),
        "total": len(menu.all),
        "is_filtered": bool(menu.chosen),
    }


def _cards_at(workplace: Workplace) -> list[object]:
    return list(Menu({}, workplace).cards())
