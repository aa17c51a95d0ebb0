"""The day of the course goes wrong in the usual ways, and nobody notices (CRS-03)."""

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from courses import door
from courses.models import Course, CourseSession
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.courses.conftest import plan
from volunteers.models import Volunteer


@pytest.fixture
def now_on(cast: Cast, course: Course) -> CourseSession:
    """Began an hour ago with two chairs, both taken: Ingrid and Solveig."""
    session = plan(course, cast, timezone.now() - timedelta(hours=1), capacity=2)
    for person in (cast.ingrid, cast.solveig):
        session.event.sign_up(person, by=person, at=session.event.starts_at - timedelta(days=3))
    return session


def came(session: CourseSession) -> dict[str, bool | None]:
    return dict(session.taken_seats().values_list("person__name", "attended"))


def square(session: CourseSession) -> str:
    return reverse("course_arrival", args=[door.ticket(session)])


def test_whoever_scans_the_square_and_presses_is_ticked(cast: Cast, now_on: CourseSession) -> None:
    page = cast.client_for("marit").get(reverse("course_door", args=[now_on.pk]))
    assert "/kurs/her/" in page.context["address"]
    ingrid = cast.client_for("ingrid")
    ingrid.get(square(now_on))
    assert came(now_on)["Ingrid Solheim"] is None  # a scan alone marks nobody
    assert "Velkommen, Ingrid" in ingrid.post(square(now_on)).content.decode()
    assert came(now_on) == {"Ingrid Solheim": True, "Solveig Aune": None}


def test_whoever_has_no_log_in_writes_their_own_code(cast: Cast, now_on: CourseSession) -> None:
    seat = now_on.taken_seats().get(person=cast.solveig)
    visitor = cast.visitor()
    wrong = "000 000" if door.code_of(seat) != "000 000" else "000 001"
    assert visitor.post(square(now_on), {"code": wrong}).status_code == 422
    assert came(now_on)["Solveig Aune"] is None
    visitor.post(square(now_on), {"code": door.code_of(seat).replace(" ", "")})
    assert came(now_on)["Solveig Aune"] is True


def test_a_square_that_was_photographed_opens_nothing_later(
    cast: Cast, now_on: CourseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, later = square(now_on), time.time() + door.LIVES + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    response = cast.client_for("ingrid").post(address)
    assert response.status_code == 410
    assert came(now_on)["Ingrid Solheim"] is None


def test_a_square_of_another_municipality_opens_nothing(cast: Cast, now_on: CourseSession) -> None:
    assert cast.visitor("fjordvik").get(square(now_on)).status_code == 404
    assert cast.visitor().get(reverse("course_arrival", args=["oppdiktet"])).status_code == 410


def test_whoever_is_not_on_the_list_is_not_ticked(cast: Cast, now_on: CourseSession) -> None:
    response = cast.client_for("gunnar").post(square(now_on))
    assert "lista" in response.content.decode()
    assert "Gunnar Hauge" not in came(now_on)


def test_more_people_than_seats_get_a_chair_only_when_one_is_put_out(
    cast: Cast, now_on: CourseSession
) -> None:
    Volunteer.objects.create(person=cast.gunnar, workplace=cast.solsiden)
    marit, url = cast.client_for("marit"), reverse("course_walk_in", args=[now_on.pk])
    full = marit.post(url, {"person": cast.gunnar.pk})
    assert full.status_code == 422
    assert "Alle 2 plassene er tatt" in full.content.decode()
    assert "Gunnar Hauge" not in came(now_on)
    marit.post(url, {"person": cast.gunnar.pk, "one_more": "on"})
    now_on.event.refresh_from_db()
    assert came(now_on)["Gunnar Hauge"] is True
    assert (now_on.event.capacity, now_on.event.taken) == (3, 3)
    assert not Notice.objects.filter(person=cast.gunnar).exists()  # they are there already


def test_two_takers_at_once_do_not_undo_each_others_ticks(cast: Cast, now_on: CourseSession) -> None:
    url = reverse("course_attendance", args=[now_on.pk])
    cast.client_for("marit").post(url, {"came": [cast.ingrid.pk]})
    # Eirik opened the list before Marit saved: neither was ticked on his
    cast.client_for("eirik").post(url, {"came": [cast.solveig.pk]})
    assert came(now_on) == {"Ingrid Solheim": True, "Solveig Aune": True}
    # what he now takes away, he saw
    cast.client_for("eirik").post(url, {"came": [cast.ingrid.pk], "shown": [cast.ingrid.pk, cast.solveig.pk]})
    assert came(now_on) == {"Ingrid Solheim": True, "Solveig Aune": False}


def test_when_the_lecturer_is_ill_another_speaks_and_is_told_once(cast: Cast, coming: CourseSession) -> None:
    part = coming.parts().first()
    part.lecturer = cast.eirik
    part.save()
    marit, url = cast.client_for("marit"), reverse("course_lecturers", args=[coming.pk])
    marit.post(url, {str(part.pk): cast.jonas.pk})
    marit.post(url, {str(part.pk): cast.jonas.pk})
    told = Notice.objects.filter(kind="course_lecturer", channel="email")
    assert [one.person for one in told] == [cast.jonas]
    assert told.get().fields["topic.title"] == str(part)
    assert "Jonas Berg" in marit.get(coming.get_absolute_url()).content.decode()
    part.refresh_from_db()
    assert part.lecturer == cast.eirik  # the course itself stays as it is
