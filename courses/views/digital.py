"""Free digital courses that others hold: links to them, and told by oneself when one is through (CRS-18)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.forms.digital import DigitalCourseTakenForm
from courses.models import CompetenceProof, CompetenceRecord, Course
from foundation.access.gate import allowed, reach, visible
from foundation.audit.models import read
from foundation.documents.files import as_uploaded
from foundation.pages.answers import done, page


@allowed("courses.join")
def digital_courses(request: HttpRequest) -> HttpResponse:
    """Those one has told of stand with how it went."""
    told = CompetenceRecord.objects.filter(person=request.member.person, counts_for__kind=Course.Kind.DIGITAL)
    mine = {row.counts_for_id: row for row in told.order_by("year", "id")}
    courses = visible(request.member, "courses.join", Course).filter(kind=Course.Kind.DIGITAL)
    return page(
        request, "courses/digital_courses.html", rows=[(course, mine.get(course.pk)) for course in courses]
    )


@allowed("courses.join")
def digital_course_taken(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "courses.join", Course).filter(kind=Course.Kind.DIGITAL)
    course = reach(request.member, "courses.join", Course, course_id, rows=rows)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DigitalCourseTakenForm(*given, course=course, person=request.member.person)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "digital_courses", _("Thank you. Your contact looks at it and confirms."))
    return page(request, "courses/digital_course_taken.html", form=form, course=course)


@allowed("courses.see_taken")
@require_GET
@never_cache
def competence_proof(request: HttpRequest, competence_proof_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "courses.see_taken", CompetenceProof).select_related("competence__person")
    proof = reach(request.member, "courses.see_taken", CompetenceProof, competence_proof_id, rows=rows)
    read(request.member, proof.competence, about=proof.competence.person, what="competence")
    return as_uploaded(proof.file, proof.media, proof.name)
