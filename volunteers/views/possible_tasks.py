"""What volunteers may do at each place, where the activity menu and the agreements begin (ASG-06)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from volunteers.forms.possible_tasks import PossibleTaskForm
from volunteers.models import BlockedAttempt, PossibleTask
from volunteers.views.common import kindly, own_place, posted


@allowed("tasks.see")
def possible_tasks(request: HttpRequest) -> HttpResponse:
    """By place, for everybody who works there."""
    rows = visible(request.member, "tasks.see", PossibleTask).current()
    mine = visible(request.member, "tasks.write", PossibleTask).current()
    return page(
        request,
        "volunteers/possible_tasks.html",
        tasks=rows.select_related("workplace", "activity_type", "grey_zone"),
        mine=set(mine.values_list("pk", flat=True)),
        may_write=can(request.member, "tasks.write"),
    )


@allowed("tasks.write")
@kindly
def possible_task_new(request: HttpRequest) -> HttpResponse:
    form = PossibleTaskForm(
        posted(request), member=request.member, initial={"workplace": own_place(request.member)}
    )
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "possible_tasks", _("Written down. Agreements and the menu can begin from it."))
    place = getattr(form, "cleaned_data", {}).get("workplace")
    BlockedAttempt.note(form, "offer", place, by=request.member)
    return page(request, "volunteers/possible_task.html", form=form)


@allowed("tasks.write")
@kindly
def possible_task(request: HttpRequest, possible_task_id: uuid.UUID) -> HttpResponse:
    task = reach(request.member, "tasks.write", PossibleTask, possible_task_id)
    form = PossibleTaskForm(posted(request), member=request.member, instance=task)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "possible_tasks", _("Saved. What has been agreed before stands as it was."))
    BlockedAttempt.note(form, "offer", task.workplace, by=request.member)
    return page(request, "volunteers/possible_task.html", form=form, task=task)


@allowed("tasks.write")
@kindly
@require_POST
def possible_task_removed(request: HttpRequest, possible_task_id: uuid.UUID) -> HttpResponse:
    """Off the list, and by «Undo» back on it."""
    task = reach(request.member, "tasks.write", PossibleTask, possible_task_id)
    undoing = "back" in request.GET
    task.remove(by=request.member, on=None if undoing else request.member.today)
    undo = "" if undoing else reverse("possible_task_removed", args=[task.pk]) + "?back"
    told = _("“%(name)s” is back.") if undoing else _("“%(name)s” is off the list.")
    return done(request, "possible_tasks", told % {"name": task.name}, undo)
