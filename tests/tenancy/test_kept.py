"""A figure that is kept is right after every deed, in every process, and never another municipality's."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from foundation.audit.models import read, record
from foundation.people.models import Person
from foundation.tenancy import kept as keeping
from foundation.tenancy.context import enter
from foundation.tenancy.kept import SOON, kept
from tests.cast import Cast


def counting() -> tuple[list[int], Callable[[], int]]:
    counted: list[int] = []

    def count() -> int:
        counted.append(1)
        return Person.objects.count()

    return counted, count


def test_it_is_counted_once_until_its_reader_has_done_something(cast: Cast) -> None:
    counted, count = counting()
    with enter(cast.elvebyen):
        first = kept("people", cast.kari.pk, count)
        assert kept("people", cast.kari.pk, count) == first
        assert len(counted) == 1

        record(cast.kari, "person.made", Person.objects.create(name="Nora"))
        assert kept("people", cast.kari.pk, count) == first + 1


@pytest.mark.django_db(transaction=True)
def test_what_others_do_is_seen_within_some_seconds(cast: Cast) -> None:
    counted, count = counting()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        with enter(cast.elvebyen):
            first = kept("people", cast.kari.pk, count)
        with enter(cast.elvebyen):
            record(cast.marit, "person.made", Person.objects.create(name="Nora"))
        with enter(cast.elvebyen):
            assert kept("people", cast.kari.pk, count) == first
            assert kept("people", cast.marit.pk, count) == first + 1
    with time_machine.travel(now + timedelta(seconds=SOON), tick=False), enter(cast.elvebyen):
        assert kept("people", cast.kari.pk, count) == first + 1


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_came_to_nothing_changes_nothing(cast: Cast) -> None:
    counted, count = counting()
    with enter(cast.elvebyen):
        kept("people", cast.kari.pk, count)
    with enter(cast.elvebyen):
        record(cast.kari, "person.made", Person.objects.create(name="Nora"))
        transaction.set_rollback(True)
    with enter(cast.elvebyen):
        kept("people", cast.kari.pk, count)
    assert len(counted) == 1


def test_looking_changes_nothing(cast: Cast) -> None:
    counted, count = counting()
    with enter(cast.elvebyen):
        kept("people", cast.kari.pk, count)
        read(cast.kari, cast.ingrid)
        kept("people", cast.kari.pk, count)
    assert len(counted) == 1


def test_each_municipality_has_its_own(cast: Cast) -> None:
    counted, count = counting()
    figures = []
    for town in (cast.elvebyen, cast.fjordvik):
        with enter(town):
            figures.append(kept("people", cast.kari.pk, count))
            assert figures[-1] == Person.objects.count()
    assert len(counted) == 2
    assert figures[0] != figures[1]


@pytest.mark.django_db(transaction=True)
def test_what_was_counted_before_ones_own_commit_is_not_kept_after_it(cast: Cast) -> None:
    """Another of one's pages counts while the deed is under way, and does not see it: the commit makes it count again."""
    counted, count = counting()
    with enter(cast.elvebyen):
        before = kept("people", cast.kari.pk, count)
    with enter(cast.elvebyen):
        record(cast.kari, "person.made", Person.objects.create(name="Nora"))
        stamps = tuple(cache.get(keeping._change(one), "") for one in (None, cast.kari.pk))
        cache.set(f"kept:{cast.elvebyen.pk}:{cast.kari.pk}:people", (stamps, time.time(), before))
    with enter(cast.elvebyen):
        assert kept("people", cast.kari.pk, count) == before + 1


def test_a_cache_that_is_away_costs_only_the_counting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setattr(keeping.cache, "get_many", away)
    monkeypatch.setattr(keeping.cache, "set_many", away)
    counted, count = counting()
    with enter(cast.elvebyen):
        assert kept("people", cast.kari.pk, count) == Person.objects.count()
        assert kept("people", cast.kari.pk, count) == Person.objects.count()
    assert len(counted) == 2
