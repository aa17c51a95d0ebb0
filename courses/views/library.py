"""The topic library, and courses put together from it."""

import uuid

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.evaluating import quotes_of, topic_by_year
from courses.forms.course import CourseForm, PartForm, TopicChoiceForm
from courses.forms.library import LibraryTopicForm
from courses.models import Audience, Course, LibraryTopic, Topic
from courses.models.requirement import rules_in_words
from foundation.access.gate import Refused, allowed, can, reach, visible
from foundation.pages.answers import done, page


@allowed("courses.read_library")
def topic_library(request: HttpRequest) -> HttpResponse:
    rows = list(visible(request.member, "courses.read_library", LibraryTopic))
    shelves = [(label, [one for one in rows if one.audience == code]) for code, label in Audience.choices]
    return page(
        request,
        "courses/topic_library.html",
        shelves=shelves,
        may_compose=can(request.member, "courses.compose"),
    )


@allowed("courses.read_library")
def library_topic(request: HttpRequest, library_topic_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "courses.read_library", LibraryTopic).select_related("lecturer")
    topic = reach(request.member, "courses.read_library", LibraryTopic, library_topic_id, rows=rows)
    parts = list(topic.parts.used().select_related("course"))
    return page(
        request,
        "courses/library_topic.html",
        topic=topic,
        parts=parts,
        years=topic_by_year({topic.title, *(part.title for part in parts)}),
        may_compose=can(request.member, "courses.compose"),
    )


@allowed("courses.compose")
def library_topic_new(request: HttpRequest) -> HttpResponse:
    return _topic_form(request, LibraryTopic())


@allowed("courses.compose")
def library_topic_change(request: HttpRequest, library_topic_id: uuid.UUID) -> HttpResponse:
    return _topic_form(request, reach(request.member, "courses.compose", LibraryTopic, library_topic_id))


def _topic_form(request: HttpRequest, topic: LibraryTopic) -> HttpResponse:
    form = LibraryTopicForm(request.POST or None, instance=topic)
    if form.is_valid():
        return done(request, form.save(by=request.member), _("Saved."))
    return page(request, "courses/library_topic_form.html", form=form, topic=topic)


@allowed("courses.read_library")
def course_catalogue(request: HttpRequest) -> HttpResponse:
    """What we teach: each course with its topics, ready to be put in the calendar."""
    used = Q(topics__is_used=True)
    rows = visible(request.member, "courses.read_library", Course).select_related("workplace")
    rows = rows.annotate(
        parts_count=Count("topics", filter=used), topic_minutes=Sum("topics__minutes", filter=used)
    )
    return page(
        request,
        "courses/catalogue.html",
        rows=rows,
        may_compose=can(request.member, "courses.compose"),
    )


@allowed("courses.read_library")
def course(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "courses.read_library", Course, course_id)
    parts = list(found.parts())
    return page(
        request,
        "courses/course.html",
        course=found,
        parts=parts,
        organisers=found.organisers.with_paper(),
        quotes=quotes_of([found.pk])[found.pk],
        minutes=sum(part.minutes for part in parts),
        asked=rules_in_words(found),
        may_compose=can(request.member, "courses.compose"),
    )


@allowed("courses.compose")
def course_new(request: HttpRequest) -> HttpResponse:
    form = CourseForm(request.POST or None, instance=Course())
    if form.is_valid():
        made = form.save(by=request.member)
        return done(request, made, _("The course is made. Put topics into it."))
    return page(request, "courses/course_form.html", form=form)


@allowed("courses.compose")
def course_change(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "courses.compose", Course, course_id)
    form = CourseForm(request.POST or None, instance=found)
    if form.is_valid():
        return done(request, form.save(by=request.member), _("Saved."))
    return page(request, "courses/course_form.html", form=form, course=found)


@allowed("courses.compose")
def course_topics_new(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "courses.compose", Course, course_id)
    form = TopicChoiceForm(request.POST or None, course=found)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, found, _("The topics stand last in the programme."))
    return page(request, "courses/course_topics.html", form=form, course=found)


@allowed("courses.compose")
def course_part(request: HttpRequest, topic_id: uuid.UUID) -> HttpResponse:
    part = _part(request, topic_id)
    form = PartForm(request.POST or None, instance=part)
    if form.is_valid() and form.save(by=request.member):
        return done(request, part.course, _("Saved."))
    return page(request, "courses/course_part.html", form=form, part=part)


@allowed("courses.compose")
@require_POST
def course_part_out(request: HttpRequest, topic_id: uuid.UUID) -> HttpResponse:
    part = _part(request, topic_id)
    try:
        part.take_out(by=request.member)
    except ValidationError as error:
        raise Refused(reason=" ".join(error.messages)) from error
    return done(request, part.course, _("Taken out. Sessions that went through it keep it."))


def _part(request: HttpRequest, pk: uuid.UUID) -> Topic:
    rows = visible(request.member, "courses.compose", Topic).select_related("course", "library")
    return reach(request.member, "courses.compose", Topic, pk, rows=rows)
