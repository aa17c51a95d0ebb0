"""What runs under bin/run: started in order, watched, stopped in reverse."""

import fcntl
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.core.management import get_commands

from config.embedded.brokers import Folder, broker
from config.embedded.ground import CannotStart
from config.embedded.postgres import database
from config.processes import Child, remember, tidy_up

YOUNG = 20  # a child that ends before this age, in seconds, would end again: then we stop instead of starting it anew


def say(text: str = "") -> None:
    print(text, flush=True)


class House:
    """`open()`, `watch()` until something ends it, `close()`."""

    def __init__(self, data: Path, checkout: Path):
        self.data, self.checkout = data, checkout
        self.logs, self.note = data / "log", data / "children.json"
        self.services, self.children = [], []

    def open(self) -> None:
        began = time.monotonic()
        (self.data / "static").mkdir(parents=True, exist_ok=True)
        self._be_alone()
        tidy_up(self.note)
        self._take_ports()
        self._serve(database(self.data, self.logs), "Database")
        self._serve(broker(self.data, self.logs), "Broker")
        self._furnish()
        self.children = self._make_children()
        for child in self.children:
            child.start()
        remember(self.children, self.note)
        self._wait_for_pages()
        say(f"Ready after {time.monotonic() - began:.1f} seconds.\n")
        say(self._welcome())

    def _be_alone(self) -> None:
        """One house for each data folder: the second is told so. The lock goes with the process, however it ends."""
        self.lock = (self.data / "lock").open("a+")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart(
                f"Samspill already runs on {self.data}: stop it there with Ctrl-C first."
            ) from None

    def _take_ports(self) -> None:
        self.port = port("PORT", 8000)
        self.mailbox_port = port("MAILBOX_PORT", 8025)
        self.smtp_port = port("EMAIL_PORT", 1025)

    def _serve(self, service, what: str) -> None:  # noqa: ANN001, any of the embedded services
        say(f"{what}: {service}.")
        self.services.append(service)
        service.start()

    @property
    def env(self) -> dict[str, str]:
        """What web, worker, beat and mailbox know. The owner role's address is not among it."""
        defaults = {
            "SAMSPILL_MODE": "demo",
            "SECRET_KEY": secret_key(self.data / "secret-key"),
            "BASE_DOMAIN": f"localhost:{self.port}",
            "EMAIL_PORT": str(self.smtp_port),
            "MAILBOX_PORT": str(self.mailbox_port),
            "XDG_CACHE_HOME": str(self.data / "cache"),  # fontconfig writes there
            "PYTHONUNBUFFERED": "1",
        }
        found = {name: value for service in self.services for name, value in service.env.items()}
        env = defaults | os.environ | found
        env.pop("OWNER_DATABASE_URL", None)
        return env

    def _furnish(self) -> None:
        """Tables, then the demo's people; each command sees by itself that all is in place."""
        owner = self.services[0].env["OWNER_DATABASE_URL"]
        self._manage("migrate", "--verbosity=0", OWNER_DATABASE_URL=owner)
        if "demo" in get_commands():
            self._manage("demo")

    def _manage(self, *command: str, **env: str) -> None:
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=self.checkout,
            env=self.env | env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if result.returncode:
            raise CannotStart(f"manage.py {command[0]} failed:\n{result.stdout}{result.stderr}")

    def _make_children(self) -> list[Child]:
        for file in self.data.glob("beat-schedule*"):  # a killed beat may leave half a file; it keeps nothing
            file.unlink()
        alone = isinstance(self.services[1], Folder)  # log-in limits then live in the memory of one process
        web = ["gunicorn", "config.wsgi:application", "--worker-class=gthread", "--no-control-socket"]
        web += ["--workers=1", "--threads=8"] if alone else ["--workers=2", "--threads=4"]
        web += ["--graceful-timeout=5", *(f"--bind={place}" for place in addresses(self.port))]
        celery = ["celery", "-A", "config"]
        commands = {
            "mailbox": ["config.mailbox"],
            "web": web,
            "worker": [
                *celery,
                "worker",
                "--concurrency=2",
                "--loglevel=INFO",
                "--without-gossip",
                "--without-mingle",
            ],
            "beat": [*celery, "beat", "--loglevel=INFO", "--pidfile="],
        }
        return [
            Child(
                name,
                [sys.executable, "-m", *command],
                self.logs / f"{name}.log",
                env=self.env,
                cwd=self.checkout,
            )
            for name, command in commands.items()
        ]

    def _wait_for_pages(self) -> None:
        until = time.monotonic() + 60
        while not all(answers(number) for number in (self.port, self.mailbox_port)):
            self._look_after_children()
            if time.monotonic() > until:
                raise CannotStart(f"Web or mailbox did not answer within a minute: see {self.logs}.")
            time.sleep(0.1)

    def watch(self) -> None:
        while True:
            self._look_after_children()
            time.sleep(0.5)

    def _look_after_children(self) -> None:
        """Start again what ended by itself, unless it does so at once."""
        for child in self.children:
            if not child.ended:
                continue
            if child.age < YOUNG:
                raise CannotStart(
                    f"{child.name} ended at once. The end of {child.log}:\n{child.last_lines()}"
                )
            say(f"{child.name} ended and is started again; see {child.log}.")
            child.start()
            remember(self.children, self.note)

    def close(self) -> None:
        """All that was started, asked at once and then waited for; database and broker last."""
        started = [child for child in self.children if hasattr(child, "process")]
        for child in started:
            child.ask_to_stop()
        for child in started:
            child.stop()
        for service in reversed(self.services):
            service.stop()
        self.note.unlink(missing_ok=True)

    def _welcome(self) -> str:
        lines = [
            f"Samspill   http://localhost:{self.port}",
            f"Mailbox    http://localhost:{self.mailbox_port}   (mail, SMS and the staff's log-in codes)",
            f"Data       {self.data}, logs in {self.logs}",
            "",
            *logins(self.data / "demo-logins.json"),
            "Ctrl-C stops everything.",
        ]
        return "\n".join(lines)


