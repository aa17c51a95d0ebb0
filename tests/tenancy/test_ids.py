"""Keys that sort by the time they were made."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from foundation.tenancy import ids
from foundation.tenancy.ids import uuid7


def test_a_key_is_a_uuid_of_version_seven_and_tells_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last", 0)  # other tests have travelled ahead
    key = uuid7()
    assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert abs((key.int >> 80) - time.time_ns() // 1_000_000) < 1000


def test_keys_sort_as_they_were_made() -> None:
    keys = [uuid7() for _ in range(5000)]
    assert keys == sorted(set(keys))


def test_threads_never_make_the_same() -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: uuid7(), range(8000)))
    assert len(set(keys)) == 8000


def test_a_clock_that_is_put_back_makes_no_older_keys() -> None:
    with time_machine.travel(time.time() + 3600):
        ahead = uuid7()
    assert uuid7() > ahead
