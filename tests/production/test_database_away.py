"""PostgreSQL is started again while people use the house: each is answered in a sentence, and nothing that was received is lost."""

import http.client
import ipaddress
import os
import re
import subprocess
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from config.embedded.postgres import Postgres
from config.processes import Child
from tests.notices.test_mail import free_port
from tests.notices.workers import wait_for

FOUND = """
from datetime import date
from foundation.access.models import Appointment
from foundation.people.models import Person, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from coordination.founding import found

town = found(name="Elvebyen kommune", slug="elvebyen", place="Elvebyen")
with enter(town):
    place = Workplace.objects.create(name="Solsiden sykehjem", published=True)
    kari = Person.objects.create(name="Kari Nygård", email="kari@elvebyen.example")
    Appointment(person=kari, role="volunteer_contact", workplace=place, starts_on=date(2026, 1, 1)).appoint(by=None)
    print("PLACE", place.pk)
"""
SENT = 302
FORGED = "c" * 32  # what a form carries against forgery: the cookie's own secret


class House:
    """One web on a PostgreSQL of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        given = {name: os.environ.pop(name, None) for name in ("DATABASE_URL", "OWNER_DATABASE_URL")}
        self.database = Postgres(folder / "pg", folder, throwaway=True)
        os.environ.update({name: value for name, value in given.items() if value})
        self.env = os.environ | {
            "DATA_DIR": str(folder),
            "BASE_DOMAIN": f"localhost:{self.port}",
            "TRUSTED_PROXY_COUNT": "1",
        }

    def __enter__(self) -> "House":
        self.database.start()
        self.env |= self.database.env
        self._manage("migrate", "-v0")
        self.place = re.search(r"PLACE (\S+)", self._manage("shell", "-v0", "-c", FOUND))[1]
        command = ["-m", "gunicorn", "config.wsgi:application", "--worker-class=gthread", "--threads=8"]
        bind = f"--bind=127.0.0.1:{self.port}"
        log = self.folder / "web.log"
        self.web = Child("web", [sys.executable, *command, bind], log, env=self.env)
        self.web.start()
        assert wait_for(lambda: self.get("/bli-frivillig/")[0] == 200, 60, 0.2), log.read_text()
        return self

    def __exit__(self, *error: object) -> None:
        self.web.stop()
        self.database.stop()

    def _manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def registers(self, name: str) -> tuple[int, str]:
        number = zlib.crc32(name.encode())
        fields = {
            "csrfmiddlewaretoken": FORGED,
            "name": name,
            "phone": f"9{number % 10**7:07}",
            "place": self.place,
            "own_idea": f"Jeg heter {name} og liker å lytte.",
            "consent": "on",
        }
        return self._ask("POST", "/bli-frivillig/meld-interesse/", urlencode(fields), number)

    def _ask(self, method: str, path: str, body: str | None = None, number: int = 0) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        from_where = str(ipaddress.ip_address(0x0A000000 + number % 2**24))  # limits are per address
        headers = {"Host": f"elvebyen.localhost:{self.port}", "Cookie": f"csrftoken={FORGED}"}
        headers |= {"X-Forwarded-For": from_where}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            link.close()

    def kept(self) -> set[str]:
        with psycopg.connect(self.database.url("postgres")) as link:
            return {name for (name,) in link.execute("SELECT name FROM volunteers_enquiry")}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("away")) as opened:
        yield opened


def test_what_is_sent_while_it_is_away_comes_back_with_the_page_and_can_be_sent_again(house: House) -> None:
    house.database.child.stop()
    try:
        status, page = house.registers("Ahmed Yusuf")
        looked, _text = house.get("/bli-frivillig/")
    finally:
        house.database.start()

    assert (status, looked) == (503, 503)
    assert "Vi er straks tilbake" in page
    assert "Jeg heter Ahmed Yusuf og liker å lytte." in page
    assert FORGED in page
    assert 'action="/bli-frivillig/meld-interesse/"' in page
    assert house.registers("Ahmed Yusuf")[0] == SENT
    assert "Ahmed Yusuf" in house.kept()


def test_of_all_who_register_while_it_is_started_again_each_is_kept_or_told(house: House) -> None:
    told: dict[str, int] = {}
    over = threading.Event()

    def people(number: int) -> None:
        count = 0
        while not over.is_set():
            count += 1
            name = f"Person {number}-{count}"
            told[name] = house.registers(name)[0]

    threads = [threading.Thread(target=people, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for _time in range(2):
        time.sleep(2)
        house.database.child.stop()
        house.database.start()
    time.sleep(3)
    over.set()
    for thread in threads:
        thread.join(60)

    statuses, kept = Counter(told.values()), house.kept()
    assert set(statuses) <= {SENT, 503}, statuses
    assert statuses[SENT] > 10
    assert statuses[503] > 0, "the restart was not felt: the test proves nothing"
    assert [name for name, status in told.items() if status == SENT and name not in kept] == []
    assert house.registers("Etterpå")[0] == SENT
