"""A figure that is kept is right after every deed, in every process, and never another municipality's."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction

from foundation.audit.models import read, record
from foundation.people.models import Person
from foundation.tenancy import kept as keeping
from foundation.tenancy.context import enter
from foundation.tenancy.kept import kept
from tests.cast import Cast


def counting() -> tuple[list[int], Callable[[], int]]:
    counted: list[int] = []

    def count() -> int:
        counted.append(1)
        return Person.objects.count()

    return counted, count


def test_it_is_counted_once_until_something_is_changed(cast: Cast) -> None:
    counted, count = counting()
    with enter(cast.elvebyen):
        first = kept("people", count)
        assert kept("people", count) == first
        assert len(counted) == 1

        person = Person.objects.create(name="Nora")
        record(None, "person.made", person)
        assert kept("people", count) == first + 1


def test_looking_changes_nothing(cast: Cast) -> None:
    counted, count = counting()
    with enter(cast.elvebyen):
        kept("people", count)
        read(cast.kari, cast.ingrid)
        kept("people", count)
    assert len(counted) == 1


def test_each_municipality_has_its_own(cast: Cast) -> None:
    counted, count = counting()
    figures = []
    for town in (cast.elvebyen, cast.fjordvik):
        with enter(town):
            figures.append(kept("people", count))
            assert figures[-1] == Person.objects.count()
    assert len(counted) == 2
    assert figures[0] != figures[1]


@pytest.mark.django_db(transaction=True)
def test_what_another_counted_before_the_commit_is_not_kept_after_it(cast: Cast) -> None:
    """Somebody counts while the deed is under way, and does not see it: the commit makes them count again."""
    counted, count = counting()
    with enter(cast.elvebyen):
        before = kept("people", count)
    with enter(cast.elvebyen):
        record(None, "person.made", Person.objects.create(name="Nora"))
        stale = cache.get(keeping._change())
        cache.set(f"kept:{cast.elvebyen.pk}:people", (stale, before))
    with enter(cast.elvebyen):
        assert kept("people", count) == before + 1


def test_a_cache_that_is_away_costs_only_the_counting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setattr(keeping.cache, "get_many", away)
    monkeypatch.setattr(keeping.cache, "set", away)
    counted, count = counting()
    with enter(cast.elvebyen), transaction.atomic():
        record(None, "person.made", Person.objects.create(name="Nora"))
        assert kept("people", count) == Person.objects.count()
        assert kept("people", count) == Person.objects.count()
    assert len(counted) == 2
