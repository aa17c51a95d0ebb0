"""Jobs enter for themselves: the municipality's id comes first."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from celery import shared_task
from django.db import transaction

from foundation.people.models import Person, Sector
from foundation.tenancy.context import NoMunicipality, current_id, enter, peek_id
from foundation.tenancy.tasks import MunicipalityTask, PlatformTask, UnknownMunicipality
from tests.cast import Cast

seen: list[object] = []


@shared_task(base=MunicipalityTask, name="tests.count")
def count(extra: int = 0) -> int:
    seen.append(current_id())
    return Person.objects.count() + extra


@shared_task(name="tests.write")
def write(name: str, fail: bool = False) -> None:
    """Of no base of its own: the house's task_cls."""
    Sector.objects.create(name=name)
    if fail:
        raise ZeroDivisionError


@shared_task(base=PlatformTask, name="tests.platform")
def platform(municipality: str) -> None:
    seen.append((peek_id(), municipality))


@pytest.fixture(autouse=True)
def _eager(settings: object) -> None:
    from config.celery import app

    seen.clear()
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager = app.conf.task_eager_propagates = False


def test_a_job_runs_in_its_municipality_wherever_it_is_called(cast: Cast) -> None:
    assert count(str(cast.elvebyen.pk), extra=1) == 13
    with enter(cast.fjordvik):
        assert count(cast.elvebyen.pk) == 12
        assert current_id() == cast.fjordvik.pk
    assert peek_id() is None


@pytest.mark.parametrize("gone", ["unknown", "left"])
def test_a_job_of_nobodys_municipality_fails(cast: Cast, gone: str) -> None:
    cast.elvebyen.active = False
    cast.elvebyen.save()
    with pytest.raises(UnknownMunicipality):
        count(uuid4() if gone == "unknown" else cast.elvebyen.pk)


def test_a_job_that_fails_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        write(cast.elvebyen.pk, "Halv", fail=True)
    with enter(cast.elvebyen):
        assert not Sector.objects.filter(name="Halv").exists()


def test_later_means_after_commit_and_in_the_same_municipality(
    cast: Cast, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True), enter(cast.fjordvik):
        count.later()
        assert seen == []
    assert seen == [cast.fjordvik.pk]


def test_later_is_forgotten_when_the_deed_is_undone(
    cast: Cast, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True), enter(cast.fjordvik), transaction.atomic():
        count.later()
        transaction.set_rollback(True)
    assert seen == []


def test_later_needs_a_municipality(db: None) -> None:
    with pytest.raises(NoMunicipality):
        count.later()


def test_a_platform_job_enters_nothing(cast: Cast, django_capture_on_commit_callbacks: Callable) -> None:
    with django_capture_on_commit_callbacks(execute=True), enter(cast.fjordvik):
        platform.later("somewhere")
    assert seen == [(None, "somewhere")]


def test_a_broker_that_is_away_loses_no_request(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(count, "apply_async", away)
    with django_capture_on_commit_callbacks(execute=True), enter(cast.fjordvik):
        count.later()
    assert [record.getMessage() for record in caplog.records] == [
        "the broker is away; tests.count waits for the next tick"
    ]
