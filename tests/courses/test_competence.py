"""What is asked of whom, who need not take it, and what has been learnt elsewhere (CRS-04, CRS-06, CRS-14, CRS-16, CRS-17)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from courses.dropping import roads, staff_by_department
from courses.models import CompetenceRecord, Course, CourseRule, CourseSession, Exemption
from courses.models.requirement import level_for, set_rules
from foundation.audit.models import Entry
from foundation.events.models import Event
from foundation.notices import planning
from foundation.notices.models import Notice
from foundation.people.models import Department, Person, Qualification
from tests.cast import Cast
from tests.courses.conftest import plan
from tests.courses.test_certificates import close
from volunteers.activity_types import seed_activity_types
from volunteers.models import Volunteer


@pytest.fixture
def ingrid(cast: Cast) -> Person:
    Volunteer.objects.create(person=cast.ingrid, workplace=cast.solsiden, started_on=timezone.localdate())
    return cast.ingrid


def was_there(cast: Cast, person: Person, times: int) -> None:
    """So many assignments, the last one yesterday."""
    for number in range(times):
        start = timezone.now() - timedelta(days=times - number, hours=2)
        event = Event.objects.create(
            kind="board_slot", title="Middag", starts_at=start, ends_at=start + timedelta(hours=1)
        )
        event.sign_up(person, by=person, at=start - timedelta(days=1))


def offered(cast: Cast) -> list[str]:
    planning.plan(cast.elvebyen.pk)
    rows = Notice.objects.filter(kind="course_offer", channel="email").exclude(state="cancelled")
    return [one.person.name for one in rows]


def test_targeted_training_is_offered_after_three_assignments(
    cast: Cast, course: Course, ingrid: Person
) -> None:
    plan(Course.objects.get(code="dementia_communication"), cast, timezone.now() + timedelta(days=9))
    was_there(cast, ingrid, 2)
    assert offered(cast) == []
    was_there(cast, ingrid, 1)
    assert offered(cast) == ["Ingrid Solheim"]
    assert offered(cast) == ["Ingrid Solheim"]  # once, however often we look
    page = cast.client_for("ingrid").get(reverse("my_courses")).content.decode()
    assert "For deg, nå som du er i gang" in page


def test_the_municipality_chooses_after_how_many(cast: Cast, course: Course, ingrid: Person) -> None:
    targeted = Course.objects.get(code="dementia_communication")
    assert targeted.offer_after == 3
    plan(targeted, cast, timezone.now() + timedelta(days=9))
    was_there(cast, ingrid, 1)
    Course.objects.filter(pk=targeted.pk).update(offer_after=1)
    assert offered(cast) == ["Ingrid Solheim"]


def test_nothing_is_offered_to_who_has_taken_it(cast: Cast, course: Course, ingrid: Person) -> None:
    targeted = Course.objects.get(code="dementia_communication")
    plan(targeted, cast, timezone.now() + timedelta(days=9))
    was_there(cast, ingrid, 3)
    Exemption.grant(ingrid, targeted, "Sykepleier i tretti år", by=cast.kari)
    assert offered(cast) == []


def test_a_course_is_mandatory_for_some_activities_and_recommended_for_others(
    cast: Cast, course: Course
) -> None:
    seed_activity_types(cast.elvebyen)
    marit, url = cast.client_for("marit"), reverse("course_rules", args=[course.pk])
    kinds = marit.get(url).context["form"].codes
    sent = {"everybody": "recommended", "kind-games": "mandatory", "kind-song_hour": "optional"}
    assert {"kind-games", "kind-song_hour"} <= kinds.keys()
    assert marit.post(url, sent).status_code == 303
    rules = list(CourseRule.objects.filter(course=course))
    said = {code: level_for(rules, {code}) for code in ("games", "song_hour", "coffee_visit")}
    assert said == {"games": "mandatory", "song_hour": "optional", "coffee_visit": "recommended"}
    assert level_for(rules, {"games", "song_hour"}) == "mandatory"  # the strictest holds
    assert level_for(rules, set()) == "recommended"
    assert cast.client_for("kari").post(url, sent).status_code == 403


def test_whoever_knows_it_already_is_exempted_with_a_reason(
    cast: Cast, course: Course, ingrid: Person
) -> None:
    kari, url = cast.client_for("kari"), reverse("course_exemption", args=[ingrid.pk])
    assert kari.post(url, {"course": course.pk, "reason": ""}).status_code == 422
    assert not ingrid.is_qualified("introduction", timezone.localdate())
    kari.post(url, {"course": course.pk, "reason": "Har tatt kurset i nabokommunen"})
    found = Exemption.objects.get()
    assert (found.granted_by_name, found.reason) == ("Kari Nygård", "Har tatt kurset i nabokommunen")
    assert ingrid.is_qualified("introduction", timezone.localdate())
    assert Entry.objects.filter(verb="course.exempted", actor_id=cast.kari.pk).count() == 1
    assert cast.client_for("ingrid").post(url, {"course": course.pk, "reason": "x"}).status_code == 403


def test_the_report_tells_where_people_drop_off(cast: Cast, held: CourseSession, ingrid: Person) -> None:
    for person in (cast.solveig, cast.gunnar, cast.oddvar):
        Volunteer.objects.create(person=person, workplace=cast.solsiden)
    Exemption.grant(cast.oddvar, held.course, "Kan det", by=cast.kari)
    close(held, cast)  # Ingrid came, Solveig did not, Gunnar never signed up
    road = next(one for one in roads(timezone.now()) if one.course == held.course)
    assert (len(road.asked), len(road.taken), len(road.exempted)) == (4, 2, 1)
    assert road.dropped == {cast.solveig.pk}
    assert road.never == 1
    assert cast.client_for("marit").get(reverse("course_drop_offs")).status_code == 200


def test_the_share_of_the_staff_that_has_taken_part_is_shown_by_department(
    cast: Cast, course: Course
) -> None:
    ward = Department.objects.filter(workplace=cast.solsiden).first()
    ward = ward or Department.objects.create(workplace=cast.solsiden, name="Avdeling 1")
    session = plan(Course.objects.get(code="receiving_volunteers"), cast, timezone.now() + timedelta(hours=1))
    anne = cast.client_for("anne")
    anne.post(reverse("course_seat", args=[session.pk]), {"want": "yes"})
    anne.post(reverse("course_seat_department", args=[session.pk]), {"department": ward.pk})
    session.event.mark(cast.anne, True, by=cast.marit)
    cast.client_for("marit").post(reverse("department_staff"), {f"staff-{ward.pk}": 8})
    row = next(one for one in staff_by_department() if one.department == ward)
    assert (row.took_part, row.share) == (1, 12)


def record_for(person: Person, **changes: object) -> dict[str, object]:
    told = {"kind": "course", "title": "Besøksvennkurs", "provider": "Røde Kors", "year": 2025}
    return told | changes


def test_training_taken_elsewhere_counts_when_the_contact_has_confirmed_it(
    cast: Cast, course: Course, ingrid: Person
) -> None:
    sent = record_for(ingrid, counts_for=course.pk, completed_on="2025-03-04")
    cast.client_for("ingrid").post(reverse("competence_new", args=[ingrid.pk]), sent)
    row = CompetenceRecord.objects.get()
    url = reverse("competence_confirmed", args=[row.pk])
    assert not Qualification.objects.exists()
    assert cast.client_for("ingrid").post(url).status_code == 403
    cast.client_for("kari").post(url)
    cast.client_for("kari").post(url)
    found = Qualification.objects.get(person=ingrid)
    assert (found.code, found.granted_on, found.granted_by_name) == (
        "introduction",
        date(2025, 3, 4),
        "Kari Nygård",
    )


def test_nobody_confirms_their_own(cast: Cast, course: Course) -> None:
    kari = cast.client_for("kari")
    kari.post(reverse("competence_new", args=[cast.kari.pk]), record_for(cast.kari, counts_for=course.pk))
    kari.post(reverse("competence_confirmed", args=[CompetenceRecord.objects.get().pk]))
    assert CompetenceRecord.objects.get().confirmed_on is None
    assert not Qualification.objects.exists()


def test_a_volunteer_writes_for_nobody_else(cast: Cast, course: Course) -> None:
    url = reverse("competence_new", args=[cast.solveig.pk])
    assert cast.client_for("ingrid").post(url, record_for(cast.solveig)).status_code == 403
    assert not CompetenceRecord.objects.exists()


def test_further_education_of_contacts_stands_by_year_provider_and_employer(
    cast: Cast, course: Course
) -> None:
    told = {"kind": "further", "title": "Frivillighetskoordinator", "provider": "Verdighetsenteret"}
    told |= {"employer": "Elvebyen kommune", "role": "aktivitør"}
    marit = cast.client_for("marit")
    for person, year in ((cast.kari, 2019), (cast.jonas, 2021)):
        marit.post(reverse("competence_new", args=[person.pk]), told | {"year": year})
    page = marit.get(reverse("competence"), {"year": "2019"})
    assert [row.person for row in page.context["page_obj"]] == [cast.kari]
    assert page.context["contacts"].with_further == 2
    assert [one.person for one in page.context["contacts"].without] == [cast.eirik]
    file = marit.get(reverse("competence_sheet"), {"provider": "Verdighetsenteret"})
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["Jonas Berg", "Kari Nygård"]
    assert Entry.objects.filter(is_read=True, about_id=cast.kari.pk).exists()
    assert cast.client_for("kari").get(reverse("competence")).status_code == 403


def test_a_qualification_counts_for_as_long_as_the_course_says(cast: Cast, held: CourseSession) -> None:
    held.course.valid_months = 24
    held.course.save()
    close(held, cast)
    taken = timezone.localdate(held.event.ends_at)
    found = Qualification.objects.get(person=cast.ingrid)
    assert found.valid_until.year == taken.year + 2
    assert cast.ingrid.is_qualified("introduction", found.valid_until)
    assert not cast.ingrid.is_qualified("introduction", found.valid_until + timedelta(days=1))
    held.course.valid_months = 1
    assert held.course.valid_until(date(2026, 1, 31)) == date(2026, 2, 28)


def test_a_rule_that_says_the_same_as_for_all_is_not_kept(cast: Cast, course: Course) -> None:
    set_rules(course, {"": "mandatory", "games": "mandatory", "song_hour": ""}, by=cast.marit)
    assert [rule.activity for rule in course.rules.all()] == [""]
