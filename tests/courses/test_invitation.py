"""Whoever lacks the introduction is asked to come to the next one, in one press (CON-07)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Course, CourseSession
from foundation.events.models import Participation
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.courses.conftest import plan
from tests.volunteers import people
from volunteers.models import Step
from volunteers.waiting import waiting

pytestmark = pytest.mark.usefixtures("course")


def address(cast: Cast) -> str:
    return f"/kurs/person/{cast.ingrid.pk}/invitasjon/"


def asked(cast: Cast) -> list[str]:
    return [notice.state for notice in Notice.objects.filter(kind="course_invitation", person=cast.ingrid)]


def test_one_press_invites_to_the_next_and_the_mail_can_be_taken_back(
    cast: Cast, coming: CourseSession
) -> None:
    kari = cast.client_for("kari")
    assert kari.post(address(cast)).status_code == 303
    assert coming.event.participation_of(cast.ingrid).state == Participation.State.INVITED
    assert asked(cast) == ["pending"]
    kari.post(address(cast))
    assert asked(cast) == ["pending"]
    kari.post(f"{address(cast)}?want=no")
    assert coming.event.participation_of(cast.ingrid) is None
    assert asked(cast) == ["cancelled"]


def test_a_full_course_gives_way_to_one_with_free_seats(
    cast: Cast, course: Course, coming: CourseSession
) -> None:
    coming.event.resize(1, by=cast.marit)
    coming.event.sign_up(cast.solveig, by=cast.solveig)
    later = plan(course, cast, timezone.now() + timedelta(days=40))
    cast.client_for("kari").post(address(cast))
    assert later.event.participation_of(cast.ingrid)


def test_whoever_has_said_yes_keeps_the_seat(cast: Cast, coming: CourseSession) -> None:
    coming.event.sign_up(cast.ingrid, by=cast.ingrid)
    kari = cast.client_for("kari")
    kari.post(address(cast))
    kari.post(f"{address(cast)}?want=no")
    assert coming.event.participation_of(cast.ingrid).state == Participation.State.SIGNED_UP
    assert asked(cast) == []


def test_without_a_course_it_leads_to_the_courses(cast: Cast) -> None:
    answer = cast.client_for("kari").post(address(cast))
    assert answer.headers["Location"] == "/kurs/"


@pytest.mark.parametrize(("who", "status"), [("marit", 303), ("anne", 403), ("ingrid", 403)])
def test_who_may_invite(cast: Cast, coming: CourseSession, who: str, status: int) -> None:
    assert cast.client_for(who).post(address(cast)).status_code == status


def test_what_waits_says_that_they_are_asked_and_that_they_come(cast: Cast, coming: CourseSession) -> None:
    volunteer = people.going(cast)
    volunteer.open_step(Step.TRAINING, due_at=timezone.now() + timedelta(days=3))

    def row() -> object:
        rows = waiting(cast.member("kari"), timezone.now())
        return next(one for one in rows if one.key == f"step:{volunteer.step(Step.TRAINING).pk}")

    before = row()
    assert before.do_url == f"/kurs/person/{volunteer.person_id}/invitasjon/"
    coming.invite(volunteer.person, by=cast.kari)
    asked = row()
    assert asked.do_url == ""
    coming.event.sign_up(volunteer.person, by=volunteer.person)
    assert asked.why != row().why != before.why
