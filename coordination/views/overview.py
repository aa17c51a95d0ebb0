"""The overview (NET-03): a row per workplace, each figure opens its list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from coordination.forms.filters import PlaceFilter
from coordination.overview import posts, rows, totals, verdict
from foundation.access.gate import allowed
from foundation.pages.answers import partial
from volunteers.belonging import too_few
from volunteers.figures import ALL, Figures, by_workplace

PAGE = 50  # places; those who need help stand first, so the first page is the one that matters


@allowed("overview.see")
def overview(request: HttpRequest) -> HttpResponse:
    form = PlaceFilter(request.GET.dict())
    figures = by_workplace(request.member, timezone.now())
    contacts, coordinators = posts(request.member.today)
    found = rows(request.member, figures, contacts, **form.chosen())
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return partial(
        request,
        "coordination/overview.html",
        "places",
        rows=shown,
        page_obj=shown,
        title=verdict(found),
        totals=totals(found),
        placeless=figures.get(None, Figures()),
        reply=figures.get(ALL, Figures()).reply,
        filter=form,
        vacant=[row for row in found if row.is_vacant],
        low=[row for row in found if row.is_low],
        seldom=len(too_few([row.workplace for row in found], request.member.today)),
        coordinators=[one for one in coordinators if one.is_below_recommendation],
    )
