"""Real processes for the tests: a Celery worker, a broker, a mail server; all on the test database."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connections
from kombu import Connection

from foundation.notices import tasks
from foundation.notices.models import DueMark
from tests.notices.test_mail import free_port


def environment(**extra: str) -> dict[str, str]:
    """As the app role on the test database. A child sees nothing of the real one."""
    at = connections["default"].settings_dict
    password = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    host = quote(at["HOST"] or "127.0.0.1", safe="")
    url = f"postgres://{at['USER']}{password}@{host}:{at['PORT'] or 5432}/{at['NAME']}"
    return (
        os.environ
        | {
            "DATABASE_URL": url,
            "OWNER_DATABASE_URL": "postgres://owner@127.0.0.1:1/none",
            "LOG_LEVEL": "WARNING",
        }
        | extra
    )


class Sink:
    """A mail server that counts. Each letter takes it a little while."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.seen: Counter[tuple[str, str]] = Counter()  # (recipient, Message-ID)
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        import asyncio

        await asyncio.sleep(self.seconds)
        head = envelope.content.decode().partition("\r\n\r\n")[0]
        message_id = next(line for line in head.splitlines() if line.startswith("Message-ID:"))
        self.seen[envelope.rcpt_tos[0], message_id] += 1
        return "250 OK"

    def __enter__(self) -> "Sink":
        self.controller.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.controller.stop()

    @property
    def env(self) -> dict[str, str]:
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.controller.port)}

    @property
    def recipients(self) -> set[str]:
        return {recipient for recipient, _ in list(self.seen)}  # letters come in another thread meanwhile

    @property
    def doubles(self) -> int:
        return self.seen.total() - len(self.recipients)


class Broker:
    """The one that bin/run would choose: the Redis of REDIS_URL, else a folder. Nobody else's messages come here."""

    def __init__(self, folder: Path) -> None:
        for name in ("messages", "control"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        redis, prefix = os.environ.get("REDIS_URL", ""), f"{uuid.uuid4().hex}-"
        self.env = {"REDIS_URL": redis, "REDIS_PREFIX": prefix, "BROKER_DIR": str(folder)}
        self.url = redis.replace("unix://", "redis+socket://", 1) or "filesystem://"
        data, control = str(folder / "messages"), str(folder / "control")
        folders = {"data_folder_in": data, "data_folder_out": data, "control_folder": control}
        self.options = {"global_keyprefix": prefix} if redis else folders

    def tick(self) -> None:
        """What beat does every thirty seconds; the test does it more often."""
        with Connection(self.url, transport_options=self.options) as connection:
            tasks.tick.apply_async(connection=connection)


class Ticker:
    """Ticks twice a second, however often it is asked."""

    def __init__(self, broker: Broker) -> None:
        self.broker, self.last = broker, 0.0

    def __call__(self) -> None:
        if time.monotonic() - self.last > 0.5:
            self.last = time.monotonic()
            self.broker.tick()


class Process:
    """A child in its own group, so that all of it can be killed at once."""

    def __init__(self, *command: str, env: dict[str, str], log: Path) -> None:
        self.command, self.env, self.log = command, env, log

    def __enter__(self) -> "Process":
        with self.log.open("ab") as output:
            self.popen = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=settings.BASE_DIR,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the whole group: nobody gets to clean up."""
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()


def worker(env: dict[str, str], log: Path, processes: int = 2) -> Process:
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "warning")
    return Process("-m", "celery", "-A", "config", "worker", "-c", str(processes), *quiet, env=env, log=log)


def wait_for(
    what: Callable[[], bool], seconds: float, every: float = 0.05, meanwhile: Callable = lambda: None
) -> bool:
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        meanwhile()
        time.sleep(every)
    return True


def murders(
    sink: Sink, broker: Broker, log: Path, letters: int, kills: int, processes: int, until: Callable[[], bool]
) -> bool:
    """Again and again all processes of the worker are killed at once, in the midst of their work. Does a last worker finish?"""
    env = environment(NOTICE_LEASE_SECONDS="4", **sink.env, **broker.env)
    tick = Ticker(broker)
    for kill in range(1, kills + 1):
        with worker(env, log, processes) as victim:
            goal = kill * letters // (kills + 1)
            assert wait_for(lambda: len(sink.recipients) >= goal, 120, 0.005, tick), log.read_text()  # noqa: B023
            victim.kill()
    with worker(env, log, processes):
        return wait_for(lambda: until() and not DueMark.objects.exists(), 120, 0.2, tick)
