"""What is planned beside what is wanted: the contact hears of it when it becomes too much, once for each month (VOL-17)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from foundation.events.models import Event
from foundation.notices.planning import Promise
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.conftest import TUESDAY
from tests.volunteers.moments import oslo
from volunteers import hours
from volunteers.models import Profile, Volunteer

pytestmark = pytest.mark.usefixtures("tuesday")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def oddvar(here: Cast) -> Volunteer:
    volunteer = people.interested(here, "oddvar")
    Volunteer.objects.filter(pk=volunteer.pk).update(started_on=date(2025, 3, 14))
    Profile.of(volunteer).tell(by=here.kari, max_hours_month=8)
    return Volunteer.objects.select_related("profile").get(pk=volunteer.pk)


def takes(here: Cast, starts: datetime, length: int, key: str = "oddvar") -> Event:
    """Has a place in something that lasts so many hours."""
    event = Event.objects.create(
        kind="conversation",
        title="Sjakk",
        workplace=here.solsiden,
        starts_at=starts,
        ends_at=starts + timedelta(hours=length),
    )
    event.sign_up(here.all[key], by=here.kari)
    return event


def promised(now: datetime = TUESDAY) -> list[Promise]:
    return list(hours.more_than_wanted(now))


def test_as_much_as_was_wanted_is_not_too_much(here: Cast, oddvar: Volunteer) -> None:
    takes(here, oslo(2026, 11, 25, 10), 8)

    assert promised() == []
    assert (hours.of(oddvar, NOVEMBER).hours, hours.of(oddvar, NOVEMBER).is_too_much) == (8, False)


def test_the_contact_hears_of_it_when_it_is_more(here: Cast, oddvar: Volunteer) -> None:
    takes(here, oslo(2026, 11, 25, 10), 8)
    takes(here, oslo(2026, 11, 30, 22), 1)

    [promise] = promised()
    assert (promise.to, promise.kind) == (here.kari, "more_than_wanted")
    assert promise.fields["hours"] == {"planned": 9, "wanted": 8}


def test_each_month_is_counted_by_itself_to_its_last_hour(here: Cast, oddvar: Volunteer) -> None:
    takes(here, oslo(2026, 11, 30, 23), 6)
    takes(here, oslo(2026, 12, 1, 0), 6)

    assert (hours.of(oddvar, NOVEMBER).hours, hours.of(oddvar, DECEMBER).hours) == (6, 6)
    assert promised() == []


def test_the_coming_month_is_looked_at_too_and_told_once(here: Cast, oddvar: Volunteer) -> None:
    takes(here, oslo(2026, 12, 8, 10), 9)

    keys = {promise.key for promise in (*promised(), *promised(TUESDAY + timedelta(days=2)))}
    assert keys == {f"hours:{oddvar.pk}:2026-12-01"}


def test_what_is_called_off_does_not_count(here: Cast, oddvar: Volunteer) -> None:
    event = takes(here, oslo(2026, 11, 25, 10), 9)
    event.cancel(by=here.kari)

    assert promised() == []


def test_who_has_set_no_limit_is_left_alone(here: Cast, oddvar: Volunteer) -> None:
    Profile.of(oddvar).tell(by=here.kari, max_hours_month=None)
    takes(here, oslo(2026, 11, 25, 10), 9)

    assert promised() == []


def test_on_a_saturday_it_waits_for_monday(here: Cast, oddvar: Volunteer) -> None:
    takes(here, oslo(2026, 11, 30, 10), 9)

    [promise] = promised(oslo(2026, 11, 28, 12))
    assert promise.due_at == oslo(2026, 11, 30, 8)


def test_it_stands_on_the_page_for_both(
    here: Cast, browser: Callable[[str], Client], oddvar: Volunteer
) -> None:
    takes(here, oslo(2026, 11, 25, 10), 9)
    page = browser("kari").get(f"/frivillige/{oddvar.pk}/profil/").content.decode()

    assert "November: 9 hours planned, 8 wanted at the most" in page


def test_everybody_is_counted_in_the_same_questions(
    here: Cast, oddvar: Volunteer, django_assert_num_queries: Callable
) -> None:
    for key in ("gunnar", "solveig"):
        volunteer = people.interested(here, key)
        Volunteer.objects.filter(pk=volunteer.pk).update(started_on=date(2025, 3, 14))
        Profile.of(volunteer).tell(by=here.kari, max_hours_month=8)

    with django_assert_num_queries(2):
        assert len(hours.months(NOVEMBER)) == 3
