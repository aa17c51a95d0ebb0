"""What is said before and after a course, without anybody's name (CRS-09, CRS-22)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.evaluating import evaluation_of
from courses.models import Course, CourseSession
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.surveys.models import Answer, Asked, Survey
from tests.cast import Cast
from tests.courses.conftest import plan
from tests.courses.test_certificates import close


@pytest.fixture
def held_by_six(cast: Cast, course: Course) -> CourseSession:
    """Six came, were asked, and nobody has answered."""
    session = plan(course, cast, timezone.now() - timedelta(days=1))
    session.cover(list(course.topics.all()), by=cast.marit)
    for number in range(6):
        person = Person.objects.create(name=f"Deltaker {number}", email=f"d{number}@elvebyen.example")
        session.event.sign_up(person, by=person, at=session.event.starts_at - timedelta(days=3))
        session.event.mark(person, True, by=cast.marit)
    session.close(by=cast.marit)
    return session


def links() -> list[str]:
    return [
        one.url for one in Notice.objects.filter(kind="course_evaluation", channel="email").order_by("id")
    ]


def answers(session: CourseSession, **said: str) -> dict[str, str]:
    codes = {one.code: f"q-{one.pk}" for one in evaluation_of(session).questions.all()}
    return {codes.get(code, code): value for code, value in said.items()}


def test_everybody_who_came_is_asked_by_a_link_when_the_course_is_closed(
    cast: Cast, held: CourseSession
) -> None:
    close(held, cast)
    told = Notice.objects.filter(kind="course_evaluation", channel="email")
    assert [one.person for one in told] == [cast.ingrid]
    page = cast.visitor().get(told.get().url).content.decode()
    for question in (
        "Kjenner du deg tryggere",
        "Traff kurset",
        "Hva savnet du?",
        "Hvilke temaer hadde du mest igjen for?",
    ):
        assert question in page


def test_an_answer_is_kept_without_a_name_and_once(cast: Cast, held_by_six: CourseSession) -> None:
    before, url, visitor = Entry.objects.count(), links()[0], cast.visitor()
    sent = answers(held_by_six, safer="5", missing="Mer tid")
    assert visitor.post(url, sent).status_code == 303
    assert visitor.post(url, sent).status_code == 410
    assert Answer.objects.count() == 2
    assert Asked.objects.filter(answered=True).count() == 1
    assert Entry.objects.count() == before  # the log would tell who said it
    kept = {
        field.name
        for model in (Answer, Answer._meta.get_field("response").related_model)
        for field in model._meta.fields
    }
    assert not {"person", "by", "user", "at", "created_at"} & kept


def test_fewer_than_five_answers_are_not_shown(cast: Cast, held_by_six: CourseSession) -> None:
    marit, url = cast.client_for("marit"), reverse("course_evaluation", args=[held_by_six.pk])
    for number, link in enumerate(links()[:4]):
        cast.visitor().post(link, answers(held_by_six, safer="4", missing=f"Savn nummer {number}"))
    page = marit.get(url).content.decode()
    assert "4 svar, 6 spurt" in page
    assert "Savn nummer" not in page
    assert "4,0 av 5" not in page
    cast.visitor().post(links()[4], answers(held_by_six, safer="4", missing="Savn nummer 4"))
    page = marit.get(url).content.decode()
    assert len(re.findall("Savn nummer", page)) == 5
    assert "4,0 av 5" in page


def test_only_what_somebody_said_yes_to_can_be_quoted(cast: Cast, held_by_six: CourseSession) -> None:
    for number, link in enumerate(links()[:5]):
        yes = {"may_quote": "on"} if number == 0 else {}
        cast.visitor().post(link, answers(held_by_six, missing=f"Ord {number}", **yes))
    marit, url = cast.client_for("marit"), reverse("course_evaluation", args=[held_by_six.pk])
    allowed, other = Answer.objects.get(text="Ord 0"), Answer.objects.get(text="Ord 1")
    assert marit.post(url, {"shown": [other.pk]}).status_code == 422
    with pytest.raises(ValueError, match="may not be quoted"):
        other.publish(by=cast.marit)
    results = reverse("course_results", args=[held_by_six.course_id])
    assert "Ord 0" not in marit.get(results).content.decode()
    marit.post(url, {"shown": [allowed.pk]})
    page = marit.get(results).content.decode()
    assert "Ord 0" in page
    assert "Ord 1" not in page


def test_a_course_is_read_over_time_and_by_topic(cast: Cast, held_by_six: CourseSession) -> None:
    topic = held_by_six.parts().first().title
    for link, value in zip(links()[:5], "34555", strict=True):
        cast.visitor().post(link, answers(held_by_six, safer=value, topics=topic))
    page = (
        cast.client_for("kari").get(reverse("course_results", args=[held_by_six.course_id])).content.decode()
    )
    assert "4,4" in page
    marit = cast.client_for("marit").get(reverse("course_evaluation", args=[held_by_six.pk]))
    counts = next(one.counts for one in marit.context["results"] if one.question.code == "topics")
    assert (topic, 5) in counts


def test_a_slip_of_paper_is_written_in_by_whoever_held_the_course(cast: Cast, held: CourseSession) -> None:
    url = reverse("course_slip", args=[held.pk])
    eirik = cast.client_for("eirik")
    assert eirik.post(url, answers(held, safer="3")).status_code == 303
    assert Survey.objects.get().responses.count() == 1
    assert cast.client_for("kari").get(url).status_code == 403
    assert eirik.post(url, {}).status_code == 422


def test_forms_to_think_over_go_out_before_the_course_and_are_shown_without_names_when_five_have_answered(
    cast: Cast, coming: CourseSession
) -> None:
    coming.enrol(cast.ingrid, by=cast.ingrid)
    coming.enrol(cast.anne, by=cast.anne)
    marit, url = cast.client_for("marit"), reverse("course_reflections_sent", args=[coming.pk])
    marit.post(url)
    marit.post(url)
    told = {
        one.person.name: one.url for one in Notice.objects.filter(kind="course_reflection", channel="email")
    }
    assert set(told) == {"Ingrid Solheim", "Anne Lund"}
    visitor = cast.visitor()
    page = visitor.get(told["Anne Lund"]).content.decode()
    assert "Å ta imot en frivillig for første gang" in page
    form = visitor.get(told["Ingrid Solheim"]).context["form"]
    question = next(iter(form.questions))
    visitor.post(told["Ingrid Solheim"], {question: "At noen vet hva jeg heter."})
    survey = Survey.objects.get(kind="reflection_volunteer")
    for number in range(3):
        survey.answer({form.questions[question]: f"Tanke {number}"})
    wall = reverse("course_reflections", args=[coming.pk])
    shown = marit.get(wall).content.decode()
    assert "4 har svart" in shown  # too few: somebody could be recognised
    assert "At noen vet hva jeg heter." not in shown
    survey.answer({form.questions[question]: "Tanke 3"})
    shown = marit.get(wall).content.decode()
    assert "At noen vet hva jeg heter." in shown
    assert "Første gang på arbeidsstedet" in shown
    assert "Ingrid" not in shown


def test_a_stranger_reads_nothing_of_what_was_said(cast: Cast, held_by_six: CourseSession) -> None:
    url = reverse("course_evaluation", args=[held_by_six.pk])
    assert cast.client_for("marit").get(url).status_code == 200
    assert cast.client_for("solrun").get(url).status_code == 404
    assert cast.client_for("ingrid").get(url).status_code == 403
    assert cast.visitor("fjordvik").get(links()[0]).status_code == 410
