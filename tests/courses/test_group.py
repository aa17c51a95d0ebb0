"""The contact list of a course group, and interests that go from the course to the profile (CRS-20)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseSession, GroupContact
from foundation.audit.models import Entry
from foundation.pages.numbers import national
from tests.cast import Cast
from tests.courses.conftest import plan
from tests.volunteers.conftest import in_english
from volunteers.models import Profile, Volunteer


@pytest.fixture
def group(cast: Cast, held: CourseSession) -> CourseSession:
    """Ingrid, Solveig and Gunnar have seats; all three volunteer at Solsiden."""
    for person in (cast.ingrid, cast.solveig, cast.gunnar):
        Volunteer.objects.create(person=person, workplace=cast.solsiden)
    held.event.sign_up(cast.gunnar, by=cast.gunnar, at=held.event.starts_at - timedelta(days=3))
    return held


def url_of(session: CourseSession) -> str:
    return reverse("course_group", args=[session.pk])


def shows(cast: Cast, key: str, group: CourseSession, **ways: str) -> None:
    assert cast.client_for(key).post(url_of(group), ways).status_code == 303


def test_who_shares_sees_the_others_who_do_and_only_what_they_show(cast: Cast, group: CourseSession) -> None:
    shows(cast, "ingrid", group, email="on")
    shows(cast, "solveig", group, phone="on")
    page = cast.client_for("ingrid").get(url_of(group))
    assert [one.person for one in page.context["others"]] == [cast.solveig]
    assert cast.solveig.email not in page.text
    assert national(cast.solveig.phone) in page.text
    assert cast.ingrid.email in cast.client_for("solveig").get(url_of(group)).text


def test_nobody_reads_the_list_without_standing_on_it(cast: Cast, group: CourseSession) -> None:
    shows(cast, "solveig", group, email="on")
    assert cast.solveig.email not in cast.client_for("gunnar").get(url_of(group)).text
    shows(cast, "gunnar", group, email="on")
    assert cast.solveig.email in cast.client_for("gunnar").get(url_of(group)).text


def test_nobody_is_on_it_without_having_ticked_and_one_leaves_it_by_the_same_tick(
    cast: Cast, group: CourseSession
) -> None:
    assert not GroupContact.objects.exists()
    shows(cast, "solveig", group, email="on")
    shows(cast, "ingrid", group, email="on", phone="on")
    shows(cast, "ingrid", group)
    assert [one.person for one in GroupContact.objects.all()] == [cast.solveig]
    assert cast.ingrid.email not in cast.client_for("solveig").get(url_of(group)).text
    verbs = Entry.objects.filter(verb__startswith="course_group", about_id=cast.ingrid.pk)
    assert sorted(verbs.values_list("verb", flat=True)) == ["course_group.left", "course_group.shared"]


def test_the_log_tells_that_something_was_shared_and_never_what(cast: Cast, group: CourseSession) -> None:
    shows(cast, "ingrid", group, email="on")
    [entry] = Entry.objects.filter(verb="course_group.shared")
    assert entry.changes == {"shows_phone": False, "shows_email": True}


def test_who_did_not_come_is_not_in_the_group(cast: Cast, group: CourseSession) -> None:
    shows(cast, "solveig", group, email="on")
    shows(cast, "ingrid", group, email="on")
    group.event.mark(cast.solveig, False, by=cast.marit)
    assert cast.client_for("solveig").get(url_of(group)).status_code == 404
    assert cast.solveig.email not in cast.client_for("ingrid").get(url_of(group)).text


def test_only_who_has_a_seat_comes_to_the_group(cast: Cast, group: CourseSession) -> None:
    for key in ("oddvar", "kari", "marit", "anne", "solrun"):
        if key != "oddvar":  # has no log-in
            assert cast.client_for(key).get(url_of(group)).status_code in (403, 404)
    assert not GroupContact.objects.exists()


def test_the_list_closes_a_year_after_the_course(cast: Cast, course: Course) -> None:
    old = plan(course, cast, timezone.now() - timedelta(days=367))
    old.event.sign_up(cast.ingrid, by=cast.ingrid, at=old.event.starts_at - timedelta(days=3))
    assert cast.client_for("ingrid").get(url_of(old)).status_code == 404


def test_the_way_to_the_group_stands_on_my_courses(cast: Cast, coming: CourseSession) -> None:
    coming.enrol(cast.ingrid, by=cast.ingrid)
    assert url_of(coming) in cast.client_for("ingrid").get(reverse("my_courses")).text


def test_what_they_say_they_like_is_added_to_the_profile(cast: Cast, group: CourseSession) -> None:
    mine = Volunteer.objects.get(person=cast.ingrid)
    Profile.of(mine).tell(by=cast.ingrid, interests=["baking"])
    url = reverse("course_interests", args=[group.pk])
    sent = {"person": cast.ingrid.pk, "interests": ["baking", "singing"]}
    assert cast.client_for("marit").post(url, sent).status_code == 303
    assert Profile.objects.get(volunteer=mine).interests == ["baking", "singing"]
    entry = Entry.objects.filter(verb="profile.told", actor_id=cast.marit.pk).get()
    assert entry.about_id == cast.ingrid.pk
    seen = in_english(cast.client_for("ingrid")).get(reverse("profile", args=[mine.pk])).text
    assert "Singing" in seen or "singing" in seen


def test_what_somebody_has_told_before_is_not_shown_to_the_course(cast: Cast, group: CourseSession) -> None:
    mine = Volunteer.objects.get(person=cast.ingrid)
    Profile.of(mine).tell(by=cast.ingrid, interests=["baking"], hobbies="Samler på kongekrabber")
    page = cast.client_for("marit").get(reverse("course_interests", args=[group.pk])).text
    assert "Ingrid Solheim" in page
    assert "checked" not in page


def test_who_leads_the_course_notes_it_and_nobody_else(cast: Cast, group: CourseSession) -> None:
    url = reverse("course_interests", args=[group.pk])
    sent = {"person": cast.ingrid.pk, "interests": ["singing"]}
    assert cast.client_for("eirik").post(url, sent).status_code == 303  # leads this one
    assert cast.client_for("kari").post(url, sent).status_code == 403
    assert cast.client_for("solrun").post(url, sent).status_code == 404
    assert cast.client_for("marit").post(url, sent | {"person": cast.oddvar.pk}).status_code == 422


def test_who_has_stopped_has_no_profile_to_write_in_and_it_is_said(cast: Cast, group: CourseSession) -> None:
    Volunteer.objects.filter(person=cast.ingrid).update(
        closed_on=timezone.localdate(), closed_as="not_relevant"
    )
    sent = {"person": cast.ingrid.pk, "interests": ["singing"]}
    answer = in_english(cast.client_for("marit")).post(reverse("course_interests", args=[group.pk]), sent)
    assert answer.status_code == 422
    assert "no volunteer any more" in answer.text
