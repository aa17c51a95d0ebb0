"""The board of a week, for volunteers and for those who work there, and what is done on it (ASG-07)."""

import uuid

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.access.members import Member
from foundation.pages.answers import done, page, partial
from foundation.pages.moments import day
from foundation.pages.templatetags.samspill import and_list
from foundation.people.models import Person
from foundation.tenancy.prepared import prepared
from volunteers.boards.choosing import Outcome, choose
from volunteers.boards.models import Scheme, Slot
from volunteers.boards.week import Week, chosen_day, next_day, week_at
from volunteers.menu import effort
from volunteers.views.common import refused


def scheme_of(request: HttpRequest, action: str, scheme_id: uuid.UUID) -> Scheme:
    rows = _scheme(request.member, action, scheme_id)
    return reach(request.member, action, Scheme, scheme_id, rows=rows)


@prepared
def _scheme(member: Member, action: str, pk: uuid.UUID) -> QuerySet[Scheme]:
    return visible(member, action, Scheme).with_places().filter(pk=pk)


def slot_of(request: HttpRequest, action: str, slot_id: uuid.UUID) -> Slot:
    rows = visible(request.member, action, Slot).with_events()
    return reach(request.member, action, Slot, slot_id, rows=rows)


@allowed("boards.see")
def boards(request: HttpRequest) -> HttpResponse:
    """Every board that one has something to do with, and what can be done about them."""
    rows = visible(request.member, "boards.see", Scheme).with_places()
    running = list(rows.running(request.member.today))
    return page(
        request,
        "boards/board_list.html",
        schemes=running,
        may_plan=can(request.member, "boards.plan"),
    )


@allowed("boards.see")
def board(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    scheme = scheme_of(request, "boards.see", scheme_id)
    member = request.member
    for_staff = member.role != "self"
    on = chosen_day(request.GET.get("dag", "")) or next_day(scheme)
    week = week_at(scheme, on, member.person, for_staff)
    return page(
        request,
        "boards/board_staff.html" if for_staff else "boards/board.html",
        scheme=scheme,
        week=week,
        lead=_for_staff(week) if for_staff else "",
        effort=effort(scheme.activity),
        wants_asking=not for_staff and _asks(scheme, member.person),
        may_plan=for_staff and can(member, "boards.plan", scheme),
        may_cover=for_staff and can(member, "boards.cover", scheme),
    )


@allowed("boards.cover")
def board_screen(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    """On the ward's screen, which nobody touches: large, and asked for again every other minute. Printed it is a page."""
    scheme = scheme_of(request, "boards.cover", scheme_id)
    week = week_at(scheme, next_day(scheme), request.member.person, for_staff=True)
    return partial(request, "boards/board_screen.html", "board-screen", scheme=scheme, week=week)


def _asks(scheme: Scheme, person: Person) -> bool:
    return scheme.members.current().filter(volunteer__person=person, wants_asking=True).exists()


def _for_staff(week: Week) -> str:
    """The verdict: what is near, and what happens with it."""
    near = sum(cell.free for cell in week.near)
    if near:
        cutoff = min(cell.slot.cutoff_at for cell in week.near)
        told = ngettext(
            "One turn is not taken. What is free %(day)s is %(unit)s’s, and they are told.",
            "%(number)s turns are not taken. What is free %(day)s is %(unit)s’s, and they are told.",
            near,
        )
        return told % {"number": near, "day": _when(cutoff), "unit": week.scheme.unit.short}
    if week.not_taken:
        return _("What nobody has taken in time, %(unit)s does.") % {"unit": week.scheme.unit.short}
    return _("Everything this week has somebody.") if week.cells else ""


def _when(moment: object) -> str:
    from foundation.pages.moments import clock

    return f"{day(moment)} {clock(moment)}"


@allowed("boards.take")
@require_POST
def board_turns(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    """All ticks of the page at once."""
    scheme = scheme_of(request, "boards.take", scheme_id)
    shown = [pk for pk in map(_uuid, request.POST.getlist("shown")) if pk]
    outcome = choose(scheme, request.member.person, request.POST.getlist("turn"), shown, by=request.member)
    if outcome.missed:
        refused(request, ValidationError(outcome.missed))
    return done(request, _back(request, scheme), _receipt(outcome))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _back(request: HttpRequest, scheme: Scheme) -> str:
    week = chosen_day(request.POST.get("week", ""))
    return f"{scheme.get_absolute_url()}?dag={week}" if week else scheme.get_absolute_url()


def _receipt(outcome: Outcome) -> str:
    if outcome.taken:
        days = [day(slot.event.starts_at) for slot in outcome.taken]
        return _("Saved. You have %(days)s.") % {"days": and_list(dict.fromkeys(days))}
    if outcome.given_back:
        return _("Thank you for telling us. It is free for somebody else.")
    return "" if outcome.missed else _("Saved.")


@allowed("boards.cover")
@require_POST
def slot_cover(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    """«We take it»: an employee, by name."""
    slot = slot_of(request, "boards.cover", slot_id)
    to = f"{slot.scheme.get_absolute_url()}?dag={slot.on}"
    try:
        slot.cover(request.member.person, by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, to)
    return done(
        request, to, _("You have %(turn)s %(day)s.") % {"turn": slot.route, "day": day(slot.event.starts_at)}
    )
