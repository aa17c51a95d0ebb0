"""What the steps are called, what is easily forgotten, what applies here, and which kinds ask for what (VOL-02, VOL-33)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from volunteers.checklists import every_point
from volunteers.definitions import checklist_of
from volunteers.forms.definitions import AsksForm, PointForm, StepForm
from volunteers.models import Step
from volunteers.models.checklist import Checklist
from volunteers.views.common import posted


@allowed("steps.define")
def step_definitions(request: HttpRequest) -> HttpResponse:
    """All that can be written in one's own words, each with its page."""
    steps = [
        {"title": step.label, "url": reverse("step_definition", args=[step]), "icon": "edit"} for step in Step
    ]
    lists = {
        name.label: [
            {
                "title": point.title,
                "text": "" if point.is_used else _("Not on the list"),
                "url": reverse("point_wording", args=[name, point.code]),
                "icon": "edit",
            }
            for point in every_point(name)
        ]
        for name in Checklist
    }
    return page(request, "volunteers/step_definitions.html", steps=steps, lists=lists)


@allowed("steps.define")
def step_definition(request: HttpRequest, step: str) -> HttpResponse:
    if step not in Step.values:
        raise Http404
    initial = {"title": Step(step).label, "checklist": "\n".join(checklist_of(step, None))}
    form = StepForm(posted(request), step=step, today=request.member.today, initial=initial)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "step_definitions", _("Saved. Steps that are done stay as they were."))
    return page(request, "volunteers/step_definition.html", form=form, title=Step(step).label)


@allowed("steps.define")
def point_wording(request: HttpRequest, checklist: str, point: str) -> HttpResponse:
    points = {one.code: one for one in every_point(checklist)} if checklist in Checklist.values else {}
    if point not in points:
        raise Http404
    found = points[point]
    initial = {"title": found.title, "text": found.text, "is_used": found.is_used}
    form = PointForm(posted(request), initial=initial)
    if form.is_valid():
        form.save(checklist, point, by=request.member)
        return done(request, "step_definitions", _("Saved. What was ticked keeps its wording."))
    return page(request, "volunteers/point_wording.html", form=form, title=found.title)


@allowed("steps.define")
def kinds_that_ask(request: HttpRequest) -> HttpResponse:
    form = AsksForm(posted(request))
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "settings", _("Saved."))
    return page(request, "volunteers/kinds_that_ask.html", form=form)
