"""Gatherings: the year's plan, one of them, who comes and who came, what was talked about (VOL-46, VOL-47, VOL-48)."""

import uuid

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.events.models import Participation
from foundation.pages.answers import done, page
from foundation.people.models import Workplace
from volunteers.belonging import too_few, warning
from volunteers.forms.gatherings import AttendanceForm, GatheringForm, MinutesForm
from volunteers.models import Gathering
from volunteers.models.gathering import Theme, uncovered
from volunteers.views.common import kindly, posted, refused

State = Participation.State
COUNTS = {
    "yes": Count("event__participations", Q(event__participations__state=State.SIGNED_UP)),
    "asked": Count("event__participations", Q(event__participations__state=State.INVITED)),
    "came": Count("event__participations", Q(event__participations__attended=True)),
}


@allowed("gatherings.see")
def gatherings(request: HttpRequest) -> HttpResponse:
    """What comes, what has been, and where it is too seldom."""
    now = timezone.now()
    rows = visible(request.member, "gatherings.see", Gathering).with_event().annotate(**COUNTS)
    places = visible(request.member, "gatherings.plan", Workplace).open(request.member.today)
    few = too_few(places, request.member.today)
    return page(
        request,
        "volunteers/gathering_list.html",
        coming=list(rows.coming(now)[:30]),
        past=list(rows.past(now)[:12]),
        few=[(place, warning(few[place.pk])) for place in places if place.pk in few],
        may_plan=can(request.member, "gatherings.plan"),
    )


@allowed("gatherings.plan")
def gathering_new(request: HttpRequest) -> HttpResponse:
    member = request.member
    form = GatheringForm(posted(request), member=member)
    if form.is_valid():
        made = form.save(by=member)
        return done(request, made, _("It stands in the plan. Invite when you are ready."))
    places = list(form.fields["workplace"].queryset[:2])
    idle = uncovered(places[0] if len(places) == 1 else None, timezone.now())
    suggested = [Theme(code).label for code in idle]
    return page(request, "volunteers/gathering_form.html", form=form, suggested=suggested)


def _one(request: HttpRequest, action: str, gathering_id: uuid.UUID) -> Gathering:
    rows = visible(request.member, action, Gathering).with_event()
    return reach(request.member, action, Gathering, gathering_id, rows=rows)


@allowed("gatherings.see")
def gathering(request: HttpRequest, gathering_id: uuid.UUID) -> HttpResponse:
    found = _one(request, "gatherings.see", gathering_id)
    may_plan = can(request.member, "gatherings.plan", found)
    mine = found.event.participations.select_related("person").order_by("person__name", "id")
    groups: dict[str, list[Participation]] = {}
    for one in mine:
        groups.setdefault(one.state, []).append(one)
    return page(
        request,
        "volunteers/gathering.html",
        gathering=found,
        event=found.event,
        yes=groups.get(State.SIGNED_UP, []),
        asked=groups.get(State.INVITED, []),
        no=[*groups.get(State.DECLINED, []), *groups.get(State.CANCELLED, [])],
        wishes=list(found.wishes.select_related("person")),
        notes=list(found.table_notes.select_related("person")) if may_plan else [],
        may_plan=may_plan,
    )


@allowed("gatherings.plan")
@require_POST
def gathering_invitations(request: HttpRequest, gathering_id: uuid.UUID) -> HttpResponse:
    """Everybody who has not been asked; pressed again it reaches those who have begun since."""
    found = _one(request, "gatherings.plan", gathering_id)
    try:
        count = found.invite(by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, found)
    told = ngettext("One person is invited.", "%(count)s are invited.", count) % {"count": count}
    return done(request, found, told if count else _("Everybody is invited already."))


@allowed("gatherings.plan")
def gathering_attendance(request: HttpRequest, gathering_id: uuid.UUID) -> HttpResponse:
    found = _one(request, "gatherings.plan", gathering_id)
    form = AttendanceForm(posted(request), gathering=found)
    if form.is_valid():
        count = form.save(by=request.member)
        told = ngettext("One came.", "%(count)s came.", count) % {"count": count}
        return done(request, found, told if count else _("Written down."))
    return page(request, "volunteers/gathering_attendance.html", gathering=found, form=form)


@allowed("gatherings.plan")
def gathering_minutes(request: HttpRequest, gathering_id: uuid.UUID) -> HttpResponse:
    found = _one(request, "gatherings.plan", gathering_id)
    form = MinutesForm(posted(request), instance=found)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, found, _("Written down."))
    return page(request, "volunteers/gathering_minutes.html", gathering=found, form=form)


@allowed("gatherings.plan")
@kindly
def gathering_cancelled(request: HttpRequest, gathering_id: uuid.UUID) -> HttpResponse:
    """Ask first: everybody who was asked is told at once."""
    found = _one(request, "gatherings.plan", gathering_id)
    if request.method == "POST":
        found.event.cancel(by=request.member)
        return done(request, "gatherings", _("It is called off, and everybody is told."))
    return page(
        request,
        "confirm.html",
        title=_("Call off %(title)s?") % {"title": found},
        text=_("Everybody who was invited is told at once."),
        submit=_("Call it off"),
        cancel_url=found.get_absolute_url(),
        color="danger",
    )
