"""Signing up from the portal, known or not, and the seat behind the link in the mail (CRS-03, CRS-15)."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.certificates import award
from courses.links import address_of
from courses.models import Course, CourseSession
from foundation.documents.making import make
from foundation.events.models import Participation
from foundation.notices import planning
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.elements import SEVEN
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.courses.conftest import plan
from volunteers.models import Enquiry

TORIL = {"name": "Toril Vik", "phone": "", "email": "toril@hjemme.example", "consent": "on"}


@pytest.fixture
def shown(cast: Cast, course: Course) -> CourseSession:
    session = plan(course, cast, timezone.now() + timedelta(days=6), capacity=2)
    session.open_to_all = True
    session.save()
    return session


def sign_up(cast: Cast, session: CourseSession, **told: object) -> object:
    form = TORIL | {"submission": uuid.uuid4()} | told
    return cast.visitor().post(reverse("open_course", args=[session.pk]), form)


def seats(session: CourseSession) -> list[tuple[str, str]]:
    return list(session.seats().values_list("person__name", "state"))


def test_the_portal_shows_what_is_open_to_all_and_nothing_else(cast: Cast, shown: CourseSession) -> None:
    other = plan(shown.course, cast, timezone.now() + timedelta(days=9))
    page = cast.visitor().get(reverse("open_courses")).text
    assert reverse("open_course", args=[shown.pk]) in page
    assert str(other.pk) not in page
    assert cast.visitor().get(reverse("open_course", args=[other.pk])).status_code == 404
    assert sign_up(cast, other).status_code == 404
    assert cast.visitor("fjordvik").get(reverse("open_course", args=[shown.pk])).status_code == 404
    assert f'hx-get="{reverse("open_courses")}"' in cast.visitor().get(reverse("portal")).text


def test_somebody_unknown_gets_a_seat_and_is_answered_as_everybody_who_is_interested(
    cast: Cast, shown: CourseSession
) -> None:
    response = sign_up(cast, shown)
    assert response.status_code == 302
    assert seats(shown) == [("Toril Vik", "signed_up")]
    enquiry = Enquiry.objects.get(name="Toril Vik")
    assert "Introduksjonskurs" in enquiry.own_idea
    told = Notice.objects.filter(person__name="Toril Vik", channel="email")
    assert set(told.values_list("kind", flat=True)) == {"course_confirmed", "enquiry_received"}
    page = cast.visitor().get(response.headers["Location"]).text
    assert "Du har plass" in page
    assert told.get(kind="course_confirmed").fields["course.code"] in page


def test_the_same_form_sent_twice_is_one_person_and_one_seat(cast: Cast, shown: CourseSession) -> None:
    once = uuid.uuid4()
    first, second = (sign_up(cast, shown, submission=once) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Person.objects.filter(name="Toril Vik").count(), seats(shown)) == (
        1,
        [("Toril Vik", "signed_up")],
    )


def test_whoever_is_known_by_name_and_address_is_the_same_person(cast: Cast, shown: CourseSession) -> None:
    known = Person.objects.get(pk=cast.ingrid.pk)
    sign_up(cast, shown, name=known.name.upper(), email=known.email.upper())
    assert Participation.objects.get(event=shown.event).person == known
    assert not Enquiry.objects.exists()
    sign_up(cast, shown, name="Iver Solheim", email=known.email)  # who shares her mailbox is somebody else
    assert [name for name, _state in seats(shown)] == [known.name, "Iver Solheim"]


def test_a_full_course_has_a_waiting_list_in_the_portal_too(cast: Cast, shown: CourseSession) -> None:
    for name in ("Ein", "To", "Tre"):
        last = sign_up(cast, shown, name=name, email=f"{name}@hjemme.example")
    assert dict(seats(shown)) == {"Ein": "signed_up", "To": "signed_up", "Tre": "waiting"}
    assert "venteliste" in cast.visitor().get(last.headers["Location"]).text


def test_without_a_way_to_reach_them_and_without_a_yes_nothing_is_kept(
    cast: Cast, shown: CourseSession
) -> None:
    for wrong in ({"email": ""}, {"consent": ""}, {"website": "http://kjop.example"}):
        assert sign_up(cast, shown, **wrong).status_code == 422
    assert seats(shown) == []
    assert not Person.objects.filter(name="Toril Vik").exists()


def test_the_link_in_the_mail_gives_the_seat_back_and_takes_it_again(
    cast: Cast, shown: CourseSession
) -> None:
    sign_up(cast, shown)
    link, visitor = Notice.objects.get(kind="course_confirmed", channel="email").url, cast.visitor()
    assert link.startswith("/kurs/plass/")
    visitor.post(link, {"want": "no"})
    assert seats(shown) == [("Toril Vik", "cancelled")]
    visitor.post(link, {"want": "yes"})
    assert dict(seats(shown)) == {"Toril Vik": "signed_up"}
    assert cast.visitor("fjordvik").get(link).status_code == 410
    assert visitor.get(link[:-3] + "AA/").status_code == 410


def test_the_reminder_leads_to_the_same_seat_for_who_has_no_log_in(cast: Cast, shown: CourseSession) -> None:
    sign_up(cast, shown)
    Participation.objects.update(signed_up_at=timezone.now() - timedelta(days=3))
    for _round in range(2):
        planning.plan(cast.elvebyen.pk, now=shown.event.starts_at - timedelta(days=1, hours=12))
    told = Notice.objects.get(kind="course_reminder", person__name="Toril Vik", channel="email")
    assert told.url == address_of(Participation.objects.get(event=shown.event))


def test_the_certificate_of_whoever_has_no_log_in_is_behind_the_same_link(
    cast: Cast, shown: CourseSession
) -> None:
    link = sign_up(cast, shown).headers["Location"]
    visitor = cast.visitor()
    assert visitor.get(f"{link}bevis/").status_code == 404
    paper = award(shown, Person.objects.get(name="Toril Vik"), by=cast.marit).document
    make(cast.elvebyen.pk, paper.pk)
    assert Notice.objects.get(kind="certificate_ready", channel="email").url == link
    assert f"{link}bevis/" in visitor.get(link).text
    file = visitor.get(f"{link}bevis/")
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")


def test_a_course_on_the_net_needs_no_place_and_the_link_is_for_who_has_a_seat(
    cast: Cast, shown: CourseSession
) -> None:
    shown.event.place, shown.event.online_url = "", "https://mote.example/kurs"
    shown.event.save()
    assert "mote.example" not in cast.visitor().get(reverse("open_course", args=[shown.pk])).text
    link = sign_up(cast, shown).headers["Location"]
    assert "https://mote.example/kurs" in cast.visitor().get(link).text
    told = Notice.objects.get(kind="course_confirmed", channel="email")
    assert told.fields["place"] == "på nett"


def test_where_courses_are_not_in_use_the_portal_has_none(cast: Cast, shown: CourseSession) -> None:
    choose("elements", [code for code in SEVEN if code != "courses"])
    assert cast.visitor().get(reverse("open_courses")).status_code == 404
    assert reverse("open_courses") not in cast.visitor().get(reverse("portal")).text


def test_the_planner_opens_a_session_to_all_with_a_place_or_a_link(cast: Cast, course: Course) -> None:
    day = timezone.localdate() + timedelta(days=14)
    form = {"course": course.pk, "day": day.isoformat(), "starts": "17:30", "ends": "20:30", "capacity": 9}
    marit, url = cast.client_for("marit"), reverse("course_session_new")
    assert marit.post(url, form).status_code == 422
    marit.post(url, form | {"online_url": "https://mote.example/kurs", "open_to_all": "on"})
    assert CourseSession.objects.get().open_to_all
