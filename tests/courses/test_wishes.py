"""Wishes for courses: one writes, others join in, whoever plans answers them all (CRS-11)."""

import pytest
from django.urls import reverse

from courses.models import CourseWish, WishSupport
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.volunteers.conftest import in_english
from volunteers.models import Volunteer

PAGE = "/min-side/kurs/onsker/"
TEXT = "Å snakke med den som hører dårlig"


@pytest.fixture
def wish(cast: Cast, elvebyen: object) -> CourseWish:
    """Ingrid and Solveig volunteer at Solsiden; Ingrid has wished."""
    for person in (cast.ingrid, cast.solveig):
        Volunteer.objects.create(person=person, workplace=cast.solsiden)
    assert cast.client_for("ingrid").post(PAGE, {"text": TEXT}).status_code == 303
    return CourseWish.objects.get()


def joins(cast: Cast, key: str, wish: CourseWish, want: str = "yes") -> int:
    return (
        cast.client_for(key).post(reverse("course_wish_support", args=[wish.pk]), {"want": want}).status_code
    )


def answer(cast: Cast, key: str, wish: CourseWish, text: str = "I februar.") -> int:
    return (
        cast.client_for(key).post(reverse("course_wish_answer", args=[wish.pk]), {"answer": text}).status_code
    )


def test_a_wish_belongs_to_the_place_and_its_writer_is_the_first_who_wishes_it(
    cast: Cast, wish: CourseWish
) -> None:
    assert (wish.person, wish.workplace, wish.text) == (cast.ingrid, cast.solsiden, TEXT)
    assert [one.person for one in wish.supports.all()] == [cast.ingrid]
    cast.client_for("ingrid").post(PAGE, {"text": TEXT})  # pressed twice
    assert CourseWish.objects.count() == 1


def test_others_join_in_without_seeing_whose_it_is(cast: Cast, wish: CourseWish) -> None:
    page = cast.client_for("solveig").get(PAGE).text
    assert TEXT in page
    assert "Ingrid" not in page
    for _twice in range(2):
        assert joins(cast, "solveig", wish) == 303
    assert joins(cast, "anne", wish) == 303  # an employee
    assert wish.supports.count() == 3
    joins(cast, "solveig", wish, "no")
    assert {one.person for one in wish.supports.all()} == {cast.ingrid, cast.anne}


def test_whoever_plans_sees_the_most_wished_for_first_place_by_place(cast: Cast, wish: CourseWish) -> None:
    CourseWish.make(cast.solveig, "Strikking", by=cast.solveig)
    CourseWish.make(cast.marit, "Noe helt annet", by=cast.marit)
    joins(cast, "anne", wish)
    page = cast.client_for("marit").get(reverse("courses_wished"))
    found = {str(place): [one.text for one in wishes] for place, wishes, _more in page.context["places"]}
    assert found[str(cast.solsiden)] == [TEXT, "Strikking"]
    assert "Ingrid Solheim" in page.text


def test_everybody_who_wishes_for_it_is_told_of_the_answer_once(cast: Cast, wish: CourseWish) -> None:
    joins(cast, "solveig", wish)
    for _twice in range(2):
        assert answer(cast, "marit", wish) == 303
    told = Notice.objects.filter(kind="course_wish_answered", channel="email")
    assert {one.person for one in told} == {cast.ingrid, cast.solveig}
    assert told.count() == 2
    assert "I februar." in cast.client_for("solveig").get(PAGE).text


def test_an_answer_that_is_changed_is_told_again_and_the_former_stays_in_the_log(
    cast: Cast, wish: CourseWish
) -> None:
    answer(cast, "marit", wish)
    answer(cast, "marit", wish, "Først i mars.")
    entries = Entry.objects.filter(verb="course_wish.answered")
    assert {one.changes.get("before", "") for one in entries} == {"", "I februar."}


def test_a_wish_that_is_taken_back_is_gone(cast: Cast, wish: CourseWish) -> None:
    cast.client_for("ingrid").post(reverse("course_wish_back", args=[wish.pk]))
    assert not CourseWish.objects.exists()


def test_what_others_wish_for_too_stays_without_the_name_of_who_let_it_go(
    cast: Cast, wish: CourseWish
) -> None:
    joins(cast, "solveig", wish)
    cast.client_for("ingrid").post(reverse("course_wish_back", args=[wish.pk]))
    assert CourseWish.objects.get().person is None
    assert [one.person for one in WishSupport.objects.all()] == [cast.solveig]
    assert "Ingrid" not in cast.client_for("marit").get(reverse("courses_wished")).text


def test_nobody_takes_back_the_wish_of_another(cast: Cast, wish: CourseWish) -> None:
    url = reverse("course_wish_back", args=[wish.pk])
    assert cast.client_for("solveig").post(url).status_code == 403
    assert CourseWish.objects.exists()


def test_only_whoever_plans_reads_the_names_and_answers(cast: Cast, wish: CourseWish) -> None:
    for key, status in (("kari", 403), ("ingrid", 403), ("solrun", 404)):
        assert answer(cast, key, wish) == status
    assert cast.client_for("kari").get(reverse("courses_wished")).status_code == 403
    assert joins(cast, "torgeir", wish) == 404
    assert CourseWish.objects.get().answer == ""


def test_an_empty_wish_and_an_empty_answer_are_refused(cast: Cast, wish: CourseWish) -> None:
    assert in_english(cast.client_for("ingrid")).post(PAGE, {"text": " "}).status_code == 422
    assert answer(cast, "marit", wish, " ") == 422
