"""A course that comes round again, such as the half-yearly meeting of volunteers and employees, and what both groups say (CRS-06, CRS-07)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import waiting
from courses.evaluating import evaluation_of, liked_topics, topic_by_year
from courses.models import Course, CourseSession
from foundation.surveys.models import Survey
from tests.cast import Cast
from tests.courses.conftest import plan


@pytest.fixture
def joint(cast: Cast, course: Course) -> Course:
    return Course.objects.get(code="joint_session")


def held(joint: Course, cast: Cast, days: int) -> CourseSession:
    session = plan(joint, cast, timezone.now() - timedelta(days=days))
    session.cover(list(joint.parts()), by=cast.marit)
    CourseSession.objects.filter(pk=session.pk).update(closed_at=timezone.now())
    session.refresh_from_db()
    return session


def series(cast: Cast, who: str = "marit") -> list[str]:
    rows = waiting.waiting(cast.member(who), timezone.now())
    return [row.name for row in rows if row.key.startswith("course-series:")]


def test_the_half_yearly_meeting_waits_for_the_planner_when_the_next_is_missing(
    cast: Cast, joint: Course
) -> None:
    assert joint.every_months == 6
    held(joint, cast, days=100)
    assert series(cast) == []  # there is time yet
    held(joint, cast, days=400)
    assert series(cast) == []  # what counts is the last one
    CourseSession.objects.filter(event__starts_at__gt=timezone.now() - timedelta(days=150)).delete()
    assert series(cast) == [str(joint)]
    assert series(cast, "kari") == []
    coming = plan(joint, cast, timezone.now() + timedelta(days=20))
    assert series(cast) == []
    coming.event.cancel(by=cast.marit)
    assert series(cast) == [str(joint)]


def test_it_leads_to_the_form_with_the_course_chosen(cast: Cast, joint: Course) -> None:
    held(joint, cast, days=200)
    (row,) = waiting.waiting(cast.member("marit"), timezone.now())
    page = cast.client_for("marit").get(row.go_url)
    assert str(page.context["form"]["course"].value()) == str(joint.pk)
    assert row.due < timezone.now()


def test_a_course_without_a_rhythm_is_never_missing(cast: Cast, course: Course) -> None:
    held(course, cast, days=900)
    assert series(cast) == []


def test_what_is_held_and_not_closed_is_not_hidden_by_the_rhythm(cast: Cast, joint: Course) -> None:
    plan(joint, cast, timezone.now() - timedelta(days=300))
    keys = [row.key.partition(":")[0] for row in waiting.waiting(cast.member("marit"), timezone.now())]
    assert keys == ["course", "course-series"]


# What both groups say


def said(session: CourseSession, group: str, safer: list[int], topics: list[str] | None = None) -> None:
    survey = evaluation_of(session)
    questions = {one.code: one for one in survey.questions.all()}
    for value in safer:
        told = {questions["safer"]: value} | ({questions["topics"]: topics} if topics else {})
        survey.answer(told, group=group)


def test_both_groups_stand_beside_each_other_when_each_is_large_enough(cast: Cast, joint: Course) -> None:
    session = held(joint, cast, days=2)
    marit, url = cast.client_for("marit"), reverse("course_evaluation", args=[session.pk])
    said(session, "volunteer", [5, 5, 5, 4, 4])
    said(session, "employee", [3, 3, 3, 3])
    assert marit.get(url).context["groups"] == []  # four: the rest would tell what they said
    said(session, "employee", [3])
    assert [(n, round(mean, 1)) for _who, n, mean in marit.get(url).context["groups"]] == [(5, 4.6), (5, 3.0)]


def test_topics_are_followed_over_time_with_how_many_answered(cast: Cast, joint: Course) -> None:
    first, second, third = (held(joint, cast, days) for days in (300, 100, 5))
    part = joint.parts().first()
    said(first, "", [4] * 6, [part.title])
    said(second, "", [4] * 5, [part.title])
    said(third, "", [4] * 4, [part.title])  # too few
    surveys = {one.about_id: one for one in Survey.objects.all()}
    (liked,) = liked_topics(surveys, [third, second, first])
    assert [(chosen, n) for _session, chosen, n in liked.rows] == [(5, 5), (6, 6)]
    assert (liked.chosen, liked.answered) == (11, 11)
    assert sum(n for _year, _chosen, n in topic_by_year({part.title})) == 11
    kari = cast.client_for("kari")
    assert "11 av 11" in kari.get(reverse("course_results", args=[joint.pk])).text
    assert kari.get(part.library.get_absolute_url()).context["years"]


def test_published_quotes_stand_where_others_read_about_the_course(cast: Cast, joint: Course) -> None:
    session = held(joint, cast, days=5)
    survey = evaluation_of(session)
    missing = survey.questions.get(code="missing")
    for number in range(5):
        survey.answer({missing: f"Sagt {number}"}, may_quote=number < 2)
    chosen = missing.answers.get(text="Sagt 0")
    chosen.publish(by=cast.marit)
    coming = plan(joint, cast, timezone.now() + timedelta(days=6))
    coming.open_to_all = True
    coming.save()
    pages = [
        cast.visitor().get(reverse("open_course", args=[coming.pk])).text,
        cast.visitor().get(reverse("open_courses")).text,
        cast.client_for("ingrid").get(reverse("my_courses")).text,
        cast.client_for("kari").get(joint.get_absolute_url()).text,
    ]
    assert ["Sagt 0" in page for page in pages] == [True] * 4
    assert not any("Sagt 1" in page for page in pages)
    chosen.publish(by=cast.marit, is_on=False)
    assert "Sagt 0" not in cast.visitor().get(reverse("open_course", args=[coming.pk])).text
