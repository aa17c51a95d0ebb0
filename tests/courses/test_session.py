"""Planning a session, signing up for it, holding and closing it (CRS-01, CRS-03)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseSession
from foundation.audit.models import Entry
from foundation.events.models import Participation
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.courses.conftest import plan


def form_for(course: Course) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=14)
    return {
        "course": course.pk,
        "day": day.isoformat(),
        "starts": "17:30",
        "ends": "20:30",
        "place": "Elvebyen bibliotek",
        "capacity": 24,
    }


def test_coordinator_plans_an_evening_course(cast: Cast, course: Course) -> None:
    response = cast.client_for("marit").post(reverse("course_session_new"), form_for(course))
    session = CourseSession.objects.get()
    assert response.headers["Location"] == session.get_absolute_url()
    assert (session.event.capacity, session.is_evening) == (24, True)
    assert Entry.objects.filter(verb="course_session.planned", actor_id=cast.marit.pk).count() == 1


def test_contact_sees_the_courses_and_may_not_plan(cast: Cast, coming: CourseSession) -> None:
    kari = cast.client_for("kari")
    assert coming.course.title in kari.get(reverse("courses")).content.decode()
    assert kari.post(reverse("course_session_new"), form_for(coming.course)).status_code == 403
    assert CourseSession.objects.count() == 1


def test_stranger_does_not_find_the_session(cast: Cast, coming: CourseSession) -> None:
    assert cast.client_for("solrun").get(coming.get_absolute_url()).status_code == 404


def test_a_course_that_ends_before_it_begins_is_told_in_one_sentence(cast: Cast, course: Course) -> None:
    wrong = form_for(course) | {"ends": "16:00", "place": "Storsalen på biblioteket"}
    response = cast.client_for("marit").post(reverse("course_session_new"), wrong)
    assert response.status_code == 422
    assert "Storsalen på biblioteket" in response.content.decode()
    assert not CourseSession.objects.exists()


def test_volunteer_takes_a_seat_and_gives_it_back(cast: Cast, coming: CourseSession) -> None:
    ingrid, url = cast.client_for("ingrid"), reverse("course_seat", args=[coming.pk])
    ingrid.post(url, {"want": "yes"})
    coming.event.refresh_from_db()
    assert coming.event.taken == 1
    assert Notice.objects.filter(kind="course_confirmed", person=cast.ingrid).exists()
    receipt = ingrid.post(url, {"want": "no"}, follow=True).content.decode()
    coming.event.refresh_from_db()
    assert coming.event.taken == 0
    assert f'action="{url}?want=yes"' in receipt
    ingrid.post(f"{url}?want=yes")  # undone
    coming.event.refresh_from_db()
    assert coming.event.taken == 1


def test_a_full_course_puts_the_next_on_the_waiting_list(cast: Cast, course: Course) -> None:
    session = plan(course, cast, timezone.now() + timedelta(days=5), capacity=1)
    session.event.sign_up(cast.solveig, by=cast.solveig)
    cast.client_for("ingrid").post(reverse("course_seat", args=[session.pk]), {"want": "yes"})
    assert Participation.objects.get(person=cast.ingrid).state == "waiting"


def test_a_course_that_was_held_takes_no_more_people(cast: Cast, held: CourseSession) -> None:
    response = cast.client_for("gunnar").post(reverse("course_seat", args=[held.pk]), {"want": "yes"})
    assert response.status_code == 403
    assert not Participation.objects.filter(person=cast.gunnar).exists()


def test_session_cannot_be_closed_before_compulsory_topics_are_covered(
    cast: Cast, held: CourseSession
) -> None:
    for person in (cast.ingrid, cast.solveig):
        held.event.mark(person, True, by=cast.marit)
    response = cast.client_for("marit").post(reverse("course_closing", args=[held.pk]))
    assert response.status_code == 422
    assert "Taushetsplikt" in response.content.decode()
    held.refresh_from_db()
    assert held.closed_at is None
    assert not held.certificates.exists()


def test_session_cannot_be_closed_before_everybody_is_ticked(cast: Cast, held: CourseSession) -> None:
    held.cover(list(held.course.topics.all()), by=cast.marit)
    held.event.mark(cast.ingrid, True, by=cast.marit)
    with pytest.raises(ValidationError):
        held.close(by=cast.marit)


def test_the_leader_of_the_session_ticks_who_came(cast: Cast, held: CourseSession) -> None:
    eirik = cast.client_for("eirik")
    eirik.post(reverse("course_attendance", args=[held.pk]), {"came": [str(cast.ingrid.pk)]})
    came = dict(held.taken_seats().values_list("person__name", "attended"))
    assert came == {"Ingrid Solheim": True, "Solveig Aune": False}


def test_a_contact_who_does_not_lead_it_may_not_tick(cast: Cast, held: CourseSession) -> None:
    kari = cast.client_for("kari")
    url = reverse("course_attendance", args=[held.pk])
    assert kari.post(url, {"came": [str(cast.ingrid.pk)]}).status_code == 403
    assert set(held.taken_seats().values_list("attended", flat=True)) == {None}


def test_moving_a_course_tells_everybody_once(cast: Cast, coming: CourseSession) -> None:
    coming.event.sign_up(cast.ingrid, by=cast.ingrid)
    day = timezone.localdate() + timedelta(days=12)
    moved = form_for(coming.course) | {"day": day.isoformat()}
    marit, url = cast.client_for("marit"), reverse("course_session_change", args=[coming.pk])
    marit.post(url, moved)
    marit.post(url, moved)
    told = Notice.objects.filter(kind="course_moved", person=cast.ingrid, channel="email")
    assert told.count() == 1


def test_cancelling_a_course_tells_everybody_and_takes_no_more(cast: Cast, coming: CourseSession) -> None:
    coming.event.sign_up(cast.ingrid, by=cast.ingrid)
    cast.client_for("marit").post(reverse("course_cancellation", args=[coming.pk]))
    assert Notice.objects.filter(kind="course_cancelled", person=cast.ingrid).exists()
    response = cast.client_for("solveig").post(reverse("course_seat", args=[coming.pk]), {"want": "yes"})
    assert response.status_code == 403


def test_fewer_seats_than_are_taken_is_refused(cast: Cast, coming: CourseSession) -> None:
    for person in (cast.ingrid, cast.solveig):
        coming.event.sign_up(person, by=person)
    wrong = form_for(coming.course) | {"capacity": 1}
    response = cast.client_for("marit").post(reverse("course_session_change", args=[coming.pk]), wrong)
    assert response.status_code == 422
    coming.event.refresh_from_db()
    assert coming.event.capacity == 20
