"""Old messages are deleted after the days that the municipality has set; what waits is never old."""

from datetime import date, time, timedelta

import pytest

from foundation.notices import tasks
from foundation.notices.clock import database_now
from foundation.notices.models import Notice
from foundation.notices.outbox import Address, notify
from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from tests.cast import Cast

FIELDS = {
    "course": {"title": "Introduksjonskurs", "short_title": "introkurs"},
    "day": date(2026, 11, 26),
    "time": time(14),
}


def written(cast: Cast, key: str, state: str, days: int, town: str = "elvebyen") -> None:
    """A message about which nothing has happened for so many days."""
    then = database_now() - timedelta(days=days)
    with enter(cast.all[town]):
        [notice] = notify(Address("Mina", email="mina@post.example"), "course_reminder", FIELDS, "/", key=key)
        settled = {"state": state, "sent_at": then if state == "sent" else None}
        Notice.objects.filter(pk=notice.pk).update(created_at=then, due_at=then, try_at=then, **settled)


def left(cast: Cast, town: str = "elvebyen") -> set[str]:
    with enter(cast.all[town]):
        return set(Notice.objects.values_list("key", flat=True))


@pytest.mark.parametrize("state", ["sent", "failed", "expired", "cancelled"])
def test_what_is_settled_is_deleted_after_half_a_year(cast: Cast, state: str) -> None:
    written(cast, "old", state, 181)
    written(cast, "new", state, 179)
    tasks.forget_old(str(cast.elvebyen.pk))
    assert left(cast) == {"new"}


def test_what_waits_is_kept_however_old(cast: Cast) -> None:
    written(cast, "waits", "pending", 900)
    tasks.forget_old(str(cast.elvebyen.pk))
    assert left(cast) == {"waits"}


def test_the_municipality_says_how_long(cast: Cast) -> None:
    written(cast, "old", "sent", 31)
    written(cast, "old", "sent", 31, town="fjordvik")
    with enter(cast.elvebyen):
        choose("messages_kept_days", 30)
    for town in (cast.elvebyen, cast.fjordvik):
        tasks.forget_old(str(town.pk))
    assert (left(cast), left(cast, "fjordvik")) == (set(), {"old"})


def test_more_than_one_transaction_holds_are_all_deleted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.notices.forgetting.AT_ONCE", 2)
    for number in range(5):
        written(cast, f"old {number}", "sent", 200)
    tasks.forget_old(str(cast.elvebyen.pk))
    assert left(cast) == set()


def test_the_clock_wakes_each_municipality(cast: Cast, broker: list[tuple[str, tuple]]) -> None:
    tasks.forget()
    expected = {("notices.forget_old", (str(town.pk),)) for town in (cast.elvebyen, cast.fjordvik)}
    assert set(broker) == expected
