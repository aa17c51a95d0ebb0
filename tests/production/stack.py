"""The production shape without containers: what docker-compose.yml says, run by the system's PgBouncer and Redis.

Commands and environment are read from that file; only the addresses are others. Two webs, two workers, two connections to PostgreSQL
for all of them, so that nearly every transaction gets a connection that somebody else just had.
"""

import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import yaml
from django.conf import settings
from django.db import connections
from kombu import Connection

from config.embedded.brokers import Redis
from config.embedded.ground import home, own, servant
from config.processes import Child
from config.setup import pgbouncer
from foundation.notices import tasks
from tests.notices.test_mail import free_port
from tests.notices.workers import Sink, wait_for

DOMAIN = "samspill.example"
POOL_PORT = 6432  # only a part of the socket's name
FORGED = "c" * 32  # what a form carries against forgery: the cookie's own secret
COMPOSE = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())["services"]
GIVEN = {
    "SECRET_KEY": settings.SECRET_KEY,  # so that the tests' sessions open
    "BASE_DOMAIN": DOMAIN,
    "APP_PASSWORD": "x",
    "REDIS_PASSWORD": "x",
    "EMAIL_HOST": "127.0.0.1",
    "DEFAULT_FROM_EMAIL": f"Samspill <samspill@{DOMAIN}>",
}


def interpolated(text: str) -> str:
    """`${NAME:?}` and `${NAME:-default}`, as compose reads them."""
    fill = lambda found: GIVEN.get(found[1], found[2] or "")  # noqa: E731
    return re.sub(r"\$\{(\w+)(?::\?|:-([^}]*))?\}", fill, str(text))


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def follows_prepared_statements() -> bool:
    """From 1.21 on; Debian 12 has 1.18."""
    said = subprocess.run(
        [pgbouncer() or "pgbouncer", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return tuple(map(int, said.split()[1].split(".")[:2])) >= (1, 21)


class Stack:
    """`with Stack(folder) as stack`: `stack.ask(...)`, `stack.tick()`, `stack.log`."""

    def __init__(
        self, folder: Path, sink: Sink, application: str = "config.wsgi:application", connections: int = 2
    ) -> None:
        self.sink, self.application, self.connections = sink, application, connections
        self.folder = home(folder)
        self.redis = Redis(self.folder, self.folder / "log")
        self.ports = [free_port(), free_port()]
        self.children: list[Child] = []

    def __enter__(self) -> "Stack":
        try:
            self.redis.start()
            self._start(
                "pool", [pgbouncer() or "pgbouncer", str(self._pool_settings())], {}, cwd="/", **servant()
            )
            assert wait_for((self.folder / f".s.PGSQL.{POOL_PORT}").exists, 10), self.log
            for port in self.ports:
                self._start("web", self._command("web"), {"PORT": str(port), "WEB_CONCURRENCY": "1"})
            for number in (1, 2):
                name = ["--hostname", f"worker{number}@%h"]
                self._start("worker", [*self._command("worker"), *name], {})
            assert wait_for(self._is_ready, 60, 0.2), self.log
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        for child in self.children:
            child.ask_to_stop()
        for child in reversed(self.children):
            child.stop()
        self.redis.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # What compose says

    def _command(self, service: str) -> list[str]:
        said = interpolated(COMPOSE[service]["command"]).replace("config.wsgi:application", self.application)
        return [sys.executable, "-m", *shlex.split(said)]

    @property
    def env(self) -> dict[str, str]:
        said = {name: interpolated(value) for name, value in COMPOSE["web"]["environment"].items()}
        address = f"postgres://app@{quote(str(self.folder), safe='')}:{POOL_PORT}/samspill"
        here = {
            "SAMSPILL_MODE": "production",
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": address,
            "EMAIL_USE_TLS": "",
            "NOTICE_LEASE_SECONDS": "5",
            "PREPARED_STATEMENTS": "yes" if follows_prepared_statements() else "no",
            "REDIS_PREFIX": "",  # a Redis of its own: nobody to be told apart from
            "BIND": "127.0.0.1",
        }
        inherited = {name: value for name, value in os.environ.items() if name != "OWNER_DATABASE_URL"}
        return inherited | said | here | self.redis.env | self.sink.env

    def _pool_settings(self) -> Path:
        at = connections["default"].settings_dict
        users, file = self.folder / "users.txt", self.folder / "pgbouncer.ini"
        users.write_text(f'"app" "{at["PASSWORD"]}"\n')
        prepared = "max_prepared_statements = 300\n" if follows_prepared_statements() else ""
        included = shutil.copy(settings.BASE_DIR / "docker/pool/pgbouncer.ini", self.folder / "ours.ini")
        file.write_text(
            f"[databases]\nsamspill = host={at['HOST'] or '127.0.0.1'} port={at['PORT'] or 5432} dbname={at['NAME']}\n"
            f"[pgbouncer]\nlisten_addr =\nlisten_port = {POOL_PORT}\nunix_socket_dir = {self.folder}\n{prepared}"
            f"auth_type = trust\nauth_file = {users}\n%include {included}\ndefault_pool_size = {self.connections}\n"
        )
        own(self.folder)
        for written in (users, file, Path(included)):
            written.chmod(0o644)
        return file

    def _start(self, name: str, command: list[str], more: dict[str, str], **kwargs: object) -> None:
        kwargs.setdefault("cwd", settings.BASE_DIR)
        log = self.folder / "log" / f"{name}{len(self.children)}.log"
        child = Child(name, command, log, env=self.env | more, **kwargs)
        child.start()
        self.children.append(child)

    def _is_ready(self) -> bool:
        assert not [child.name for child in self.children if child.ended], self.log
        return all(self._probe(port) for port in self.ports) and self.log.count(" ready.") >= 2

    def _probe(self, port: int) -> bool:
        try:
            return self.ask("10.0.0.1", "/readyz", port=port).status == 200
        except OSError:
            return False

    # What the tests do with it

    def ask(
        self,
        host: str,
        path: str,
        session: str = "",
        data: dict | None = None,
        port: int = 0,
        forged: bool = False,
        **headers: str,
    ) -> Answer:
        """As the proxy passes it on. `port` says which of the two webs; the first unless told."""
        cookies = {"__Host-session": session} if session else {}
        cookies |= {} if forged else {"__Host-csrf": FORGED}
        headers |= {
            "Host": host,
            "Origin": f"https://{host}",
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        body = None
        if data is not None:
            body = urlencode({"csrfmiddlewaretoken": FORGED} | data, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link = http.client.HTTPConnection("127.0.0.1", port or self.ports[0], timeout=30)
        try:
            link.request("POST" if body is not None else "GET", path, body, headers)
            answer = link.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            link.close()

    def tick(self) -> None:
        """What beat does every thirty seconds."""
        with Connection(self.redis.env["REDIS_URL"].replace("unix://", "redis+socket://", 1)) as link:
            tasks.tick.apply_async(connection=link)

    @property
    def log(self) -> str:
        return "\n".join(file.read_text() for file in sorted((self.folder / "log").glob("*.log")))

    def lines(self, name: str) -> list[dict]:
        """What all processes of one kind have written; everything must be JSON."""
        files = sorted((self.folder / "log").glob(f"{name}*.log"))
        return [_json(line) for file in files for line in file.read_text().splitlines() if line.strip()]


def _json(line: str) -> dict:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        raise AssertionError(f"a line of the log is no JSON: {line}") from None
