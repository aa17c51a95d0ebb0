"""Answering by the link in a mail, and reading what was said: per session, per course and over time."""

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.evaluating import (
    EVALUATION,
    LINK,
    REFLECTION,
    evaluation_of,
    liked_topics,
    quotes_of,
    send_reflections,
)
from courses.forms.evaluation import QuotesForm
from courses.models import Course, CourseSession
from courses.views.sessions import refuse_closed, session_of
from foundation.access.answers import link_gone
from foundation.access.gate import Refused, allowed, can, part_of, public, reach
from foundation.access.links import LinkGone, open_link
from foundation.pages.answers import done, page
from foundation.people.belonging import Group, belongings
from foundation.surveys.forms import SurveyForm
from foundation.surveys.models import FEWEST, Survey
from foundation.surveys.results import means, means_by_group, results


@public
@part_of("courses")
@never_cache
def survey_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Nameless: the link knows who was asked, the answer does not."""
    try:
        link = open_link(secret, LINK)
        survey = Survey.objects.filter(pk=link.about_id).first()
        if survey is None or not survey.is_open(timezone.localdate()):
            raise LinkGone("expired", link)
    except LinkGone as gone:
        return link_gone(request, gone)
    form = SurveyForm(_posted(request), survey=survey, asks_to_quote=survey.kind == EVALUATION)
    if form.is_valid():
        here = belongings(timezone.localdate(), persons=[link.person])
        form.save(link.person, group=here[0].group if here else "")
        link.use()
        return done(request, "survey_thanks")
    return page(request, "courses/survey.html", form=form, survey=survey)


@public
@part_of("courses")
def survey_thanks(request: HttpRequest) -> HttpResponse:
    return page(request, "courses/survey_thanks.html")


@allowed("courses.hold")
def course_slip(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """A slip of paper that somebody filled in, written in by whoever holds the course."""
    session = session_of(request, "courses.hold", course_session_id)
    _refuse_before(session)
    survey = evaluation_of(session)
    form = SurveyForm(_posted(request), survey=survey)
    if form.is_valid():
        form.save()
        return done(request, request.path, _("Written in. Here is the next one."))
    return page(request, "courses/slip.html", form=form, session=session)


@allowed("courses.hold")
def course_evaluation(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """What those who came said; the planner chooses which quotes are shown."""
    session = session_of(request, "courses.hold", course_session_id)
    survey = Survey.objects.filter(kind=EVALUATION, about_id=session.pk).first()
    found = results(survey) if survey else []
    quotable = [answer for one in found for answer in one.texts if answer.may_quote]
    may_plan = can(request.member, "courses.plan")
    form = QuotesForm(_posted(request), may_quote=quotable) if may_plan and quotable else None
    if form and form.is_valid():
        form.save(by=request.member)
        return done(request, request.path, _("Saved."))
    return page(
        request,
        "courses/evaluation.html",
        session=session,
        results=found,
        groups=_by_group(survey) if survey and session.is_joint else [],
        form=form,
        asked=survey.asked.count() if survey else 0,
        answered=survey.responses.count() if survey else 0,
    )


def _by_group(survey: Survey) -> list[tuple[str, int, float]]:
    """Volunteers and employees beside each other, at a session for both (CRS-07)."""
    found = means_by_group(survey, "safer")
    return [(label, *found[code]) for code, label in Group.choices if code in found]


@allowed("courses.read_library")
def course_results(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    """One course over time: how useful it was, and whether people became safer."""
    found = reach(request.member, "courses.read_library", Course, course_id)
    sessions = list(CourseSession.objects.with_course().past(timezone.now()).filter(course=found)[:24])
    surveys = {
        one.about_id: one
        for one in Survey.objects.filter(kind=EVALUATION, about_id__in=[s.pk for s in sessions])
    }
    safer, need = (means(surveys.values(), code) for code in ("safer", "met_need"))
    rows = [
        (session, safer.get(survey.pk, (0, None)), need.get(survey.pk, (0, None)))
        for session in sessions
        if (survey := surveys.get(session.pk)) and survey.pk in safer.keys() | need.keys()
    ]
    return page(
        request,
        "courses/results.html",
        course=found,
        rows=rows,
        liked=liked_topics(surveys, sessions),
        quotes=quotes_of([found.pk])[found.pk],
    )


@allowed("courses.hold")
@require_POST
def course_reflections_sent(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    session = session_of(request, "courses.hold", course_session_id)
    refuse_closed(session)
    if session.has_begun:
        raise Refused(session.leader, _("The course has begun."))
    count = send_reflections(session, by=request.member)
    return done(request, session, _("%(count)s are asked to think it over.") % {"count": count})


@allowed("courses.hold")
def course_reflections(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Shown on the wall in the session: what they thought beforehand, without names, in no order; not before five have answered."""
    session = session_of(request, "courses.hold", course_session_id)
    surveys = Survey.objects.filter(kind__in=REFLECTION.values(), about_id=session.pk).order_by("-kind")
    shown = [(survey, results(survey)) for survey in surveys]
    return page(request, "courses/reflections.html", session=session, shown=shown, fewest=FEWEST)


def _refuse_before(session: CourseSession) -> None:
    if not session.has_begun:
        raise Refused(session.leader, _("The course has not been held yet."))


def _posted(request: HttpRequest) -> QueryDict | None:
    """Everything may be left empty: what was posted is answered as a POST all the same."""
    return request.POST if request.method == "POST" else None
