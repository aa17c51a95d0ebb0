"""A training path for those who do the same, and one's own training drawn as a line (CRS-05, CRS-16)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseRule, CourseSession, PathStep, PathTick, TrainingPath
from courses.models.requirement import set_rules
from courses.training import Training
from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.people.qualifications import grant
from tests.cast import Cast
from tests.courses.conftest import plan
from tests.queries import asked
from tests.volunteers import people
from volunteers import papers
from volunteers.models import Agreement, Volunteer


@pytest.fixture
def visits(cast: Cast, course: Course) -> TrainingPath:
    """The introduction, a leaflet, and talking with the contact, for those who visit."""
    CourseRule.objects.exclude(course=course).delete()
    path = TrainingPath(name="Besøksvenn", text="Det første halvåret", kinds=["coffee_visit"])
    path.write(by=cast.marit)
    path.add(PathStep(kind="course", course=course), by=cast.marit)
    path.add(PathStep(kind="material", title="Heftet", url="https://example.org/hefte"), by=cast.marit)
    path.add(PathStep(kind="guidance", title="Prat med kontakten"), by=cast.marit)
    return path


@pytest.fixture
def ingrid(cast: Cast, visits: TrainingPath) -> Person:
    """Has agreed on coffee visits."""
    volunteer = Volunteer.objects.create(person=cast.ingrid, workplace=cast.solsiden)
    agree(volunteer, cast, "coffee_visit")
    return cast.ingrid


def agree(volunteer: Volunteer, cast: Cast, kind: str) -> None:
    paper = papers.issue_confidentiality(volunteer, by=cast.kari)
    Agreement.objects.create(volunteer=volunteer, document=paper, tasks="x", types=[kind])


def line(person: Person, number: int = 0) -> list[tuple[str, str]]:
    found = Training(person, timezone.now(), timezone.localdate()).lines
    return [(stop.title, stop.state) for stop in found[number].stops] if len(found) > number else []


def take(person: Person, course: Course) -> None:
    grant(person, course.code, course.title, timezone.localdate(), None, by=person)


def test_the_line_shows_what_is_done_and_what_comes(cast: Cast, ingrid: Person, course: Course) -> None:
    title = str(course)
    assert line(ingrid) == [(title, "next"), ("Heftet", "later"), ("Prat med kontakten", "later")]
    take(ingrid, course)
    PathStep.objects.get(title="Heftet").tick(ingrid, True, by=ingrid)
    assert line(ingrid) == [(title, "done"), ("Heftet", "done"), ("Prat med kontakten", "later")]


def test_a_seat_at_a_coming_session_stands_on_the_line(
    cast: Cast, ingrid: Person, coming: CourseSession
) -> None:
    coming.enrol(ingrid, by=ingrid)
    assert line(ingrid)[0] == (str(coming.course), "planned")


def test_a_path_is_for_those_who_do_that_and_one_without_kinds_for_everybody(
    cast: Cast, ingrid: Person, visits: TrainingPath
) -> None:
    other = Volunteer.objects.create(person=cast.gunnar, workplace=cast.solsiden)
    agree(other, cast, "song_hour")
    names = [one.title for one in Training(cast.gunnar, timezone.now(), timezone.localdate()).lines]
    assert names == [""]  # only what is asked of everybody
    visits.kinds = []
    visits.save()
    names = [one.title for one in Training(cast.gunnar, timezone.now(), timezone.localdate()).lines]
    assert names == ["Besøksvenn"]


def test_what_is_mandatory_and_in_no_path_stands_on_a_line_of_its_own(cast: Cast, ingrid: Person) -> None:
    dementia = Course.objects.get(code="dementia_communication")
    set_rules(dementia, {"coffee_visit": "mandatory"}, by=cast.marit)
    assert line(ingrid, 1) == [(str(dementia), "next")]


def test_one_ticks_for_oneself_and_the_contact_for_those_one_may_see(
    cast: Cast, ingrid: Person, visits: TrainingPath
) -> None:
    step = PathStep.objects.get(title="Heftet")
    url = reverse("path_step_tick", args=[ingrid.pk, step.pk])
    own = cast.client_for("ingrid")
    assert own.post(url, {"done": "yes"}).status_code == 303
    own.post(url, {"done": "yes"})
    assert PathTick.objects.get().by_name == "Ingrid Solheim"
    assert Entry.objects.filter(verb="training_path.ticked").count() == 1
    cast.client_for("kari").post(url, {"done": "no"})
    assert not PathTick.objects.exists()
    assert cast.client_for("solveig").post(url, {"done": "yes"}).status_code == 403
    assert cast.client_for("solrun").post(url).status_code == 404


def test_a_course_is_ticked_by_being_taken_only(cast: Cast, ingrid: Person) -> None:
    step = PathStep.objects.get(kind="course")
    cast.client_for("ingrid").post(reverse("path_step_tick", args=[ingrid.pk, step.pk]), {"done": "yes"})
    assert not PathTick.objects.exists()


def test_the_course_leader_lays_a_path_and_takes_a_step_out(cast: Cast, course: Course) -> None:
    marit = cast.client_for("marit")
    marit.post(reverse("training_path_new"), {"name": "Turvenn", "text": "", "kinds": []})
    path = TrainingPath.objects.get(name="Turvenn")
    add = reverse("path_step_new", args=[path.pk])
    assert marit.post(add, {"kind": "course"}).status_code == 422
    assert marit.post(add, {"kind": "gathering"}).status_code == 422
    marit.post(add, {"kind": "course", "course": course.pk, "title": "x"})
    marit.post(add, {"kind": "gathering", "title": "Høstsamling", "course": course.pk})
    assert [(one.number, str(one)) for one in path.steps.all()] == [(1, str(course)), (2, "Høstsamling")]
    last = path.steps.get(number=2)
    last.tick(cast.ingrid, True, by=cast.ingrid)
    marit.post(reverse("path_step_out", args=[last.pk]))
    assert [str(one) for one in path.steps.used()] == [str(course)]
    assert PathTick.objects.filter(step=last).exists()
    assert cast.client_for("kari").post(add, {"kind": "gathering", "title": "y"}).status_code == 403


def test_the_line_is_read_by_oneself_and_by_the_contact(cast: Cast, ingrid: Person) -> None:
    url = reverse("training", args=[ingrid.pk])
    assert "Besøksvenn" in cast.client_for("ingrid").get(url).text
    assert "Besøksvenn" in cast.client_for("kari").get(url).text
    assert cast.client_for("solveig").get(url).status_code == 403


def test_many_paths_ask_the_database_no_more_than_one(cast: Cast, ingrid: Person) -> None:
    kari, url = cast.client_for("kari"), reverse("training", args=[ingrid.pk])
    asked(kari, url)
    few = len(asked(kari, url))
    for number in range(10):
        path = TrainingPath(name=f"Løp {number}")
        path.write(by=cast.marit)
        path.add(PathStep(kind="course", course=Course.objects.order_by("code")[number % 6]), by=cast.marit)
    plan(Course.objects.get(code="near_end_of_life"), cast, timezone.now() + timedelta(days=9))
    asked(kari, url)  # the red figure of the menu is remembered for some seconds only
    assert len(asked(kari, url)) == few <= 12


def test_a_full_session_is_not_offered_on_the_line(cast: Cast, ingrid: Person, course: Course) -> None:
    session = plan(course, cast, timezone.now() + timedelta(days=5), capacity=1)
    [stop, *_rest] = Training(ingrid, timezone.now(), timezone.localdate()).lines[0].stops
    assert stop.session == session
    people.known(cast.gunnar, cast.solsiden)
    session.enrol(cast.gunnar, by=cast.gunnar)
    [stop, *_rest] = Training(ingrid, timezone.now(), timezone.localdate()).lines[0].stops
    assert stop.session is None
