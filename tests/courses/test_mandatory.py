"""What is mandatory for a kind of activity stands in the way of it, wherever one begins with it (CRS-16)."""

import html
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from courses.dropping import roads
from courses.models import CompetenceRecord, Course, CourseRule, Exemption
from courses.models.requirement import set_rules
from courses.seeding import seed_courses
from foundation.documents.seeding import seed_templates
from foundation.people.demands import demands_of, lacking
from foundation.people.doing import activities_of
from foundation.people.models import Person
from foundation.people.qualifications import grant
from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from tests.boards.conftest import make_scheme
from tests.cast import Cast
from tests.matching import wishes
from tests.volunteers import people
from tests.volunteers.conftest import in_english
from volunteers import papers
from volunteers.activity_types import seed_activity_types
from volunteers.boards.models import SchemeMember
from volunteers.matching.models import Match
from volunteers.matching.suggestions import known, obstacles
from volunteers.models import Activity, ActivityType, Agreement, Enquiry, FirstAssignment, Volunteer, Wish
from volunteers.models.readiness import must_be_ready
from volunteers.preparation import items
from volunteers.shipped import trainings


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    seed_templates(cast.elvebyen)
    seed_activity_types(cast.elvebyen)
    with enter(cast.elvebyen), translation.override("en"):
        seed_courses("nb")
        yield cast


@pytest.fixture
def dementia(here: Cast) -> Course:
    course = Course.objects.get(code="dementia_communication")
    set_rules(course, {"coffee_visit": "mandatory"}, by=here.marit)
    return course


@pytest.fixture
def ingrid(here: Cast) -> Volunteer:
    """Has signed, wishes for coffee visits, and is about to begin."""
    volunteer = people.signed(here)
    now = timezone.now()
    asked = {"name": volunteer.name, "email": volunteer.person.email, "due_at": now, "consent_at": now}
    enquiry = Enquiry.objects.create(volunteer=volunteer, **asked)
    Wish.objects.create(enquiry=enquiry, activity_type=kind("coffee_visit"))
    return volunteer


def kind(code: str) -> ActivityType:
    return ActivityType.objects.get(code=code)


def refused(volunteer: Volunteer) -> list[str]:
    try:
        must_be_ready(volunteer)
    except ValidationError as error:
        return error.messages
    return []


def take(person: Person, course: Course) -> None:
    grant(person, course.code, course.title, timezone.localdate(), source_id=None, by=person)


