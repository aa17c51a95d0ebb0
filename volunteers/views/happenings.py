"""What happens at a place: the plan, its times, who comes, and who was here (ASG-05, ASG-17, ASG-24)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.access.gate import Refused, allowed, can, reach, visible
from foundation.events.models import Event, Participation
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.forms.happenings import DayForm, HappeningForm, HappeningMemberForm, HappeningMoveForm
from volunteers.models import Happening, HappeningMember, HappeningTime
from volunteers.views.asking import asked
from volunteers.views.common import kindly, own_place, posted
from volunteers.visits import MARKED

SHOWN = 8


def _one(request: HttpRequest, action: str, happening_id: uuid.UUID) -> Happening:
    rows = visible(request.member, action, Happening).with_places()
    return reach(request.member, action, Happening, happening_id, rows=rows)


def _time(request: HttpRequest, action: str, happening_time_id: uuid.UUID) -> HappeningTime:
    rows = visible(request.member, action, HappeningTime).with_events()
    return reach(request.member, action, HappeningTime, happening_time_id, rows=rows)


def _must_be_ahead(found: HappeningTime) -> None:
    if found.event.is_cancelled or found.is_past:
        raise Refused(reason=_("This is over, or called off already."))


@allowed("visits.see")
def happenings(request: HttpRequest) -> HttpResponse:
    """What goes on, with the next time of each."""
    rows = (
        visible(request.member, "visits.see", Happening)
        .with_places()
        .for_many()
        .running(request.member.today)
    )
    return page(
        request,
        "volunteers/happening_list.html",
        happenings=list(rows.next_first(timezone.now())),
        may_plan=can(request.member, "happenings.plan"),
    )


@allowed("happenings.plan")
def happening_new(request: HttpRequest) -> HttpResponse:
    here = {"workplace": own_place(request.member)}
    form = HappeningForm(posted(request), member=request.member, initial=here)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        reverse("visits"),
        _("Who comes?"),
        _("It stands in the week, and those who come are told."),
        title=_("Put something in the week"),
        submit=_("Put it in the week"),
    )


@allowed("visits.see")
def happening(request: HttpRequest, happening_id: uuid.UUID) -> HttpResponse:
    found = _one(request, "visits.see", happening_id)
    members = list(found.members.current().with_people())
    coming = found.times.coming(timezone.now()).with_events().order_by("event__starts_at", "id")
    return page(
        request,
        "volunteers/happening.html",
        happening=found,
        always=[member for member in members if not member.is_reserve],
        reserves=[member for member in members if member.is_reserve],
        coming=list(coming[:SHOWN]),
        may_plan=can(request.member, "happenings.plan", found),
    )


@allowed("happenings.plan")
def happening_ended(request: HttpRequest, happening_id: uuid.UUID) -> HttpResponse:
    found = _one(request, "happenings.plan", happening_id)
    if request.method == "POST":
        found.end(by=request.member)
        return done(request, "happenings", _("It is ended, and everybody who came is told."))
    return page(
        request,
        "confirm.html",
        title=_("End %(title)s?") % {"title": found},
        text=_("Times to come are called off, and everybody who has a place is told once."),
        submit=_("End it"),
        cancel_url=found.get_absolute_url(),
        color="danger",
    )


@allowed("happenings.plan")
def happening_member_new(request: HttpRequest, happening_id: uuid.UUID) -> HttpResponse:
    found = _one(request, "happenings.plan", happening_id)
    form = HappeningMemberForm(posted(request), happening=found)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        found.get_absolute_url(),
        found,
        _("Noted. They are told."),
        title=_("Who takes part?"),
        submit=_("Write them up"),
    )


@allowed("happenings.plan")
def happening_member_out(request: HttpRequest, happening_member_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "happenings.plan", HappeningMember).with_people()
    mine = reach(request.member, "happenings.plan", HappeningMember, happening_member_id, rows=rows)
    if request.method == "POST":
        mine.leave(by=request.member)
        return done(request, mine.happening, _("%(name)s is off the list.") % {"name": mine.person.name})
    return page(
        request,
        "confirm.html",
        title=_("Take %(name)s off the list?") % {"name": mine.person.name},
        text=_("Places that have not been are given back."),
        submit=_("Take %(name)s off") % {"name": mine.person.first_name},
        cancel_url=mine.happening.get_absolute_url(),
    )


@allowed("visits.see")
def happening_time(request: HttpRequest, happening_time_id: uuid.UUID) -> HttpResponse:
    found = _time(request, "visits.see", happening_time_id)
    seats = found.event.participations.signed_up().select_related("person")
    return page(
        request,
        "volunteers/happening_time.html",
        time=found,
        event=found.event,
        happening=found.happening,
        seats=list(seats.order_by("person__name", "id")),
        substitutes=found.substitutes.wanted().select_related("partner"),
        has_begun=found.event.starts_at <= timezone.now(),
        may_plan=can(request.member, "happenings.plan", found),
        may_mark=can(request.member, "visits.mark", found.event),
    )


@allowed("visits.mark")
@kindly
@require_POST
def happening_given_back(request: HttpRequest, happening_time_id: uuid.UUID) -> HttpResponse:
    """Somebody called and said that they cannot come."""
    found = _time(request, "visits.mark", happening_time_id)
    seats = found.event.participations.signed_up().select_related("person")
    for seat in seats:
        if str(seat.person_id) == request.POST.get("person"):
            found.give_back(seat.person, by=request.member)
    return done(request, found, _("Noted. Those in reserve are asked."))


@allowed("happenings.plan")
@kindly
@require_POST
def happening_group(request: HttpRequest, happening_time_id: uuid.UUID) -> HttpResponse:
    """The group cannot come, or comes after all: each press undoes the other."""
    found = _time(request, "happenings.plan", happening_time_id)
    if found.group_cancelled_at:
        found.group_comes_after_all(by=request.member)
        return done(request, found, _("Good. They come."), undo=request.path)
    asked_now = found.group_gives_up(by=request.member)
    told = ngettext("One in reserve is asked.", "%(count)s in reserve are asked.", asked_now)
    said = told % {"count": asked_now} if asked_now else _("Noted. Nobody is in reserve.")
    return done(request, found, said, undo=request.path)


@allowed("happenings.plan")
def happening_moving(request: HttpRequest, happening_time_id: uuid.UUID) -> HttpResponse:
    found = _time(request, "happenings.plan", happening_time_id)
    _must_be_ahead(found)
    form = HappeningMoveForm(posted(request), time=found)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        found.get_absolute_url(),
        found,
        _("Moved. Everybody who has promised is told."),
        title=_("Move %(title)s") % {"title": found},
        submit=_("Move it and tell everybody"),
    )


@allowed("happenings.plan")
def happening_cancellation(request: HttpRequest, happening_time_id: uuid.UUID) -> HttpResponse:
    """Ask first: whoever has promised is told at once."""
    found = _time(request, "happenings.plan", happening_time_id)
    _must_be_ahead(found)
    if request.method == "POST":
        found.call_off(by=request.member)
        return done(request, found.happening, _("It is called off, and everybody is told."))
    return page(
        request,
        "confirm.html",
        title=_("Call off %(title)s %(day)s?") % {"title": found, "day": day(found.event.starts_at)},
        text=_("Whoever has promised to come is told at once."),
        submit=_("Call it off"),
        cancel_url=found.get_absolute_url(),
        color="danger",
    )


@allowed("visits.mark")
def visit_day(request: HttpRequest, event_id: uuid.UUID) -> HttpResponse:
    """Who was here: ticked by whoever works there, when it has begun."""
    event = reach(request.member, "visits.mark", Event, event_id)
    if event.kind not in MARKED:
        raise Http404
    if event.is_cancelled or event.starts_at > timezone.now():
        raise Refused(reason=_("This has not begun, or is called off."))
    seats = Participation.objects.signed_up().filter(event=event).select_related("person")
    form = DayForm(posted(request), event=event, seats=list(seats.order_by("person__name", "id")))
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        reverse("visits"),
        _("Who comes?"),
        _("Thank you. It is noted."),
        title=_("Who was here?"),
        lead=f"{event}, {day(event.starts_at)}",
        submit=_("Write it down"),
    )
