"""Many want one seat at the same moment, over real connections. The control shows that the test could fail."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from foundation.events.models import Event, Participation
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.events.conftest import START, Arranged

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
NOW = START - timedelta(days=7)
Deed = Callable[[Event, Person], None]


def all_at_once(cast: Cast, people: list[Person], event: Event, deed: Deed) -> None:
    together = threading.Barrier(len(people))
    failures: list[Exception] = []

    def run(person: Person) -> None:
        try:
            with enter(cast.elvebyen):
                mine = Event.objects.get(pk=event.pk)
                together.wait(10)
                deed(mine, person)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []


def people_and_event(cast: Cast, arranged: Arranged) -> tuple[list[Person], Event]:
    with enter(cast.elvebyen):
        people = [Person.objects.create(name=f"Person {number}") for number in range(8)]
        return people, arranged(capacity=1)


def seated(cast: Cast, event: Event) -> tuple[int, int, int]:
    with enter(cast.elvebyen):
        event.refresh_from_db()
        rows = event.participations.all()
        return event.taken, rows.signed_up().count(), rows.waiting().count()


def test_one_seat_goes_to_one(cast: Cast, arranged: Arranged) -> None:
    people, event = people_and_event(cast, arranged)
    all_at_once(cast, people, event, lambda mine, person: mine.sign_up(person, by=person, at=NOW))
    assert seated(cast, event) == (1, 1, 7)


def test_control_without_the_guard_the_seat_is_sold_many_times(cast: Cast, arranged: Arranged) -> None:
    """Read, compare, write: what every naive sign-up does. Not even the database's CHECK sees it."""

    def careless(mine: Event, person: Person) -> None:
        if not mine.is_full:
            mine.taken += 1
            mine.save(update_fields=["taken"])
            Participation.objects.create(event=mine, person=person, state="signed_up")

    people, event = people_and_event(cast, arranged)
    all_at_once(cast, people, event, careless)
    taken, has_place, _waiting = seated(cast, event)
    assert taken == 1
    assert has_place > 1


def test_a_seat_given_back_while_others_come_is_never_left_empty(cast: Cast, arranged: Arranged) -> None:
    people, event = people_and_event(cast, arranged)
    with enter(cast.elvebyen):
        event.sign_up(people[0], by=None, at=NOW)

    def come_and_go(mine: Event, person: Person) -> None:
        if person == people[0]:
            mine.cancel_place(person, by=person)
        else:
            mine.sign_up(person, by=person, at=NOW)

    all_at_once(cast, people, event, come_and_go)
    assert seated(cast, event) == (1, 1, 6)


def test_the_same_person_in_two_windows_gets_one_place(cast: Cast, arranged: Arranged) -> None:
    people, event = people_and_event(cast, arranged)
    all_at_once(cast, people[:1] * 4, event, lambda mine, person: mine.sign_up(person, by=person, at=NOW))
    assert seated(cast, event) == (1, 1, 0)
