"""“You will hear from NN by Thursday” is a promise that is watched over, whatever the calendar does (VOL-19)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.moments import oslo
from tests.volunteers.test_interest import answers
from volunteers.escalation import overdue
from volunteers.figures import ALL, by_workplace
from volunteers.models import Enquiry, Volunteer

pytestmark = pytest.mark.usefixtures("menu")
Browser = Callable[[str], Client]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (  # Easter, and summer time begins on 28 March 2027
            oslo(2027, 3, 24, 12),
            [("Kari", oslo(2027, 3, 31, 15)), ("Jonas", oslo(2027, 4, 1, 8)), ("Marit", oslo(2027, 4, 2, 8))],
        ),
        (  # summer time ends on 25 October 2026, a Sunday
            oslo(2026, 10, 22, 18),
            [
                ("Kari", oslo(2026, 10, 26, 15)),
                ("Jonas", oslo(2026, 10, 27, 8)),
                ("Marit", oslo(2026, 10, 28, 8)),
            ],
        ),
        (  # 1 May is a Saturday, 17 May a Monday
            oslo(2027, 5, 13, 9),
            [
                ("Kari", oslo(2027, 5, 18, 15)),
                ("Jonas", oslo(2027, 5, 19, 8)),
                ("Marit", oslo(2027, 5, 20, 8)),
            ],
        ),
        (  # Christmas and New Year
            oslo(2026, 12, 30, 12),
            [("Kari", oslo(2027, 1, 4, 15)), ("Jonas", oslo(2027, 1, 5, 8)), ("Marit", oslo(2027, 1, 6, 8))],
        ),
    ],
)
def test_what_is_promised_is_watched_over_holidays_and_the_change_of_clocks(
    visitor: Client, cast: Cast, asked: datetime, told: list[tuple[str, datetime]]
) -> None:
    with time_machine.travel(asked, tick=False):
        page = visitor.post(reverse("interest"), answers(cast.solsiden), follow=True)
        assert page.status_code == 200
    with enter(cast.elvebyen), time_machine.travel(told[0][1] - timedelta(hours=1), tick=False):
        found = [(one.to.first_name, one.due_at) for one in overdue(timezone.now() + timedelta(days=2))]
    assert found == told
    with enter(cast.elvebyen), time_machine.travel(told[0][1] - timedelta(minutes=1), tick=False):
        Enquiry.objects.get().answer(by=cast.kari)
        assert list(overdue(timezone.now())) == []


def test_the_median_reply_time_stands_on_the_overview(
    browser: Browser, cast: Cast, enquire: Callable[..., Volunteer]
) -> None:
    now = timezone.now()
    for name, place, hours in (("A B", "solsiden", 1), ("C D", "solsiden", 5), ("E F", "elvebredden", 50)):
        volunteer = enquire(name, at=place, when=now - timedelta(days=5))
        with enter(cast.elvebyen):
            volunteer.enquiry.answer(by=cast.kari, at=now - timedelta(days=5) + timedelta(hours=hours))
    with enter(cast.elvebyen):
        figures = by_workplace(cast.member("marit"), now)
    assert figures[ALL].reply == timedelta(hours=5)
    assert figures[cast.solsiden.pk].reply == timedelta(hours=3)
    page = browser("marit").get(reverse("overview")).text
    assert "Who writes to you usually has an answer in 5 hours." in page
    assert "usually answered in 2 days" in page


def test_without_answers_no_reply_time_is_told(browser: Browser, cast: Cast, enquire: Callable) -> None:
    enquire()
    assert "usually" not in browser("marit").get(reverse("overview")).text


def test_an_old_answer_counts_no_longer(cast: Cast, enquire: Callable[..., Volunteer]) -> None:
    then = timezone.now() - timedelta(days=120)
    volunteer = enquire(when=then)
    with enter(cast.elvebyen):
        volunteer.enquiry.answer(by=cast.kari, at=then + timedelta(hours=2))
        assert ALL not in by_workplace(cast.member("marit"), timezone.now())