def port(name: str, default: int) -> int:
    """The port the environment names, if it is free."""
    value = os.environ.get(name, str(default))
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise CannotStart(f"{name}={value}: write a port between 1 and 65535.")
    refuse_taken(name, int(value))
    return int(value)


def refuse_taken(name: str, number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except PermissionError:
            raise CannotStart(
                f"Port {number} is not for this user: choose one above 1023 with {name}=8001."
            ) from None
        except OSError:
            raise CannotStart(
                f"Port {number} is taken: stop what uses it, or choose another, {name}={number + 1} bin/run."
            ) from None


def addresses(number: int) -> list[str]:
    """Both loopback addresses, since a browser may try either for localhost. BIND opens it to others."""
    if chosen := os.environ.get("BIND"):
        return [f"{chosen}:{number}"]
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return [f"127.0.0.1:{number}", f"[::1]:{number}"]
    except OSError:
        return [f"127.0.0.1:{number}"]


def answers(number: int) -> bool:
    try:
        urlopen(Request(f"http://127.0.0.1:{number}/", headers={"Host": f"localhost:{number}"}), timeout=30)
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
    return True


def secret_key(file: Path) -> str:
    """Made once for each data folder, so that log-ins survive a restart."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def logins(file: Path) -> list[str]:
    """The demo's people by municipality, as its command wrote them."""
    people = json.loads(file.read_text()) if file.exists() else []
    lines = []
    for place in dict.fromkeys(person["municipality"] for person in people):
        there = [person for person in people if person["municipality"] == place]
        lines.append(f"{place}   {there[0]['url']}")
        lines += [
            f"  {who['role']:<28} {who['email']:<36} {who.get('password') or 'code by e-mail'}"
            for who in there
        ]
        lines.append("")
    return lines
