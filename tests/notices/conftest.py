"""A broker that notes what it is told, breakers that start whole, and hours at which one may text."""

from collections.abc import Iterator

import pytest

from foundation.notices import drain, posting


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple]]:
    """The messages that Celery would carry."""
    told: list[tuple[str, tuple]] = []
    from celery import Task

    monkeypatch.setattr(
        Task, "apply_async", lambda self, args=(), kwargs=None, **rest: told.append((self.name, args))
    )
    return told


@pytest.fixture(autouse=True)
def _whole_breakers() -> Iterator[None]:
    yield
    for breaker in posting.BREAKERS.values():
        breaker.reached()


@pytest.fixture
def daytime(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that also run at night; test_night is about that."""
    monkeypatch.setattr(drain, "quiet_until", lambda notice, now: None)
