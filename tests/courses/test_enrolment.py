"""Who comes: seats kept for some, signed up by the contact, on the waiting list, and reminded (CRS-03, CRS-06, CRS-07)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseSession
from foundation.events.models import Participation
from foundation.events.reminders import day_before
from foundation.events.seats import SeatQuota, Share
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.courses.conftest import plan
from volunteers.models import Volunteer


@pytest.fixture
def joint(cast: Cast, course: Course) -> CourseSession:
    """Three seats: one for volunteers, one for employees, one for all. Ingrid and Solveig volunteer, Anne works."""
    for person in (cast.ingrid, cast.solveig):
        Volunteer.objects.create(person=person, workplace=cast.solsiden, started_on=timezone.localdate())
    session = plan(
        Course.objects.get(code="joint_session"), cast, timezone.now() + timedelta(days=5), capacity=3
    )
    session.event.share_out([Share(1, group="volunteer"), Share(1, group="employee")], by=cast.marit)
    return session


def state_of(session: CourseSession, person: object) -> str:
    return Participation.objects.active().get(event=session.event, person=person).state


def taken(session: CourseSession) -> dict[str, int]:
    return {quota.group: quota.taken for quota in session.event.quotas.all()}


def test_volunteers_and_employees_have_seats_of_their_own(cast: Cast, joint: CourseSession) -> None:
    Volunteer.objects.create(person=cast.gunnar, workplace=cast.hagebyen, started_on=timezone.localdate())
    for person in (cast.ingrid, cast.solveig, cast.gunnar):
        joint.enrol(person, by=person)
    assert taken(joint) == {"volunteer": 1, "employee": 0, "": 1}
    assert state_of(joint, cast.gunnar) == "waiting"  # though a chair is empty: it is kept for an employee
    assert joint.enrol(cast.anne, by=cast.anne).state == "signed_up"
    joint.event.cancel_place(cast.ingrid, by=cast.ingrid)
    assert state_of(joint, cast.gunnar) == "signed_up"
    assert taken(joint) == {"volunteer": 1, "employee": 1, "": 1}


def test_the_database_never_lets_a_quota_be_overbooked(cast: Cast, joint: CourseSession) -> None:
    joint.enrol(cast.anne, by=cast.anne)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatQuota.objects.filter(group="employee").update(taken=F("taken") + 1)


def test_two_workplaces_share_a_session_with_seats_kept_for_each(cast: Cast, course: Course) -> None:
    session = plan(course, cast, timezone.now() + timedelta(days=5), capacity=2)
    shares = {f"place-{cast.solsiden.pk}": 1, f"place-{cast.hagebyen.pk}": 1}
    url = reverse("course_shares", args=[session.pk])
    assert cast.client_for("marit").post(url, shares).status_code == 303
    for person in (cast.ingrid, cast.solveig):
        Volunteer.objects.create(person=person, workplace=cast.solsiden)
    Volunteer.objects.create(person=cast.gunnar, workplace=cast.hagebyen)
    states = [session.enrol(one, by=one).state for one in (cast.ingrid, cast.solveig, cast.gunnar)]
    assert states == ["signed_up", "waiting", "signed_up"]


def test_more_seats_cannot_be_kept_than_there_are(cast: Cast, coming: CourseSession) -> None:
    url = reverse("course_shares", args=[coming.pk])
    response = cast.client_for("marit").post(url, {"group-volunteer": 21})
    assert response.status_code == 422
    assert not SeatQuota.objects.exists()
    with pytest.raises(ValidationError):
        coming.event.share_out([Share(21)], by=cast.marit)


def test_more_chairs_are_for_all_and_the_waiting_list_moves_up(cast: Cast, joint: CourseSession) -> None:
    Volunteer.objects.create(person=cast.gunnar, workplace=cast.hagebyen)
    for person in (cast.ingrid, cast.solveig, cast.gunnar):
        joint.enrol(person, by=person)
    joint.event.resize(4, by=cast.marit)
    assert state_of(joint, cast.gunnar) == "signed_up"
    assert taken(joint) == {"volunteer": 1, "employee": 0, "": 2}


def test_the_contact_signs_up_those_of_the_own_place_and_they_are_told(
    cast: Cast, joint: CourseSession
) -> None:
    kari, url = cast.client_for("kari"), reverse("course_enrolment", args=[joint.pk])
    Volunteer.objects.create(person=cast.gunnar, workplace=cast.elvebredden)
    offered = dict(kari.get(url).context["form"].fields["persons"].choices)
    assert {str(cast.ingrid.pk), str(cast.anne.pk)} <= offered.keys()
    assert str(cast.gunnar.pk) not in offered
    assert kari.post(url, {"persons": [cast.gunnar.pk]}).status_code == 422
    kari.post(url, {"persons": [cast.ingrid.pk]})
    assert state_of(joint, cast.ingrid) == "signed_up"
    assert Notice.objects.filter(kind="course_confirmed", person=cast.ingrid).exists()
    assert not joint.event.participations.filter(person=cast.gunnar).exists()


def test_whoever_signed_up_while_the_contact_ticked_them_has_one_seat(
    cast: Cast, joint: CourseSession
) -> None:
    kari, url = cast.client_for("kari"), reverse("course_enrolment", args=[joint.pk])
    assert "Ingrid Solheim" in kari.get(url).text
    joint.enrol(cast.ingrid, by=cast.ingrid)

    answer = kari.post(url, {"persons": [str(cast.ingrid.pk)]})

    assert answer.status_code in (302, 303)
    assert joint.event.participations.filter(person=cast.ingrid).count() == 1


def test_a_contact_takes_nobody_of_another_place_off_the_list(cast: Cast, joint: CourseSession) -> None:
    Volunteer.objects.create(person=cast.gunnar, workplace=cast.elvebredden)
    joint.enrol(cast.gunnar, by=cast.gunnar)
    url = reverse("course_enrolment_out", args=[joint.pk, cast.gunnar.pk])
    assert cast.client_for("kari").post(url).status_code == 403
    assert state_of(joint, cast.gunnar) == "signed_up"
    assert cast.client_for("eirik").post(url).status_code == 303
    assert not joint.event.participations.active().filter(person=cast.gunnar).exists()


def test_an_employee_sees_the_courses_that_are_for_employees(cast: Cast, joint: CourseSession) -> None:
    intro = plan(Course.objects.get(code="introduction"), cast, timezone.now() + timedelta(days=9))
    seen = {
        key: [one.pk for one in cast.client_for(key).get(reverse("my_courses")).context["open"]]
        for key in ("anne", "ingrid")
    }
    assert seen == {"anne": [joint.pk], "ingrid": [joint.pk, intro.pk]}


def test_a_course_of_one_place_is_offered_to_its_own_only(cast: Cast, joint: CourseSession) -> None:
    local = joint.course
    local.workplace = cast.hagebyen
    local.save()
    assert list(cast.client_for("anne").get(reverse("my_courses")).context["open"]) == []


def test_who_has_a_seat_is_reminded_the_day_before_with_the_code_for_the_door(
    cast: Cast, joint: CourseSession
) -> None:
    joint.enrol(cast.ingrid, by=cast.ingrid, at=timezone.now() - timedelta(days=3))
    joint.enrol(cast.anne, by=cast.anne, at=timezone.now() - timedelta(days=3))
    from foundation.notices import planning

    planning.plan(cast.elvebyen.pk, now=joint.event.starts_at - timedelta(days=1, hours=12))
    told = Notice.objects.filter(kind="course_reminder", channel="email").values_list(
        "person__name", flat=True
    )
    assert set(told) == {"Ingrid Solheim", "Anne Lund"}
    assert len(list(day_before(joint.event.starts_at - timedelta(days=1)))) == 2
    fields = Notice.objects.filter(kind="course_reminder", person=cast.ingrid).first().fields
    assert len(fields["course.code"]) == 7
    page = cast.client_for("ingrid").get(reverse("my_courses")).content.decode()
    assert fields["course.code"] in page
