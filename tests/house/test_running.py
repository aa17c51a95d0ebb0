"""bin/run for real: it serves, says what it chose, stops cleanly, and survives being killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from django.conf import settings

from config import house
from config.embedded.ground import CannotStart
from config.mailbox.sink import free_port
from config.processes import Child, remember, tidy_up
from tests.production.settings import PRODUCTION

OURS = (
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "BROKER_DIR",
    "SECRET_KEY",
    "SAMSPILL_MODE",
    "BASE_DOMAIN",
)


class Run:
    """A `manage.py start` with a data folder and ports of its own."""

    def __init__(self, data: Path, **env: str):
        self.ports = {name: str(free_port()) for name in ("PORT", "MAILBOX_PORT", "EMAIL_PORT")}
        inherited = {name: value for name, value in os.environ.items() if name not in OURS}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "start"],
            cwd=settings.BASE_DIR,
            env=inherited | self.ports | {"DATA_DIR": str(data)} | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def until(self, words: str) -> None:
        for line in self.process.stdout:
            self.said += line
            if words in line:
                self.family = psutil.Process(self.process.pid).children(recursive=True)
                return
        raise AssertionError(f"It ended without saying {words!r}:\n{self.said}")

    def end(self, by: int, within: float = 20) -> int:
        self.process.send_signal(by)
        self.said += self.process.communicate(timeout=within)[0]
        return self.process.returncode

    def left(self, within: float = 15) -> list[psutil.Process]:
        """Which of its processes are still there. Of the dead ones a machine without a proper init keeps the names."""
        until = time.monotonic() + within
        while alive := [process for process in self.family if is_alive(process)]:
            if time.monotonic() > until:
                break
            time.sleep(0.1)
        return alive


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def status(url: str) -> int:
    try:
        return urlopen(url, timeout=10).status
    except HTTPError as refusal:
        return refusal.code


@pytest.fixture
def run() -> Iterator[Callable[..., Run]]:
    """Starts houses on one data folder, which must be open to PostgreSQL's user (pytest's own is not)."""
    data = settings.DATA_DIR / f"house-{os.getpid()}"
    started = []

    def start(**env: str) -> Run:
        started.append(Run(data, **env))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGTERM)
    shutil.rmtree(data, ignore_errors=True)


def test_it_serves_is_killed_serves_again_and_stops(run: Callable[..., Run]) -> None:
    first = run()
    first.until("Ctrl-C stops everything.")
    assert "Database: PostgreSQL" in first.said
    assert "Broker: " in first.said
    assert status(f"http://localhost:{first.ports['PORT']}/") < 500
    assert status(f"http://localhost:{first.ports['MAILBOX_PORT']}/") == 200

    second = run()
    second.process.wait(30)
    assert "Samspill already runs" in second.process.stdout.read()

    first.end(signal.SIGKILL)
    assert first.left() == []

    third = run(PATH="/nowhere")  # no redis-server there
    third.until("Ctrl-C stops everything.")
    assert "since no Redis was found" in third.said
    assert status(f"http://localhost:{third.ports['PORT']}/") < 500
    assert third.end(signal.SIGINT) == 0
    assert "Nothing is left running." in third.said
    assert third.left(within=0) == []


def test_a_taken_port_is_told_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"^Port {number} is taken: .* PORT={number + 1} bin/run\.$"):
            house.refuse_taken("PORT", number)


def test_left_over_children_are_ended_and_strangers_are_not(tmp_path: Path) -> None:
    child, stranger = (
        Child(name, [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / name) for name in "ab"
    )
    note = tmp_path / "children.json"
    for one in (child, stranger):
        one.start()
    remember([child, stranger], note)
    known = json.loads(note.read_text())
    known[1][1] -= 60  # as if the number had belonged to another process, a minute older
    note.write_text(json.dumps(known))
    tidy_up(note)
    assert child.ended
    assert not stranger.ended
    stranger.stop()


def test_a_child_that_ends_is_started_again_unless_it_is_young(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = Child("worker", [sys.executable, "-c", "print('I gave up')"], tmp_path / "worker.log")
    child.start()
    child.process.wait(10)
    one = house.House(tmp_path, settings.BASE_DIR)
    one.children = [child]
    with pytest.raises(CannotStart, match="worker ended at once(.|\n)*I gave up"):
        one._look_after_children()
    monkeypatch.setattr(house, "YOUNG", 0)
    first = child.process.pid
    one._look_after_children()
    assert child.process.pid != first
    one.close()


def test_production_has_no_mailbox_and_no_start() -> None:
    env = os.environ | PRODUCTION
    for command in (["manage.py", "start"], ["-m", "config.mailbox"]):
        refused = subprocess.run(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True
        )
        assert refused.returncode == 1
        assert "is for trying Samspill" in refused.stderr


def test_locks_name_no_host() -> None:
    locks = ["requirements.txt", "requirements-dev.txt", "package-lock.json"]
    assert [lock for lock in locks if "://" in (settings.BASE_DIR / lock).read_text()] == []
