"""What the places offer in the portal's activity menu, kept by those who receive people there (VOL-13)."""

import uuid
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from foundation.people.models import Workplace
from volunteers.forms.activities import ActivityForm
from volunteers.models import Activity, BlockedAttempt, PossibleTask


@allowed("activities.edit")
def activity_list(request: HttpRequest) -> HttpResponse:
    """By place; the places that offer nothing yet stand there too, since nobody can choose them."""
    rows = visible(request.member, "activities.edit", Activity).with_places()
    by_place = {pk: list(found) for pk, found in groupby(rows, key=lambda one: one.workplace_id)}
    places = visible(request.member, "activities.edit", Workplace).open(request.member.today)
    return page(
        request,
        "volunteers/activity_menu.html",
        places=[(place, by_place.get(place.pk, []), new_at(place)) for place in places],
    )


def new_at(place: Workplace) -> str:
    return f"{reverse('activity_new')}?workplace={place.pk}"


@allowed("activities.edit")
def activity_new(request: HttpRequest) -> HttpResponse:
    initial = {"workplace": request.GET.get("workplace", "")} | _of_task(request)
    form = ActivityForm(request.POST or None, member=request.member, initial=initial)
    if form.is_valid():
        activity = form.save(by=request.member)
        return done(request, "activity_list", _("“%(title)s” is in the menu.") % {"title": activity.title})
    BlockedAttempt.note(form, "offer", getattr(form, "cleaned_data", {}).get("workplace"), by=request.member)
    return page(request, "volunteers/activity_form.html", form=form)


def _of_task(request: HttpRequest) -> dict[str, Any]:
    """What the place has written down that volunteers may do, to begin from (ASG-06)."""
    chosen = request.GET.get("task", "")
    rows = visible(request.member, "tasks.see", PossibleTask).current()
    task = next((one for one in rows if str(one.pk) == chosen), None) if chosen else None
    if task is None:
        return {}
    return {
        "workplace": task.workplace_id,
        "activity_type": task.activity_type_id,
        "title": task.name,
        "text": task.frame,
    }


@allowed("activities.edit")
def activity_change(request: HttpRequest, activity_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "activities.edit", Activity).with_places()
    activity = reach(request.member, "activities.edit", Activity, activity_id, rows)
    form = ActivityForm(request.POST or None, member=request.member, instance=activity)
    if form.is_valid():
        form.save(by=request.member)
        shown = _("Saved.") if activity.is_published else _("Saved. It is not shown in the portal.")
        return done(request, "activity_list", shown)
    BlockedAttempt.note(form, "offer", activity.workplace, by=request.member)
    return page(request, "volunteers/activity_form.html", form=form, activity=activity)


@allowed("activities.edit")
@require_POST
def activity_filled(request: HttpRequest, activity_id: uuid.UUID) -> HttpResponse:
    told = _("“%(title)s” is full. Whoever chooses it comes on a waiting list.")
    return _fill(request, activity_id, True, told, undo="activity_opened")


@allowed("activities.edit")
@require_POST
def activity_opened(request: HttpRequest, activity_id: uuid.UUID) -> HttpResponse:
    return _fill(request, activity_id, False, _("“%(title)s” has room again."), undo="activity_filled")


def _fill(request: HttpRequest, activity_id: uuid.UUID, is_full: bool, told: str, undo: str) -> HttpResponse:
    activity = reach(request.member, "activities.edit", Activity, activity_id)
    activity.fill(by=request.member, is_full=is_full)
    told %= {"title": activity.title}
    return done(request, "activity_list", told, reverse(undo, args=[activity.pk]))
