"""Whatever happens in whatever order: an open step has an owner, and nobody who has left has an open step."""

import copy
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from coordination.waiting import everything
from foundation.notices import planning
from foundation.tenancy.context import forget
from tests.cast import STAFF, Cast
from tests.volunteers import people
from tests.volunteers.deeds import CHAPTERS, DEEDS, EVERYBODY
from volunteers.desk import Desk
from volunteers.escalation import overdue
from volunteers.models import (
    AgreedChange,
    CareStep,
    Concern,
    Enquiry,
    ErasureRequest,
    ReferenceLetter,
    Volunteer,
)
from volunteers.models.step import SEASONAL

Life = list[tuple[tuple[str, ...], int]]
ALONE = st.sampled_from([(name,) for name in DEEDS])
LIVES = st.lists(st.tuples(ALONE | st.sampled_from(CHAPTERS), st.integers(0, 3)), min_size=15, max_size=20)
FREELY = settings(
    deadline=None,
    database=None,
    derandomize=True,  # the same lives every day; bin/prove lives many more
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # to make a life shorter takes minutes; what was done is told
)


@contextmanager
def a_small_town(cast: Cast) -> Iterator[Cast]:
    """Gunnar is to begin, Ingrid has just asked, Oddvar is on paper and well under way. Gone when it is over."""
    with transaction.atomic():
        forget()
        cache.clear()
        people.signed(cast, "gunnar")
        people.going(cast, "oddvar")
        Enquiry(name="Ingrid", email="ingrid@hjemme.example").register(cast.solsiden)
        yield copy.deepcopy(cast)
        transaction.set_rollback(True)


def one_of(number: int) -> uuid.UUID:
    everybody = EVERYBODY.order_by("registered_at", "id").values_list("pk", flat=True)
    return everybody[number % len(everybody)]


def live(cast: Cast, name: str, pk: uuid.UUID) -> None:
    """Done to somebody who is here, or refused as a person would be; then all is as it was."""
    try:
        with transaction.atomic():
            DEEDS[name](cast, EVERYBODY.filter(pk=pk).first() or EVERYBODY.first())
        note(f"{name} {pk}")
    except ValidationError:
        pass


def nobody_is_forgotten() -> None:
    """After every single deed."""
    desk = Desk.of(timezone.localdate())
    for step in CareStep.objects.open().with_people():
        assert desk.owner(step) is not None, step
        assert not step.volunteer.is_closed, step
    begun_or_awaited = CareStep.objects.open().values("volunteer")
    on_the_way = Volunteer.objects.ongoing().filter(started_on=None)
    assert list(on_the_way.exclude(pk__in=begun_or_awaited)) == []  # not begun, and nothing is next
    for concern in Concern.objects.open():
        assert desk.answering(concern.workplace_id) is not None, concern


def somebody_will_be_told() -> None:
    """Whoever waits for a letter is told of in the end, whatever else happens."""
    told = {promise.about.pk for promise in overdue(timezone.now() + timedelta(days=400))}
    assert {letter.pk for letter in ReferenceLetter.objects.waiting()} <= told


def everything_lies_on_a_desk(cast: Cast) -> None:
    """Each thing that waits stands among what waits for one of those who work here, as their own."""
    today = timezone.localdate()
    steps = CareStep.objects.open().of_ongoing().awake(today).exclude(code__in=SEASONAL)
    wanted = {
        "step": steps,
        "concern": Concern.objects.open(),
        "change": AgreedChange.objects.open(),
        "letter": ReferenceLetter.objects.waiting(),
        "erasure": ErasureRequest.objects.open(),
    }
    waits = {f"{what}:{pk}" for what, rows in wanted.items() for pk in rows.values_list("pk", flat=True)}
    own = {deed.key for key in STAFF["elvebyen"] for deed in everything(cast.member(key)) if not deed.held_by}
    assert waits - own == set()


def lives(cast: Cast, life: Life) -> None:
    with a_small_town(cast) as town:
        for chapter, number in life:
            pk = one_of(number)
            for name in chapter:
                live(town, name, pk)
                nobody_is_forgotten()
        somebody_will_be_told()
        everything_lies_on_a_desk(town)
        planning.plan(town.elvebyen.pk)


@settings(FREELY, max_examples=12)
@given(life=LIVES)
def test_no_sequence_of_deeds_leaves_somebody_without_an_owner(
    here: Cast, caplog: pytest.LogCaptureFixture, life: Life
) -> None:
    """And every promise that follows from it can be written."""
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        lives(here, life)
    assert [record.message for record in caplog.records] == []


@pytest.mark.long
@settings(FREELY, max_examples=600, derandomize=False, print_blob=True)
@given(life=LIVES)
def test_six_hundred_lives_leave_nobody_without_an_owner(here: Cast, life: Life) -> None:
    lives(here, life)
