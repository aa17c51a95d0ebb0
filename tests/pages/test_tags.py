"""Faces, days and clocks as we say them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.template import engines
from django.utils import translation
from phonenumber_field.phonenumber import PhoneNumber

from foundation.pages.faces import face, initials
from foundation.pages.moments import clock, day, span
from foundation.pages.numbers import national
from foundation.pages.templatetags.samspill import and_list, tel
from tests.pages.samples import PAGES, draw


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False), translation.override("en"):
        yield


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load samspill %}" + source).render(context)


@pytest.mark.parametrize(
    ("when", "how", "said"),
    [
        (date(2026, 11, 23), "", "today"),
        (date(2026, 11, 22), "", "yesterday"),
        (date(2026, 11, 24), "plain", "tomorrow"),
        (date(2026, 11, 26), "", "Thursday 26 November"),
        (date(2026, 11, 23), "exact", "Monday 23 November"),
        (date(2025, 3, 14), "", "Friday 14 March 2025"),
        (date(2026, 11, 19), "plain", "19 November"),
        (date(2026, 12, 8), "short", "8 Dec."),
        (date(2026, 11, 23), "short", "23 Nov."),
    ],
)
def test_day_is_said_as_people_say_it(when: date, how: str, said: str) -> None:
    assert day(when, how) == said


def test_day_of_a_moment_is_the_day_in_norway() -> None:
    assert day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "tomorrow"


def test_clock_and_span_are_norwegian_time() -> None:
    start, end = datetime(2026, 11, 26, 13, tzinfo=UTC), datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
    assert clock(start) == clock(time(14)) == "14:00"
    assert span(start, end) == "14:00–15:30"
    assert span(start, None) == "14:00"


def test_span_of_several_days_names_both() -> None:
    start, end = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 3, 14, tzinfo=UTC)
    assert span(start, end) == "1 December 10:00 – 3 December 15:00"


def test_empty_moments_leave_no_trace() -> None:
    assert drawn("[{{ a|day }}{{ a|clock }}{{ a|span:a }}]", a=None) == "[]"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Kari Nygård", "KN"), ("Berit og hunden Dixie", "BD"), ("Tor-Arne", "TA"), ("øyvind", "Ø"), ("", "?")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_face_is_the_same_for_a_person_and_their_name() -> None:
    class Person:
        name = "Kari Nygård"

    assert face(Person()) == face("Kari Nygård")
    assert "<b>" not in face("<b>Kari</b>")


def test_state_says_its_words_and_hides_its_shape() -> None:
    html = drawn("{% state 'late' text %}", text="<Late>")
    assert "&lt;Late&gt;" in html
    assert 'aria-hidden="true"' in html
    assert 'data-state="late"' in html


def test_word_is_the_municipality_s(sample_house: None) -> None:
    assert drawn("{% word 'volunteer_contact' 'definite' %}") == "volunteer_contact/definite"


def test_a_drawing_that_does_not_exist_is_the_river() -> None:
    assert drawn("{% drawing 'no_such' %}") == drawn("{% drawing 'river' %}")


def test_lists_of_names_and_numbers_to_dial() -> None:
    assert and_list(["Kari", "Jonas", "Ingrid"]) == "Kari, Jonas and Ingrid"
    assert (and_list(["Kari"]), and_list([])) == ("Kari", "")
    assert tel("+47 900 00 001") == "+4790000001"


def test_receipt_offers_undo_as_a_form(sample_house: None) -> None:
    html = draw("waiting")
    assert '<form method="post" action="/angre/">' in html
    assert "undo:" not in html
    assert "waiting" in PAGES


def test_a_phone_number_is_grouped_also_when_nobody_has_it() -> None:
    numbers = [PhoneNumber.from_string(number) for number in ("+4722225555", "+4700000013", "+46812345678")]

    assert [national(number) for number in numbers] == ["22 22 55 55", "000 00 013", "08-123 456 78"]
    assert national("") == ""
