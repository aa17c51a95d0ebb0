"""What one person has learnt: written in and confirmed; exemptions, rules and drop-offs."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.dropping import roads, staff_by_department
from courses.forms.competence import CompetenceForm, ExemptionForm, RulesForm, StaffForm
from courses.models import CompetenceRecord, Course
from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from foundation.people.models import Person


@allowed("competence.write")
def competence_new(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    person = reach(request.member, "competence.write", Person, person_id)
    form = CompetenceForm(request.POST or None, person=person)
    if form.is_valid():
        form.save(by=request.member)
        is_own = person == request.member.person
        told = (
            _("Written in. Your contact confirms it.")
            if is_own
            else _("Written in. Confirm it when you have seen the paper.")
        )
        return done(request, "my_courses" if is_own else _records(person), told)
    return page(request, "courses/competence_new.html", form=form, person=person)


@allowed("courses.see_taken")
def competence_of_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    person = reach(request.member, "courses.see_taken", Person, person_id)
    rows = CompetenceRecord.objects.filter(person=person).select_related("counts_for", "proof")
    return page(
        request,
        "courses/competence_of_person.html",
        person=person,
        rows=rows,
        qualifications=person.qualifications.all(),
        may_confirm=can(request.member, "competence.confirm") and person != request.member.person,
    )


@allowed("competence.confirm")
@require_POST
def competence_confirmed(request: HttpRequest, competence_record_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "competence.confirm", CompetenceRecord).select_related(
        "person", "counts_for"
    )
    row = reach(request.member, "competence.confirm", CompetenceRecord, competence_record_id, rows=rows)
    try:
        row.confirm(by=request.member)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return done(request, _records(row.person))
    return done(request, _records(row.person), _("Confirmed."))


@allowed("competence.confirm")
def course_exemption(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    person = reach(request.member, "competence.confirm", Person, person_id)
    form = ExemptionForm(request.POST or None, person=person)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, _records(person), _("%(name)s need not take it.") % {"name": person.first_name})
    return page(request, "courses/exemption.html", form=form, person=person)


@allowed("courses.compose")
def course_rules(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    course = reach(request.member, "courses.compose", Course, course_id)
    form = RulesForm(request.POST or None, course=course)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, course, _("Saved."))
    return page(request, "courses/rules.html", form=form, course=course)


@allowed("competence.register")
def course_drop_offs(request: HttpRequest) -> HttpResponse:
    """Where people drop off on the way through what is mandatory, and the share of the staff that has taken part."""
    staff = staff_by_department()
    return page(request, "courses/drop_offs.html", roads=roads(timezone.now()), staff=staff)


@allowed("courses.plan")
def department_staff(request: HttpRequest) -> HttpResponse:
    departments = [row.department for row in staff_by_department()]
    form = StaffForm(request.POST if request.method == "POST" else None, departments=departments)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "course_drop_offs", _("Saved."))
    return page(request, "courses/department_staff.html", form=form)


def _records(person: Person) -> str:
    return reverse("competence_of_person", args=[person.pk])
