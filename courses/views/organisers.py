"""Who holds a course with us (CRS-13)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from courses.forms.organiser import OrganiserForm
from courses.models import CoOrganiser, Course
from foundation.access.gate import allowed, reach, visible
from foundation.documents.files import as_uploaded
from foundation.pages.answers import done, page


@allowed("courses.compose")
def co_organiser_new(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    course = reach(request.member, "courses.compose", Course, course_id)
    return _form(request, CoOrganiser(course=course))


@allowed("courses.compose")
def co_organiser(request: HttpRequest, co_organiser_id: uuid.UUID) -> HttpResponse:
    return _form(request, _reached(request, co_organiser_id))


@allowed("courses.compose")
@require_POST
def co_organiser_out(request: HttpRequest, co_organiser_id: uuid.UUID) -> HttpResponse:
    found = _reached(request, co_organiser_id)
    found.withdraw(by=request.member)
    told = _("%(name)s no longer holds it with us.") % {"name": found.partner.name}
    return done(request, found.course, told)


@allowed("courses.read_library")
@require_GET
def co_organiser_agreement(request: HttpRequest, co_organiser_id: uuid.UUID) -> HttpResponse:
    """The file, for whoever may read what is agreed."""
    rows = visible(request.member, "courses.read_library", CoOrganiser).select_related("partner", "paper")
    found = reach(request.member, "courses.read_library", CoOrganiser, co_organiser_id, rows=rows)
    if not hasattr(found, "paper"):
        raise Http404
    return as_uploaded(found.paper.file, found.paper.media, found.paper.name)


def _reached(request: HttpRequest, pk: uuid.UUID) -> CoOrganiser:
    rows = visible(request.member, "courses.compose", CoOrganiser).with_paper().select_related("course")
    return reach(request.member, "courses.compose", CoOrganiser, pk, rows=rows)


def _form(request: HttpRequest, found: CoOrganiser) -> HttpResponse:
    course, given = found.course, (request.POST, request.FILES) if request.method == "POST" else ()
    form = OrganiserForm(*given, instance=found, course=course)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, course, _("Saved."))
    return page(request, "courses/organiser.html", form=form, course=course, organiser=found)
