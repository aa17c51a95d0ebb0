"""The topic library and courses put together from it (CRS-01, CRS-02)."""

from django.urls import reverse
from django.utils import translation

from courses.models import Course, CourseSession, LibraryTopic
from courses.seeding import seed_courses
from foundation.audit.models import Entry
from tests.cast import Cast


def test_the_library_begins_with_22_topics_for_volunteers_and_13_for_employees(course: Course) -> None:
    rows = LibraryTopic.objects.all()
    assert [rows.filter(audience=code).count() for code in ("volunteer", "employee")] == [22, 13]
    for text in ("goal", "handout", "key_points", "exercise"):
        assert not rows.filter(**{text: ""}).exists()


def test_seeding_again_keeps_what_the_municipality_has_written(course: Course) -> None:
    own = LibraryTopic.objects.get(code="ethics")
    own.goal = "Slik gjør vi det her."
    own.save()
    seed_courses("nb")
    own.refresh_from_db()
    assert (own.goal, LibraryTopic.objects.count()) == ("Slik gjør vi det her.", 35)


def test_a_topic_is_read_in_the_readers_language_until_it_is_rewritten(cast: Cast, course: Course) -> None:
    topic = LibraryTopic.objects.get(code="confidentiality")
    with translation.override("en"):
        assert str(topic) == "Confidentiality"
        assert topic.points[0].startswith("Everything you learn")
    url = reverse("library_topic_change", args=[topic.pk])
    given = cast.client_for("marit").get(url).context["form"].initial
    sent = {name: value or "" for name, value in given.items()} | {"goal": "Det som sies her, blir her."}
    assert cast.client_for("marit").post(url, sent).status_code == 303
    topic.refresh_from_db()
    with translation.override("en"):
        assert (str(topic), topic.purpose) == ("Confidentiality", "Det som sies her, blir her.")


def test_a_course_is_put_together_from_topics_with_minutes_goal_and_lecturer(
    cast: Cast, course: Course
) -> None:
    marit = cast.client_for("marit")
    made = {"title": "Sang og minner", "kind": "targeted", "minutes": 90, "for_volunteers": "on"}
    marit.post(reverse("course_new"), made)
    mine = Course.objects.get(code="sang-og-minner")
    chosen = LibraryTopic.objects.filter(code__in=["life_story", "dementia"])
    marit.post(reverse("course_topics_new", args=[mine.pk]), {"topics": [one.pk for one in chosen]})
    part = mine.topics.get(library__code="life_story")
    change = {
        "number": 1,
        "minutes": 35,
        "goal": "Du kan tre sanger.",
        "lecturer": cast.eirik.pk,
        "is_compulsory": "on",
    }
    marit.post(reverse("course_part", args=[part.pk]), change)
    page = marit.get(mine.get_absolute_url()).content.decode()
    for told in ("Du kan tre sanger.", "35 minutter", "Eirik Sand", "Obligatorisk"):
        assert told in page
    assert Entry.objects.filter(verb="course.made", actor_id=cast.marit.pk).count() == 1


def test_the_introduction_course_keeps_what_everybody_must_have_been_through(
    cast: Cast, course: Course
) -> None:
    course.must_cover()  # as shipped it covers all
    part, marit = course.topics.get(library__code="ethics"), cast.client_for("marit")
    form = {"number": part.number, "minutes": 20, "goal": ""}
    refused = marit.post(reverse("course_part", args=[part.pk]), form)
    assert refused.status_code == 422
    assert "etiske retningslinjer" in refused.content.decode()
    assert marit.post(reverse("course_part_out", args=[part.pk])).status_code == 403
    part.refresh_from_db()
    assert (part.is_compulsory, part.is_used) == (True, True)


def test_a_topic_taken_out_stays_in_the_sessions_that_went_through_it(
    cast: Cast, held: CourseSession
) -> None:
    targeted = Course.objects.get(code="dementia_communication")
    part = targeted.topics.first()
    session = CourseSession.plan(
        targeted, held.event.starts_at, held.event.ends_at, "Her", 9, None, by=cast.marit
    )
    session.cover([part], by=cast.marit)
    session.close(by=cast.marit)
    cast.client_for("marit").post(reverse("course_part_out", args=[part.pk]))
    assert part not in targeted.parts()
    assert list(session.parts()) == [part]


def test_a_contact_reads_the_library_and_may_not_write_in_it(cast: Cast, course: Course) -> None:
    kari, topic = cast.client_for("kari"), LibraryTopic.objects.first()
    assert kari.get(reverse("topic_library")).status_code == 200
    assert kari.get(topic.get_absolute_url()).status_code == 200
    for name, args in (("library_topic_new", []), ("library_topic_change", [topic.pk]), ("course_new", [])):
        assert kari.get(reverse(name, args=args)).status_code == 403
    assert cast.client_for("ingrid").get(reverse("topic_library")).status_code == 403
    assert cast.client_for("solrun").get(topic.get_absolute_url()).status_code == 404
