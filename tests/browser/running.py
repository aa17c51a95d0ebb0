"""The whole house on the test database: web, worker, beat and a mail server, the first three processes of their own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.db.models import F
from django.utils import timezone
from kombu import Connection

from config.house import addresses
from config.mailbox import Mailbox, Message
from config.mailbox.sink import free_port
from foundation.events.models import Event
from foundation.notices import tasks
from foundation.notices.clock import database_now
from foundation.notices.models import Notice
from foundation.notices.models.mark import mark
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.notices.workers import Broker, Process, environment, wait_for, worker
from volunteers.escalation import moment
from volunteers.models import CareStep

WEB = ("-m", "gunicorn", "config.wsgi:application", "--worker-class=gthread", "--workers=1", "--threads=8")
BEAT = ("-m", "celery", "-A", "config", "beat", "--loglevel=WARNING", "--pidfile=")


class House:
    """Its people come in by `url`; its clock is moved by hand."""

    def __init__(self, municipality: Municipality, folder: Path) -> None:
        self.municipality, self.folder = municipality, folder
        self.port = free_port()
        self.domain = f"localhost:{self.port}"
        self.url = f"http://{municipality.slug}.{self.domain}"
        self.broker = Broker(folder / "broker")
        self.mailbox = Mailbox(folder / "mailbox")
        self.logs = {name: folder / f"{name}.log" for name in ("web", "worker", "beat")}

    @contextmanager
    def open(self) -> Iterator["House"]:
        (self.folder / "static").mkdir(exist_ok=True)
        self.mailbox.start()
        env = environment(**self._env())
        bound = (f"--bind={address}" for address in addresses(self.port))
        with ExitStack() as running:
            running.callback(self.mailbox.stop)
            running.enter_context(Process(*WEB, "--no-control-socket", *bound, env=env, log=self.logs["web"]))
            running.enter_context(worker(env, self.logs["worker"]))
            running.enter_context(Process(*BEAT, env=env, log=self.logs["beat"]))
            assert wait_for(self._answers, 60, every=0.2), self.said("web")
            yield self

    def _env(self) -> dict[str, str]:
        return {
            "BASE_DOMAIN": self.domain,
            "DATA_DIR": str(self.folder),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mailbox.port),
            **self.broker.env,
        }

    def _answers(self) -> bool:
        host = self.url.removeprefix("http://")
        try:
            urlopen(Request(f"http://127.0.0.1:{self.port}/", headers={"Host": host}), timeout=10)
        except (HTTPError, URLError, OSError):
            return False
        return True

    def said(self, name: str) -> str:
        """What a process wrote."""
        log = self.logs[name]
        return log.read_text(errors="replace") if log.exists() else ""

    @property
    def complaints(self) -> list[str]:
        """Whatever any process logged as an error."""
        told = [f"{name}: {line}" for name in self.logs for line in self.said(name).splitlines()]
        return [line for line in told if "ERROR" in line or "Traceback" in line]

    def letter(self, to: str, containing: str, rounds: int = 12) -> Message:
        """The newest that fits, once it has come. A lost wake-up costs half a minute in life, and five seconds here."""
        fits = partial(self.mailbox.messages, to, containing)
        for _round in range(rounds):
            if wait_for(fits, 5):
                return fits()[-1]
            self.planning_comes_round()
        raise AssertionError(f"Nothing came to {to} with {containing!r}: {list(self.mailbox)}")

    # The clock

    def time_passes(self, **time: float) -> None:
        """What was to be sent within so many minutes or hours is sent by the next tick."""
        with enter(self.municipality):
            now = database_now()
            soon = Notice.objects.pending().filter(due_at__lte=now + timedelta(**time))
            soon.update(due_at=now, try_at=now)
            mark([now])
        self.broker.tick()

    def it_has_been(self, kind: str) -> None:
        """What was to happen in some days ended a minute ago."""
        with enter(self.municipality):
            for event in Event.objects.filter(kind=kind, starts_at__gt=timezone.now()):
                sooner = event.ends_at - timezone.now() + timedelta(minutes=1)
                steps = CareStep.objects.open().filter(planned_at=event.starts_at)
                steps.update(planned_at=F("planned_at") - sooner, due_at=F("due_at") - sooner)
                event.starts_at, event.ends_at = event.starts_at - sooner, event.ends_at - sooner
                event.save(update_fields=["starts_at", "ends_at"])

    def a_step_is_late(self, code: str, working_days: int) -> None:
        """So late that whoever hears of it after so many working days hears of it now, and nobody further up."""
        now = timezone.now()
        due_at = now - timedelta(minutes=1)
        while moment(due_at, working_days) > now:
            due_at -= timedelta(days=1)
        with enter(self.municipality):
            CareStep.objects.open().filter(code=code).update(due_at=due_at)
        self.planning_comes_round()

    def planning_comes_round(self) -> None:
        """The municipality's turn among the tenths: the worker asks anew what ought to be reminded of."""
        with Connection(self.broker.url, transport_options=self.broker.options) as connection:
            tasks.plan.apply_async(args=[str(self.municipality.pk)], connection=connection)
        self.broker.tick()
