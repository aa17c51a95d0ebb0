"""A seat at the next introduction course, from the page where the first meeting is concluded (VOL-37)."""

from django.urls import reverse

from courses.models import CourseSession
from foundation.events.models import Participation
from foundation.people.models import Qualification
from tests.cast import Cast
from tests.volunteers import people


def url(cast: Cast) -> str:
    return reverse("course_next_seat", args=[cast.ingrid.pk])


def test_the_first_meeting_leads_to_it(cast: Cast, coming: CourseSession) -> None:
    volunteer = people.interested(cast, "ingrid")
    page = cast.client_for("kari").get(reverse("first_meeting_outcome", args=[volunteer.pk])).text
    assert f'hx-get="{url(cast)}"' in page


def test_one_press_gives_a_seat_and_the_same_gives_it_back(cast: Cast, coming: CourseSession) -> None:
    kari = cast.client_for("kari")
    assert "Meld på Ingrid" in kari.get(url(cast)).text
    box = kari.post(url(cast), headers={"HX-Request": "true", "HX-Target": "next-seat"}).text
    assert "Ingrid har plass" in box
    assert "<html" not in box
    seat = Participation.objects.get(person=cast.ingrid, event=coming.event)
    assert seat.state == Participation.State.SIGNED_UP
    assert "Meld på Ingrid" in kari.post(url(cast)).text
    assert not Participation.objects.active().filter(person=cast.ingrid).exists()


def test_whoever_has_taken_it_is_not_asked(cast: Cast, coming: CourseSession) -> None:
    day = coming.event.starts_at.date().replace(year=2024)
    Qualification.objects.create(person=cast.ingrid, code="introduction", title="Kurs", granted_on=day)
    box = cast.client_for("kari").get(url(cast)).text
    assert "Ingrid har tatt det" in box
    assert "Meld på" not in box


def test_without_a_course_it_says_so(cast: Cast, elvebyen: object) -> None:
    assert "Ingen er planlagt ennå." in cast.client_for("kari").get(url(cast)).text
    assert cast.client_for("anne").get(url(cast)).status_code == 403
    assert cast.client_for("solrun").get(url(cast)).status_code == 404
