"""The test database is made and migrated as `owner`; tests run as `app`, flushes go through `owner`."""

import copy
import logging
import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from foundation.tenancy.models import Municipality
    from tests.cast import Cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def pytest_configure(config: pytest.Config) -> None:
    """Quick passwords, a cache of its own for each process of the tests, and the sentences that people read."""
    from django.conf import settings

    from config.setup import translations

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LOG_IN_ANSWERS_AFTER = 0
    settings.PREPARED_CHECKED = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    logging.getLogger("request").setLevel(
        logging.WARNING
    )  # a line for each request would bury what a test says
    if not hasattr(config, "workerinput"):
        translations()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: object,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """All aliases, always: pytest-django makes only those that the tests name, and a mirror would reach the real database."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(
            0,
            interactive=False,
            serialized_aliases=set(),
            keepdb=django_db_keepdb and not django_db_createdb,
        )
        assert connections["default"].settings_dict["NAME"].startswith("test_")
        _loaded["blocker"] = django_db_blocker
        _load_cast()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()  # a mirror is not closed by teardown: DROP DATABASE would fail
        if not django_db_keepdb:
            teardown_databases(made, 0)


#: What takes longest begins first, so that no process is left alone with it at the end.
LONGEST = [
    "tests/house/test_walker.py",
    "tests/house/test_pages.py",
    "tests/house/test_queries.py",
    "tests/house/test_running.py",
    "tests/browser/test_story.py",
    "tests/production/test_database_away.py",
    "tests/courses/test_thousand.py",
    "tests/notices/test_worker.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A transactional test must name `owner` too, or nothing is flushed after it."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
    both = ["default", "owner"]
    for item in items:
        for mark in item.iter_markers("django_db"):
            if mark.kwargs.get("transaction"):
                mark.kwargs.setdefault("databases", both)
        if {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(transaction=True, databases=both))


def _empties_tables(item: pytest.Item) -> bool:
    return any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """The cast is made again after a transactional test: else each test after it would, and roll it back."""
    yield
    if nextitem and _empties_tables(item) and not _empties_tables(nextitem):
        with _loaded["blocker"].unblock():
            present_cast()


_loaded: dict[str, Any] = {}


def _load_cast() -> None:
    """Committed once; a kept database (--reuse-db) is emptied first."""
    from django.core.management import call_command

    from foundation.tenancy.models import Municipality
    from tests.cast import load

    if Municipality.objects.exists():
        call_command("flush", database="owner", interactive=False, verbosity=0)
    _loaded["cast"] = load()


def present_cast() -> "Cast":
    """The cast as it stands in the database; a transactional test empties the tables: then it is made again."""
    from foundation.tenancy.models import Municipality

    if not Municipality.objects.filter(pk=_loaded["cast"].elvebyen.pk).exists():
        from tests.cast import load

        _loaded["cast"] = load()
    return copy.deepcopy(_loaded["cast"])


@pytest.fixture
def cast(db: None) -> "Cast":
    """The people of the tests, see tests/cast.py."""
    return present_cast()


@pytest.fixture
def elvebyen(cast: "Cast") -> "Iterator[Municipality]":
    """The whole test happens inside Elvebyen."""
    from foundation.tenancy.context import enter

    with enter(cast.elvebyen):
        yield cast.elvebyen


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What is kept in memory for some seconds or minutes must not outlive a test."""
    from django.core.cache import cache

    from foundation.tenancy.context import forget

    forget()
    yield
    forget()
    cache.clear()


def letters_are_gone() -> None:
    """Codes and secret links leave in a thread of their own: wait for it."""
    for thread in threading.enumerate():
        if thread.name == "letter":
            thread.join(10)
