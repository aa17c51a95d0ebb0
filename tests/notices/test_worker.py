"""The promise of the house, with real processes: nothing is lost when workers die, and next to nothing is sent twice."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from foundation.notices import planning
from foundation.notices.drain import drain
from foundation.notices.models import DueMark, Notice
from foundation.notices.models.mark import due_municipalities
from foundation.notices.outbox import Address, notify
from foundation.notices.planning import Promise, plan
from foundation.notices.querysets import NoticeQuerySet
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.figures import told
from tests.notices.workers import Broker, Process, Sink, environment, murders, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

FIELDS = {"course": {"title": "Introduksjonskurs"}, "day": date(2026, 11, 26), "time": clock_time(14)}


def promise(cast: Cast, town: str, count: int) -> set[str]:
    addresses = {f"{town}{number}@post.example" for number in range(count)}
    with enter(cast.all[town]):
        for address in addresses:
            notify(Address("Ingrid", email=address), "course_confirmed", FIELDS, "/kurs/1/", key=address)
    return addresses


def states(cast: Cast) -> set[str]:
    found = set()
    for town in ("elvebyen", "fjordvik"):
        with enter(cast.all[town]):
            found |= set(Notice.objects.values_list("state", flat=True))
    return found


def interrupted(cast: Cast) -> int:
    """How many were in somebody's hands when that one died."""
    count = 0
    for town in ("elvebyen", "fjordvik"):
        with enter(cast.all[town]):
            count += Notice.objects.filter(attempts__gt=1).count()
    return count


def test_a_thousand_reminders_survive_three_murders(cast: Cast, tmp_path: Path) -> None:
    survive(cast, tmp_path, reminders=1000, kills=3, processes=2)


@pytest.mark.long
def test_ten_thousand_reminders_survive_twenty_murders(cast: Cast, tmp_path: Path) -> None:
    survive(cast, tmp_path, reminders=10_000, kills=20, processes=4)


def survive(cast: Cast, tmp_path: Path, reminders: int, kills: int, processes: int) -> None:
    wanted = promise(cast, "elvebyen", reminders // 2) | promise(cast, "fjordvik", reminders // 2)
    broker, log = Broker(tmp_path / "broker"), tmp_path / "worker.log"
    began = time.monotonic()
    with Sink(seconds=0.01) as sink:
        done = murders(sink, broker, log, reminders, kills, processes, until=lambda: states(cast) == {"sent"})
    told(
        f"{reminders:,} reminders, {kills} times kill -9 of a worker with {processes} processes: "
        f"{len(wanted - sink.recipients)} lost, {sink.doubles} sent twice, "
        f"{interrupted(cast)} interrupted, {time.monotonic() - began:.0f} s"
    )
    assert done, (states(cast), log.read_text())
    assert wanted - sink.recipients == set()  # none lost
    assert interrupted(cast) > 0  # the murders did hit somebody at work
    assert sink.doubles <= kills * processes  # one per process and death, at the very most
    assert max(sink.seen.values()) <= 2
    ours = [
        recipient for recipient, _id in sink.seen if recipient in wanted
    ]  # a Monday has letters of its own
    assert len(ours) == reminders  # a double has the same Message-ID, so that mail programs show it once


def together(count: int, work: Callable[[], object]) -> None:
    barrier = threading.Barrier(count)

    def one() -> None:
        try:
            barrier.wait()
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_four_drains_at_once_send_each_letter_once(cast: Cast) -> None:
    wanted = promise(cast, "elvebyen", 60)
    together(4, lambda: drain(cast.elvebyen.pk))
    assert sorted(message.recipients()[0] for message in mail.outbox) == sorted(
        f"Ingrid <{one}>" for one in wanted
    )
    assert not DueMark.objects.exists()


def test_a_promise_made_while_the_marks_are_tidied_keeps_its_mark(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking for what is left and taking the marks away somebody else commits: nothing of theirs is touched."""
    real = NoticeQuerySet.exists

    def exists(rows: NoticeQuerySet) -> bool:
        left = real(rows)
        monkeypatch.setattr(NoticeQuerySet, "exists", real)
        together(1, lambda: promise(cast, "elvebyen", 1))
        return left

    monkeypatch.setattr(NoticeQuerySet, "exists", exists)
    drain(cast.elvebyen.pk)
    assert due_municipalities() == [cast.elvebyen.pk]
    drain(cast.elvebyen.pk)
    assert (len(mail.outbox), due_municipalities()) == (1, [])


def test_three_planners_at_once_promise_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def reminders(now: datetime) -> Iterable[Promise]:
        for number in range(20):
            somebody = Address("Ingrid", email=f"a{number}@post.example")
            yield Promise(somebody, "course_confirmed", FIELDS, "/kurs/1/", f"k{number}", now)

    monkeypatch.setattr(planning, "PLANNERS", {"x": reminders})
    monkeypatch.setattr(
        planning, "_mine", lambda municipality, name: True
    )  # without the lock: the key must do
    together(3, lambda: plan(cast.elvebyen.pk))
    with enter(cast.elvebyen):
        assert Notice.objects.pending().count() == 20


def test_one_plans_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def slow(now: datetime) -> Iterable[Promise]:
        asked.append(now)
        time.sleep(0.5)
        return []

    monkeypatch.setattr(planning, "PLANNERS", {"x": slow})
    together(3, lambda: plan(cast.elvebyen.pk))
    assert len(asked) == 1


NOBODY = {"REDIS_URL": "redis://127.0.0.1:1"}
DEED = """
import django; django.setup()
from datetime import date, time
from foundation.notices.models.mark import due_municipalities
from foundation.notices.outbox import Address, notify
from foundation.notices.querysets import NoticeQuerySet
from foundation.tenancy.context import enter
with enter("{municipality}"):
    fields = {{"course": {{"title": "Kurs"}}, "day": date(2026, 11, 26), "time": time(14)}}
    notify(Address("Ingrid", email="a@post.example"), "course_confirmed", fields, "/kurs/1/", key="x")
print("the deed is done")
"""


def test_when_the_broker_is_away_the_deed_is_done_and_the_loop_sends(cast: Cast, tmp_path: Path) -> None:
    with Sink() as sink:
        env = environment(DJANGO_SETTINGS_MODULE="config.settings", **sink.env, **NOBODY)
        code = DEED.format(municipality=cast.elvebyen.pk)
        deed = subprocess.run(
            [sys.executable, "-c", code],
            cwd=settings.BASE_DIR,
            env=env,
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert deed.stdout == "the deed is done\n", deed.stderr
        log = tmp_path / "drain.log"
        with Process("manage.py", "drain", "--loop", "--every", "0.2", env=env, log=log):
            assert wait_for(lambda: "a@post.example" in sink.recipients, 20), log.read_text()
            more = promise(cast, "fjordvik", 3)  # and it goes on
            assert wait_for(lambda: more <= sink.recipients, 20), log.read_text()
    assert sink.doubles == 0


def test_a_page_does_not_wait_for_a_broker_that_is_away() -> None:
    code = """
import django; django.setup()
import time
from foundation.notices.tasks import drain
from foundation.tenancy.tasks import wake
wake(drain, "the first time it is looked for")
began = time.monotonic()
wake(drain, "and then nobody waits")
print(time.monotonic() - began < 0.5)
"""
    env = environment(DJANGO_SETTINGS_MODULE="config.settings", **NOBODY)
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True
    )
    assert told.stdout == "True\n", told.stderr
