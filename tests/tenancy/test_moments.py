"""Moments as the database gives them: in UTC, to the microsecond, by psycopg's own loader."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from foundation.audit.models import Entry, record
from foundation.tenancy.context import enter
from tests.cast import Cast

MOMENTS = [
    datetime(2026, 10, 25, 0, 30, 0, 1, tzinfo=UTC),  # the hour that comes twice in Oslo
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(1950, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_moment_comes_back_as_it_was_written(cast: Cast, moment: datetime) -> None:
    with enter(cast.elvebyen):
        written = record(None, "told", cast.solsiden, at=moment)
        read = Entry.objects.get(pk=written.pk).at
    assert read == moment
    assert read.tzinfo is UTC


@pytest.mark.django_db
def test_other_zones_are_turned_to_utc() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT timestamptz '2026-07-01 14:00+02'")
        assert cursor.fetchone() == (datetime(2026, 7, 1, 12, tzinfo=UTC),)
