"""Who may take a turn is a rule of the database: it refuses plain SQL too (ASG-07)."""

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.events.models import Participation
from tests.boards.conftest import doers, member, slot_on, take
from tests.cast import Cast
from volunteers.boards.models import Scheme, Slot, StaffTurn


@pytest.fixture
def tuesday(here: Cast, scheme: Scheme) -> Slot:
    """Settled at once: what the database asks at the end of a transaction it asks now."""
    slot = slot_on(scheme, 24)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS turn_is_for_the_ready, turn_is_still_for_the_ready IMMEDIATE")
    return slot


def seat(slot: Slot, person: object, state: str = "signed_up") -> Participation:
    return Participation.objects.create(event=slot.event, person=person, state=state)


def test_whoever_takes_part_may_have_a_turn(here: Cast, scheme: Scheme, tuesday: Slot) -> None:
    take(tuesday, here, "ingrid")
    assert doers(tuesday) == ["Ingrid Solheim"]


def test_somebody_who_takes_no_part_may_not(here: Cast, tuesday: Slot) -> None:
    with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
        seat(tuesday, here.oddvar)


def test_a_wait_does_not_become_a_turn_for_them_either(here: Cast, tuesday: Slot) -> None:
    waiting = seat(tuesday, here.oddvar, "waiting")
    with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
        Participation.objects.filter(pk=waiting.pk).update(state="signed_up")


def test_where_it_is_asked_for_whoever_lacks_the_promise_may_not(
    here: Cast, scheme: Scheme, tuesday: Slot
) -> None:
    member(scheme, here, "ingrid")
    Scheme.objects.filter(pk=scheme.pk).update(asks_ready=True)
    with pytest.raises(IntegrityError, match="not ready"), transaction.atomic():
        seat(tuesday, here.ingrid)
    Scheme.objects.filter(pk=scheme.pk).update(asks_ready=False)
    seat(tuesday, here.ingrid)


def test_an_employee_may_by_the_mark_that_is_written_in_the_same_transaction(
    here: Cast, tuesday: Slot
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    StaffTurn.objects.create(participation=seat(tuesday, here.all["line"]))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS turn_is_for_the_ready IMMEDIATE")
    assert doers(tuesday) == ["Line Hovde"]
