"""The test database is made and migrated as `owner`; tests run as `app`, flushes go through `owner`."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


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
    yield
    with django_db_blocker.unblock():
        connections["default"].close()  # a mirror is not closed by teardown: DROP DATABASE would fail
        if not django_db_keepdb:
            teardown_databases(made, 0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A transactional test must name `owner` too, or nothing is flushed after it."""
    both = ["default", "owner"]
    for item in items:
        for mark in item.iter_markers("django_db"):
            if mark.kwargs.get("transaction"):
                mark.kwargs.setdefault("databases", both)
        if {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(transaction=True, databases=both))


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """The short memory of municipalities and settings must not outlive a test."""
    from foundation.tenancy.context import forget

    forget()
    yield
    forget()
