"""From which department an employee comes, told by the contact: the share of the staff hangs on it (CRS-06)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.dropping import staff_by_department
from courses.models import Course, CourseSession
from foundation.audit.models import Entry
from foundation.people.models import Department
from tests.cast import Cast
from tests.courses.conftest import plan


@pytest.fixture
def ward(cast: Cast, elvebyen: object) -> Department:
    return Department.objects.create(workplace=cast.solsiden, name="Avdeling Sør", staff_count=4)


@pytest.fixture
def session(cast: Cast, course: Course, ward: Department) -> CourseSession:
    """Anne, who works at Solsiden where Kari is the contact, has a seat, and has said nothing of her department."""
    found = plan(Course.objects.get(code="receiving_volunteers"), cast, timezone.now() + timedelta(hours=1))
    found.enrol(cast.anne, by=cast.anne)
    return found


def seat_of(session: CourseSession, cast: Cast) -> str:
    return str(session.event.participation_of(cast.anne).pk)


def test_the_contact_sets_the_department_of_an_employee(
    cast: Cast, session: CourseSession, ward: Department
) -> None:
    kari, url = cast.client_for("kari"), reverse("course_departments", args=[session.pk])
    assert url in kari.get(session.get_absolute_url()).text
    assert "Anne" in kari.get(url).text
    assert kari.post(url, {seat_of(session, cast): str(ward.pk)}).status_code == 303
    session.event.mark(cast.anne, True, by=cast.marit)
    [row] = [one for one in staff_by_department() if one.department == ward]
    assert (row.took_part, row.share) == (1, 25)
    [entry] = Entry.objects.filter(verb="course_session.department")
    assert (entry.actor_id, entry.about_id) == (cast.kari.pk, cast.anne.pk)


def test_what_is_said_again_is_no_news(cast: Cast, session: CourseSession, ward: Department) -> None:
    kari, url = cast.client_for("kari"), reverse("course_departments", args=[session.pk])
    for _again in range(2):
        kari.post(url, {seat_of(session, cast): str(ward.pk)})
    assert Entry.objects.filter(verb="course_session.department").count() == 1
    kari.post(url, {seat_of(session, cast): ""})
    assert session.event.participation_of(cast.anne).department is None


def test_a_department_of_another_place_is_refused(cast: Cast, session: CourseSession) -> None:
    elsewhere = Department.objects.create(workplace=cast.elvebredden, name="Andre etasje")
    url = reverse("course_departments", args=[session.pk])
    answer = cast.client_for("kari").post(url, {seat_of(session, cast): str(elsewhere.pk)})
    assert answer.status_code == 422
    assert session.event.participation_of(cast.anne).department is None


def test_a_contact_sees_those_of_the_own_place_and_a_planner_everybody(
    cast: Cast, session: CourseSession
) -> None:
    url = reverse("course_departments", args=[session.pk])
    for key, sees in (("kari", True), ("marit", True), ("eirik", False)):
        assert (seat_of(session, cast) in cast.client_for(key).get(url).text) is sees


def test_others_do_not_come_here(cast: Cast, session: CourseSession) -> None:
    url = reverse("course_departments", args=[session.pk])
    assert cast.client_for("ingrid").post(url).status_code == 403
    assert cast.client_for("solrun").post(url).status_code == 404
