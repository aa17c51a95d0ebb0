"""What is due is asked of the database's clock, and inside a municipality without asking."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.notices.clock import database_now
from foundation.tenancy.context import enter
from tests.cast import Cast


def asked() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("wrong", [timedelta(), timedelta(days=400)], ids=["right", "wrong"])
def test_it_is_the_databases_whatever_ours_says_and_nobody_is_asked(cast: Cast, wrong: timedelta) -> None:
    with enter(cast.elvebyen):
        before = asked()
        with time_machine.travel(before + wrong), CaptureQueriesContext(connection) as queries:
            now = database_now()
        after = asked()
    assert len(queries) == 0
    assert before - timedelta(seconds=1) < now <= after


def test_it_goes_on_while_we_work(cast: Cast) -> None:
    with enter(cast.elvebyen):
        first = database_now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02)")
        assert timedelta(seconds=0.02) <= database_now() - first < timedelta(seconds=5)


@pytest.mark.django_db
def test_outside_it_is_asked() -> None:
    with CaptureQueriesContext(connection) as queries:
        database_now()
    assert len(queries) == 1
