"""Schemes for those who plan them: one, its routes, closed days."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from foundation.pages.moments import clock
from volunteers.boards.forms.schemes import BEFORE, ClosedDayForm, RouteForm, SchemeForm
from volunteers.boards.models import ClosedDay, Route, Scheme, Standing, Swap
from volunteers.boards.views.boards import scheme_of
from volunteers.menu import effort
from volunteers.views.asking import asked
from volunteers.views.common import posted


@allowed("boards.plan")
def scheme_new(request: HttpRequest) -> HttpResponse:
    form = SchemeForm(posted(request), member=request.member)
    if form.is_valid():
        made = form.save(by=request.member)
        return done(request, made, _("The board is there. Volunteers see it now."))
    return page(request, "boards/scheme_form.html", form=form)


@allowed("boards.plan")
def scheme(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    """How it is arranged: the rule in words, the routes, who takes part."""
    found = scheme_of(request, "boards.plan", scheme_id)
    rule = found.recurrence.in_words
    return page(
        request,
        "boards/scheme.html",
        scheme=found,
        rule=rule[0].upper() + rule[1:],
        facts=_facts(found),
        routes=list(found.routes.filter(is_open=True)),
        closed_days=list(found.closed_days.filter(on__gte=request.member.today)),
        members=list(found.members.current().with_people()),
        agreed=list(
            Standing.objects.running(request.member.today).with_people().filter(member__scheme=found)
        ),
        swaps=list(Swap.objects.with_people().filter(slot__scheme=found)[:8]),
    )


def _facts(found: Scheme) -> list[tuple[str, object]]:
    before = {"day": dict(BEFORE).get(found.cutoff_days, ""), "clock": clock(found.cutoff_clock)}
    return [
        (_("Activity"), found.activity),
        (_("How much it is"), effort(found.activity)),
        (_("How it is shared"), found.get_mode_display()),
        (_("One answers by"), _("%(day)s %(clock)s") % before),
        (_("What nobody has taken"), found.unit),
    ]


@allowed("boards.plan")
def scheme_change(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    found = scheme_of(request, "boards.plan", scheme_id)
    form = SchemeForm(posted(request), member=request.member, instance=found)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, found, _("Saved. Those it concerns are told."))
    return page(request, "boards/scheme_form.html", form=form, scheme=found)


@allowed("boards.plan")
def route_new(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    return _route(request, scheme_of(request, "boards.plan", scheme_id), None)


@allowed("boards.plan")
def route_change(request: HttpRequest, route_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "boards.plan", Route).select_related("scheme__activity__workplace")
    found = reach(request.member, "boards.plan", Route, route_id, rows=rows)
    return _route(request, found.scheme, found)


def _route(request: HttpRequest, found: Scheme, route: Route | None) -> HttpResponse:
    form = RouteForm(posted(request), instance=route)
    return asked(
        request,
        form,
        lambda: form.save(found, by=request.member),
        reverse("scheme", args=[found.pk]),
        found,
        _("Saved. Those it concerns are told."),
        title=str(route) if route else _("Add a route"),
        lead=_("What is promised on this route moves with it, and everybody concerned is told.")
        if route
        else "",
        submit=_("Save"),
    )


@allowed("boards.plan")
def closed_day_new(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    found = scheme_of(request, "boards.plan", scheme_id)
    form = ClosedDayForm(posted(request))
    return asked(
        request,
        form,
        lambda: form.save(found, by=request.member),
        reverse("scheme", args=[found.pk]),
        found,
        _("The day is closed. Whoever had promised to come is told."),
        title=_("Close a day"),
        lead=_("Whoever has promised to come that day is told at once."),
        submit=_("Close the day"),
    )


@allowed("boards.plan")
@require_POST
def closed_day_opened(request: HttpRequest, closed_day_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "boards.plan", ClosedDay).select_related("scheme__activity__workplace")
    found = reach(request.member, "boards.plan", ClosedDay, closed_day_id, rows=rows)
    found.scheme.open_day(found.on, by=request.member)
    return done(request, found.scheme, _("The day is open again."))
