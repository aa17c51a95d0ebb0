"""One of the nine steps of one volunteer: what stands open, how it was before, done or once more (VOL-01)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed
from foundation.audit.models import record
from foundation.pages.answers import done, page
from volunteers.circle import PAGES
from volunteers.figures import by_place
from volunteers.forms.care_steps import CareStepForm
from volunteers.models import Step
from volunteers.views.common import kindly, posted, volunteer_of

#: steps without a page of their own: here they are done, and taken once more
OWN = (Step.RECRUITMENT, Step.TRAINING, Step.GATHERING)
AGAIN = (Step.TRAINING, Step.GATHERING, Step.FOLLOW_UP)


@allowed("volunteers.care")
@kindly
def care_step(request: HttpRequest, volunteer_id: uuid.UUID, step: str) -> HttpResponse:
    if step not in Step.values:
        raise Http404
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    rows = list(volunteer.steps.filter(code=step, dropped_at=None).order_by("-opened_at", "-id"))
    for row in rows:
        row.volunteer = volunteer
    open_ = next((row for row in rows if row.is_open), None)
    form = CareStepForm(posted(request), step=open_) if open_ else None
    if form and form.is_valid():
        form.save(by=request.member)
        return done(request, request.path, _("Written down."))
    return page(
        request,
        "volunteers/care_step.html",
        volunteer=volunteer,
        step=step,
        title=Step(step).label,
        open=open_,
        owner=open_.owner(request.member.today) if open_ else None,
        done_before=[row for row in rows if not row.is_open],
        form=form,
        own_url=reverse(PAGES[step], args=[volunteer.pk]) if step in PAGES else "",
        may_finish=bool(open_) and step in OWN,
        may_open=open_ is None and step in AGAIN,
        now=timezone.now(),
    )


@allowed("volunteers.care")
@kindly
@require_POST
def care_step_done(request: HttpRequest, volunteer_id: uuid.UUID, step: str) -> HttpResponse:
    """Done, or (when none is open) once more. Whatever has a page of its own is done there."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    back = reverse("care_step", args=[volunteer.pk, step]) if step in Step.values else volunteer
    open_ = volunteer.steps.open().filter(code=step).exists()
    if open_ and step in OWN:
        volunteer.finish_step(step, by=request.member)
        undo = reverse("care_step_open_again", args=[volunteer.pk, step])
        return done(request, back, _("Done."), undo=undo)
    if not open_ and step in AGAIN:
        opened = volunteer.open_step(step)
        record(request.member, f"step.{step}.opened", opened, about=volunteer.person)
        return done(request, back, _("It stands open once more."))
    return done(request, back)


@allowed("volunteers.care")
@kindly
@require_POST
def care_step_open_again(request: HttpRequest, volunteer_id: uuid.UUID, step: str) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    back = reverse("care_step", args=[volunteer.pk, step]) if step in Step.values else volunteer
    if step in OWN:
        volunteer.reopen_step(step, by=request.member)
    return done(request, back, _("Taken back."))


@allowed("volunteers.list")
def wheel_by_place(request: HttpRequest) -> HttpResponse:
    """How many stand at each step, place by place; each figure is its list."""
    return page(request, "volunteers/wheel_by_place.html", rows=by_place(request.member))
