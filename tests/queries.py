"""How many questions a page asks the database (house rule: at most 12, and the same number for 1 and for 30 rows)."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

LIMIT = 12
_OURS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT")


def asked(client: Client, url: str) -> list[str]:
    """The questions of one page, without those of the transaction and of entering the municipality."""
    connection.queries_log.clear()  # it holds 9,000, and what is captured beyond them is lost
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answered {response.status_code}"
    return [
        one["sql"] for one in captured if not one["sql"].startswith(_OURS) and "set_config" not in one["sql"]
    ]


def assert_list_queries(
    client: Client, url: str, make_rows: Callable[[int], object], at_most: int = LIMIT
) -> None:
    """`make_rows(n)` makes n more rows that the page shows."""
    make_rows(1)
    asked(client, url)  # what is remembered for a few seconds is remembered now
    one = asked(client, url)
    make_rows(29)
    asked(client, url)
    thirty = asked(client, url)

    more = [sql for sql in thirty if sql not in one]
    assert len(thirty) == len(one), f"{len(one)} questions for 1 row, {len(thirty)} for 30:\n" + "\n".join(
        more[:5]
    )
    assert len(thirty) <= at_most, f"{len(thirty)} questions:\n" + "\n".join(sql[:160] for sql in thirty)