def test_a_mandatory_course_stands_in_the_way_of_the_first_time_until_it_is_taken(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    url = reverse("first_assignment", args=[ingrid.pk])
    start = timezone.now() + timedelta(days=3)
    plan = partial(FirstAssignment.plan, ingrid, "Kaffe", start, start + timedelta(hours=1), here.anne)
    [sentence] = refused(ingrid)
    assert f"“{dementia}” (about 2 and a half hours)" in sentence
    assert sentence in html.unescape(in_english(here.client_for("kari")).get(url).text)
    with pytest.raises(ValidationError, match="is mandatory for this"):
        plan(by=here.kari)
    assert not FirstAssignment.objects.exists()

    take(here.ingrid, dementia)

    assert refused(ingrid) == []
    assert plan(by=here.kari).is_planned


def test_an_exemption_with_a_reason_opens_it(here: Cast, ingrid: Volunteer, dementia: Course) -> None:
    assert refused(ingrid)
    Exemption.grant(here.ingrid, dementia, "Sykepleier i tretti år", by=here.kari)
    assert refused(ingrid) == []


def test_training_taken_elsewhere_opens_it_when_it_is_confirmed(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    told = {"kind": "course", "title": "Besøksvenn", "provider": "Røde Kors", "year": 2025}
    row = CompetenceRecord(person=here.ingrid, counts_for=dementia, **told)
    row.tell(by=here.ingrid)
    assert refused(ingrid)
    row.confirm(by=here.kari)
    assert refused(ingrid) == []


def test_recommended_and_optional_never_stand_in_the_way(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    for level in ("recommended", "optional"):
        set_rules(dementia, {"coffee_visit": level}, by=here.marit)
        assert refused(ingrid) == []


def test_a_course_for_another_kind_of_activity_does_not_concern_them(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    set_rules(dementia, {"vigil": "mandatory"}, by=here.marit)
    assert refused(ingrid) == []


def test_what_is_agreed_on_counts_instead_of_what_was_wished_for(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    assert activities_of([here.ingrid.pk]) == {here.ingrid.pk: {"coffee_visit"}}
    paper = papers.issue_confidentiality(ingrid, by=here.kari)
    Agreement.objects.create(volunteer=ingrid, document=paper, tasks="Sang", types=["song_hour"])
    assert activities_of([here.ingrid.pk]) == {here.ingrid.pk: {"song_hour"}}
    assert refused(ingrid) == []


def test_a_match_of_that_kind_is_refused_and_one_of_another_kind_is_made(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    recipient = wishes.wish(here)
    wishes.yes(recipient, here)
    url = f"/onsker/{recipient.pk}/forslag/{ingrid.pk}/"
    form = {"frame": "En time", "most_at_once": 1, "starts_on": timezone.localdate(), "reason": "Naboer"}
    kari = in_english(here.client_for("kari"))
    answer = kari.post(url, form | {"activity_type": kind("coffee_visit").pk})
    assert answer.status_code == 422
    assert "is mandatory for this" in answer.text
    match = Match(volunteer=ingrid, recipient=recipient, activity_type=kind("coffee_visit"), frame="x")
    with pytest.raises(ValidationError, match="is mandatory for this"):
        match.make(by=here.kari)

    assert kari.post(url, form | {"activity_type": kind("activity_friend").pk}).status_code == 303
    assert Match.objects.get().activity_type.code == "activity_friend"


def test_a_match_from_before_the_course_became_mandatory_goes_on(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    set_rules(dementia, {}, by=here.marit)
    recipient = wishes.wish(here)
    wishes.yes(recipient, here)
    match = Match(volunteer=ingrid, recipient=recipient, activity_type=kind("coffee_visit"), frame="x")
    match.make(by=here.kari)
    set_rules(dementia, {"coffee_visit": "mandatory"}, by=here.marit)
    assert match.change(by=here.kari, frame="To timer").frame == "To timer"


def test_who_lacks_it_stands_among_those_that_do_not_suit_with_why(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    [one] = known(Volunteer.objects.filter(pk=ingrid.pk), timezone.localdate())
    told = list(obstacles(one, wishes.wish(here), kind("coffee_visit"), timezone.localdate()))
    assert told == [f"Has not taken the course “{dementia}”, which is mandatory for this."]


def test_a_turn_on_a_board_of_that_kind_is_refused_to_who_lacks_it(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    set_rules(dementia, {"dinner_delivery": "mandatory"}, by=here.marit)
    scheme = make_scheme(here, at="solsiden")
    member = SchemeMember.join(scheme, ingrid, by=here.kari)
    slot = scheme.slots.coming(timezone.now() + timedelta(days=7)).with_events().first()
    with pytest.raises(ValidationError, match="First you take the course"):
        slot.take(member, by=here.ingrid)
    assert slot.event.participations.count() == 0

    take(here.ingrid, dementia)

    assert slot.take(member, by=here.ingrid).has_seat


def test_nobody_waits_for_the_introduction_until_its_days_have_passed(here: Cast, ingrid: Volunteer) -> None:
    today = timezone.localdate()
    began = today - timedelta(days=200)
    rule = CourseRule.objects.get(course__code="introduction")

    def lacks(since: date) -> list[str]:
        CourseRule.objects.filter(pk=rule.pk).update(since=since)
        return [one.code for one in lacking(here.ingrid, ["coffee_visit"], began, today)]

    assert refused(ingrid) == []  # has not begun
    assert lacks(since=began) == ["introduction"]
    assert (
        lacks(since=today - timedelta(days=10)) == []
    )  # asked after they had begun: the same time from then
    choose("training_days", 7)
    assert lacks(since=today - timedelta(days=10)) == ["introduction"]


def test_a_rule_that_stays_keeps_the_day_it_came(here: Cast, dementia: Course) -> None:
    before = timezone.localdate() - timedelta(days=100)
    dementia.rules.update(since=before)
    set_rules(dementia, {"coffee_visit": "mandatory", "games": "recommended"}, by=here.marit)
    since = dict(dementia.rules.values_list("activity", "since"))
    assert since == {"coffee_visit": before, "games": timezone.localdate()}
    set_rules(dementia, {"coffee_visit": "recommended"}, by=here.marit)
    assert dementia.rules.get().since == timezone.localdate()


def test_the_strictest_of_several_kinds_holds(here: Cast, dementia: Course) -> None:
    set_rules(dementia, {"coffee_visit": "mandatory", "games": "recommended"}, by=here.marit)
    for kinds, level in ((["games"], False), (["games", "coffee_visit"], True)):
        [asked] = [one for one in demands_of(kinds) if one.code == dementia.code]
        assert asked.is_mandatory == level
    assert dementia.code not in {one.code for one in demands_of(["walking_friend"])}


def test_the_menu_of_the_portal_says_in_advance_what_one_learns_and_how_long_it_takes(
    here: Cast, dementia: Course
) -> None:
    set_rules(dementia, {"coffee_visit": "mandatory", "games": "recommended"}, by=here.marit)
    for code in ("coffee_visit", "games", "walking_friend"):
        Activity.objects.create(activity_type=kind(code), workplace=here.solsiden, title=code)
    page = in_english(here.visitor()).get(reverse("activities"))
    told = {card.title: list(card.courses) for card in page.context["cards"]}
    assert told["coffee_visit"] == [f"First you take the course “{dementia}”: about 2 and a half hours."]
    assert told["games"] == [f"We recommend the course “{dementia}”: about 2 and a half hours."]
    assert told["walking_friend"] == []
    introduction = Course.objects.get(code="introduction")
    [everybody] = page.context["for_everybody"]
    assert everybody == f"Everybody takes “{introduction}” within 90 days: about 3 hours."
    assert everybody in html.unescape(page.text)


def test_the_page_of_the_start_names_what_is_mandatory_with_the_way_to_it(
    here: Cast, ingrid: Volunteer, dementia: Course
) -> None:
    found = {one.code: one for one in items(ingrid, timezone.localdate())}
    item = found[f"course-{dementia.code}"]
    assert item.blocks
    assert here.client_for("kari").get(item.url).status_code == 200
    assert not found["course-introduction"].blocks


def test_shipped_courses_are_recommended_for_the_kinds_they_are_useful_for(here: Cast) -> None:
    Course.objects.filter(code="near_end_of_life").delete()
    seed_courses("nb", useful_for=trainings())
    rules = CourseRule.objects.filter(course__code="near_end_of_life")
    assert list(rules.values_list("activity", "level")) == [("vigil", "recommended")]


def test_the_catalogue_of_kinds_tells_which_courses_are_asked(here: Cast, dementia: Course) -> None:
    page = in_english(here.client_for("anne")).get(kind("coffee_visit").get_absolute_url())
    facts = dict(page.context["facts"])
    told = facts["Courses that are required"]
    assert all(str(Course.objects.get(code=code)) in told for code in ("introduction", dementia.code))


def test_a_course_for_employees_is_asked_of_no_volunteer(here: Cast, ingrid: Volunteer) -> None:
    course = Course.objects.get(code="receiving_volunteers")
    set_rules(course, {"": "mandatory"}, by=here.marit)
    assert course.for_volunteers is False
    assert refused(ingrid) == []
    assert course.code not in {one.code for one in demands_of(["coffee_visit"])}
    assert course not in [road.course for road in roads(timezone.now())]
