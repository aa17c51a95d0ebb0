"""The tests themselves stand in the test database, whatever aliases they name (a mirror once led to the real one)."""

import pytest
from django.conf import settings
from django.db import connections

from tests.cast import Cast


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.django_db(databases=["default", "owner"])
def test_both_roles_stand_in_the_test_database(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_database(), current_user")
        database, role = cursor.fetchone()
    assert database.startswith("test_")
    assert role == settings.DATABASES[alias]["USER"]


def test_a_test_that_names_no_alias_stands_there_too(cast: Cast) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].startswith("test_")
