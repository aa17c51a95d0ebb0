"""Webs to measure, and those who ask them: one after the other, or eight at once."""

import http.client
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psutil

from config.mailbox.sink import free_port
from config.processes import Child

CHECKOUT = Path(__file__).resolve().parent.parent
FORGED = "b" * 32
THREADS = 8
WARM = (
    10 * THREADS
)  # so often that each thread, on a connection of its own, has its questions planned once and for all


class Web:
    """gunicorn: two processes with four threads, as in production."""

    def __init__(self, name: str, application: str, env: dict[str, str], logs: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", application]
        at = {"PORT": str(self.port), "BIND": "127.0.0.1", "WEB_CONCURRENCY": "2"}
        self.child = Child(name, command, logs / f"{name}.log", env=env | at, cwd=CHECKOUT)

    def start(self) -> None:
        self.child.start()
        until = time.monotonic() + 60
        while time.monotonic() < until and not self.child.ended:
            try:
                http.client.HTTPConnection("127.0.0.1", self.port, timeout=5).connect()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{self.child.name} did not start:\n{self.child.last_lines()}")

    def stop(self) -> None:
        self.child.stop()


@dataclass
class Target:
    """One page as one person asks for it. With `askers` each question is asked by somebody new, and is a POST."""

    name: str
    web: Web
    path: str
    host: str = "localhost"
    session: str = ""
    askers: list[str] = field(default_factory=list)
    cookie: str = "__Host-session"
    expects: int = 200
    form: dict[str, str] = field(default_factory=dict)  # what is sent with a POST

    def __post_init__(self) -> None:
        self._next: Iterator[str] = iter(self.askers) if self.askers else cycle([self.session])
        self._lock = threading.Lock()

    def ask(self, link: http.client.HTTPConnection) -> float | None:
        """Seconds; None when nobody is left to ask."""
        with self._lock:
            session = next(self._next, None)
        if session is None:
            return None
        form = urlencode({"csrfmiddlewaretoken": FORGED} | self.form)
        method, body = ("POST", form) if self.askers else ("GET", None)
        began = time.perf_counter()
        link.request(method, self.path, body, self._headers(session))
        answer = link.getresponse()
        answer.read()
        seconds = time.perf_counter() - began
        if answer.status != self.expects:
            raise RuntimeError(
                f"{self.name}: {answer.status} {answer.getheader('Location')}; see {self.web.child.log}"
            )
        return seconds

    def _headers(self, session: str) -> dict[str, str]:
        headers = {"Host": self.host, "Origin": f"https://{self.host}", "X-Forwarded-Proto": "https"}
        if self.askers:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers | {"Cookie": f"{self.cookie}={session}; __Host-csrf={FORGED}"}


def one_by_one(targets: list[Target], rounds: int) -> dict[str, float]:
    """Median seconds with one client. In every round each page is asked once, so that all meet the same machine."""
    links = [http.client.HTTPConnection("127.0.0.1", target.web.port, timeout=60) for target in targets]
    seen: dict[str, list[float]] = {target.name: [] for target in targets}
    for number in range(rounds + WARM):
        for target, link in zip(targets, links, strict=True):
            seconds = target.ask(link)
            if number >= WARM and seconds is not None:
                seen[target.name].append(seconds)
    return {name: median(times) for name, times in seen.items()}


def work(target: Target, beside: psutil.Process, count: int) -> float:
    """Seconds of processor for one answer, web and PostgreSQL together: the steadiest measure on a machine that has other things to do."""
    link = http.client.HTTPConnection("127.0.0.1", target.web.port, timeout=60)
    web = psutil.Process(target.web.child.process.pid)
    for _warm in range(8):  # all of its threads have a connection
        target.ask(link)
    before = _spent(web) + _spent(beside)
    asked = sum(target.ask(link) is not None for _ in range(count))
    return (_spent(web) + _spent(beside) - before) / asked


def _spent(process: psutil.Process) -> float:
    spent = 0.0
    for one in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            spent += sum(one.cpu_times()[:2])
    return spent


def all_at_once(target: Target, seconds: float, clients: int = THREADS) -> float:
    """Answers a second with eight clients."""
    until, counts = time.monotonic() + seconds, [0] * clients
    failures: list[Exception] = []

    def client(number: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", target.web.port, timeout=60)
        try:
            while time.monotonic() < until and target.ask(link) is not None:
                counts[number] += 1
        except Exception as error:
            failures.append(error)

    began = time.monotonic()
    _together(client, clients)
    if failures:
        raise failures[0]
    return sum(counts) / (time.monotonic() - began)


def _together(work: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
