"""Training paths as the course leader puts them together, and one person's training as a line (CRS-05)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.forms.path import PathStepForm, TrainingPathForm
from courses.models import PathStep, TrainingPath
from courses.training import Training, steps_of
from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from foundation.pages.templatetags.samspill import and_list
from foundation.people.doing import kinds_of_activity
from foundation.people.models import Person


@allowed("courses.read_library")
def training_paths(request: HttpRequest) -> HttpResponse:
    rows = visible(request.member, "courses.read_library", TrainingPath).prefetch_related("steps")
    may_compose = can(request.member, "courses.compose")
    return page(request, "courses/training_paths.html", rows=rows, may_compose=may_compose)


@allowed("courses.read_library")
def training_path(request: HttpRequest, training_path_id: uuid.UUID) -> HttpResponse:
    path = reach(request.member, "courses.read_library", TrainingPath, training_path_id)
    names = dict(kinds_of_activity())
    return page(
        request,
        "courses/training_path.html",
        path=path,
        steps=steps_of(path),
        kinds=and_list([names[code] for code in path.kinds if code in names]),
        may_compose=can(request.member, "courses.compose"),
    )


@allowed("courses.compose")
def training_path_new(request: HttpRequest) -> HttpResponse:
    return _path_form(request, TrainingPath())


@allowed("courses.compose")
def training_path_change(request: HttpRequest, training_path_id: uuid.UUID) -> HttpResponse:
    return _path_form(request, reach(request.member, "courses.compose", TrainingPath, training_path_id))


def _path_form(request: HttpRequest, path: TrainingPath) -> HttpResponse:
    form = TrainingPathForm(request.POST or None, instance=path)
    if form.is_valid():
        return done(request, form.save(by=request.member), _("Saved."))
    return page(request, "courses/training_path_form.html", form=form, path=path)


@allowed("courses.compose")
def path_step_new(request: HttpRequest, training_path_id: uuid.UUID) -> HttpResponse:
    path = reach(request.member, "courses.compose", TrainingPath, training_path_id)
    form = PathStepForm(request.POST or None, path=path)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, path, _("It stands last in the path."))
    return page(request, "courses/path_step_new.html", form=form, path=path)


@allowed("courses.compose")
@require_POST
def path_step_out(request: HttpRequest, path_step_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "courses.compose", PathStep).select_related("path", "course")
    step = reach(request.member, "courses.compose", PathStep, path_step_id, rows=rows)
    step.take_out(by=request.member)
    return done(request, step.path, _("Taken out. Who has done it keeps the tick."))


@allowed("courses.see_taken")
def training(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What one has come through and what comes, as a line; it prints as it stands."""
    person = reach(request.member, "courses.see_taken", Person, person_id)
    is_own = person == request.member.person
    return page(
        request,
        "courses/training.html",
        person=person,
        is_own=is_own,
        lines=Training(person, timezone.now(), request.member.today).lines,
        may_tick=is_own or can(request.member, "competence.confirm"),
    )


@allowed("competence.write")
@require_POST
def path_step_tick(request: HttpRequest, person_id: uuid.UUID, path_step_id: uuid.UUID) -> HttpResponse:
    """Done, or not after all: each takes the other back."""
    step = PathStep.objects.used().filter(pk=path_step_id).first()
    if step is None:
        raise Http404
    person = reach(request.member, "competence.write", Person, person_id)
    wants = (request.POST.get("done") or request.GET.get("done")) != "no"
    step.tick(person, wants, by=request.member)
    told = _("Ticked.") if wants else _("The tick is taken away.")
    undo = f"{request.path}?done={'no' if wants else 'yes'}"
    return done(request, reverse("training", args=[person.pk]), told, undo=undo)
