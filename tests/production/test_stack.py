"""Two webs, two workers, Redis, and PgBouncer in transaction mode: the wall, the outbox and the log-in limits hold there too."""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from foundation.access.models import Link
from foundation.notices.models import DueMark, Notice
from foundation.notices.outbox import Address, notify
from foundation.people.models import Person, Workplace
from foundation.tenancy.context import enter
from tests.cast import Cast, session_of
from tests.conftest import present_cast
from tests.notices.workers import Sink, wait_for
from tests.production.stack import DOMAIN, POOL_PORT, Stack

REFUSED = "refused.kanarifugl@leak.example"


class Picky(Sink):
    """A mail server that knows one address not to exist, and says so with the address."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, options: list) -> str:
        if to == REFUSED:
            return f"550 5.1.1 <{to}>: no such user"
        envelope.rcpt_tos.append(to)
        return "250 OK"


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Committed, for other processes to see; the tables are emptied afterwards."""
    with django_db_blocker.unblock():
        yield present_cast()
        call_command("flush", database="owner", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def stack(cast: Cast) -> Iterator[Stack]:
    with Picky() as sink, Stack(settings.DATA_DIR / f"production-{os.getpid()}", sink) as stack:
        yield stack


def pooled(stack: Stack) -> psycopg.Connection:
    host = quote(str(stack.folder), safe="")
    return psycopg.connect(f"postgres://app@{host}:{POOL_PORT}/samspill", autocommit=True)


# PgBouncer


def test_control_what_a_session_sets_is_seen_by_others(stack: Stack) -> None:
    """The pool does share its connections: `SET` instead of `SET LOCAL` would open the wall."""
    with pooled(stack) as first:
        first.execute("SELECT set_config('app.canary', 'mine', false)")
    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(lambda _: _canary(stack), range(12)))

    assert "mine" in seen


def _canary(stack: Stack) -> str | None:
    with pooled(stack) as link:
        return link.execute("SELECT current_setting('app.canary', true)").fetchone()[0]


def test_behind_the_pool_no_municipality_is_entered_and_nothing_is_prepared(cast: Cast, stack: Stack) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: _look(cast, stack, n), range(40)))
        left = list(threads.map(lambda _: _left_behind(stack), range(12)))

    assert set(left) == {("", 0)}


def _left_behind(stack: Stack) -> tuple[str, int]:
    with pooled(stack) as link:
        entered = link.execute("SELECT current_setting('app.municipality_id', true)").fetchone()[0]
        prepared = link.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()[0]
        return entered or "", prepared


# The wall

OWN = {"marit": ("Solsiden sykehjem", "Fjordvik sjukeheim"), "solrun": ("Fjordvik sjukeheim", "Solsiden")}


def _look(cast: Cast, stack: Stack, number: int) -> tuple[str, int, bool, bool]:
    key = ("marit", "solrun")[number % 2]
    own, others = OWN[key]
    host = f"{cast.home[key]}.{DOMAIN}"
    session = stack.sessions[key]
    answer = stack.ask(host, reverse("workplaces"), session, port=stack.ports[number // 2 % 2])
    return key, answer.status, own in answer.text, others in answer.text


@pytest.fixture(scope="module", autouse=True)
def _sessions(cast: Cast, stack: Stack) -> None:
    stack.sessions = {key: session_of(cast.all[key], second_factor=True) for key in OWN}


def test_the_wall_stands_when_two_municipalities_share_two_connections(cast: Cast, stack: Stack) -> None:
    with ThreadPoolExecutor(12) as threads:
        seen = Counter(threads.map(lambda n: _look(cast, stack, n), range(240)))

    assert seen == {("marit", 200, True, False): 120, ("solrun", 200, True, False): 120}


def test_a_session_of_the_other_municipality_opens_nothing(cast: Cast, stack: Stack) -> None:
    answer = stack.ask(f"fjordvik.{DOMAIN}", reverse("workplaces"), stack.sessions["marit"])

    assert (answer.status, answer.headers["Location"].partition("?")[0]) == (302, reverse("account_login"))


def test_a_host_of_nobody_is_404(stack: Stack) -> None:
    assert stack.ask(f"nobody.{DOMAIN}", "/").status == 404
    assert stack.ask("elvebyen.localhost", "/").status == 404


# The outbox

FIELDS = {"course": {"title": "Introduksjonskurs"}, "day": date(2026, 11, 26), "time": time(14)}
LETTERS = 150


def promise(cast: Cast, town: str) -> set[str]:
    addresses = {f"{town}{number}@post.example" for number in range(LETTERS)}
    with enter(cast.all[town]):
        for address in addresses:
            notify(Address("Ingrid", email=address), "course_confirmed", FIELDS, "/kurs/1/", key=address)
    return addresses


def test_two_workers_send_each_letter_once_and_lose_none(cast: Cast, stack: Stack) -> None:
    wanted = promise(cast, "elvebyen") | promise(cast, "fjordvik")
    ticking = threading.Event()

    def tick() -> None:
        while not ticking.wait(0.3):
            stack.tick()

    thread = threading.Thread(target=tick)
    thread.start()
    done = wait_for(lambda: wanted <= stack.sink.recipients and not DueMark.objects.exists(), 60, 0.2)
    ticking.set()
    thread.join()

    assert done, stack.log
    assert stack.sink.doubles == 0
    for town in ("elvebyen", "fjordvik"):
        with enter(cast.all[town]):
            sent = Notice.objects.filter(kind="course_confirmed", state="sent", attempts=1)
            assert sent.count() == LETTERS


# The log-in limits


def test_log_in_limits_are_counted_across_the_webs(cast: Cast, stack: Stack) -> None:
    """As many codes as the rule says for one address, whichever web is asked; a forged address of the asker changes nothing."""
    limit = next(
        int(rule.split("/")[0])
        for rule in settings.ACCOUNT_RATE_LIMITS["request_login_code"].split(",")
        if rule.endswith("/m/key")
    )
    address = cast.ingrid.email
    for number in range(limit + 3):
        stack.ask(
            f"elvebyen.{DOMAIN}",
            reverse("account_login"),
            data={"email": address},
            port=stack.ports[number % 2],
            **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"},
        )
    wait_for(lambda: sum(_letters_to(stack, address)) >= limit, 20)

    assert sum(_letters_to(stack, address)) == limit


def _letters_to(stack: Stack, address: str) -> list[int]:
    letters = list(stack.sink.seen.items())  # more may come meanwhile
    return [count for (recipient, _id), count in letters if recipient == address]


# The log

NAME, EMAIL, PHONE = "Zebraline Kanarifugl", "zebraline.kanarifugl@leak.example", "98765432"
BROWSER, SECRET = "KanariBrowser/9", "kanari-9Xq2LmZt7Yb0_vRsWcPdEeFf"
CANARIES = (
    "ebraline",
    "anarifugl",
    "anariBrowser",
    PHONE,
    "98 76 54 32",
    "987 65 432",
    SECRET,
    "leak.example",
)


def test_the_log_tells_of_nobody(cast: Cast, stack: Stack) -> None:
    host = f"elvebyen.{DOMAIN}"
    told = _live_a_little(cast, stack, host)
    requests = [line for line in stack.lines("web") if line["event"] == "answered"]
    jobs = [line for line in stack.lines("worker") if line["event"] == "job done"]

    assert [word for word in CANARIES if word in stack.log] == []
    asked = next(line for line in requests if line["request_id"] == told["request"])
    assert (asked["method"], asked["route"], asked["status"]) == (
        "POST",
        "bli-frivillig/meld-interesse/",
        302,
    )
    assert asked["municipality"] == str(cast.elvebyen.pk)
    assert "notices.drain" in {line["job"] for line in jobs if line["request_id"] == told["request"]}
    failed = [line for line in stack.lines("web") if line["level"] == "error"]
    assert [line["errors"][-1]["sqlstate"] for line in failed] == ["23514"]
    assert failed[0]["request_id"] == told["failed"]


def _live_a_little(cast: Cast, stack: Stack, host: str) -> dict[str, str]:
    """Register interest, log in, open links that are none, fail, and be refused by the mail server."""
    with enter(cast.elvebyen):
        canary = Person.objects.create(name=NAME, email=EMAIL, phone=f"+47{PHONE}")
        place = Workplace.objects.get(pk=cast.solsiden.pk)
        Workplace.objects.filter(pk=place.pk).update(published=True)
    agent = {"User-Agent": BROWSER}
    form = {"name": NAME, "phone": PHONE, "email": EMAIL, "place": "unsure", "consent": "on"}
    registered = stack.ask(host, reverse("interest"), data=form, **agent)
    assert registered.status == 302, registered.text
    stack.ask(host, registered.headers["Location"], **agent)
    stack.ask(host, reverse("account_login"), data={"email": EMAIL}, **agent)
    stack.ask(host, reverse("password_login"), data={"login": EMAIL, "password": SECRET}, **agent)
    for path in (reverse("first_meeting_answer", args=[SECRET]), f"/no/{SECRET}/?q={EMAIL}"):
        stack.ask(host, path, **agent)
        stack.ask(host, path, data={}, forged=True, **agent)
    failed = _fail(stack, host, form | {"submission": "01a2032f-0000-7000-8000-000000000001"}, agent)
    with enter(cast.elvebyen):
        notify(Address(NAME, email=REFUSED), "course_confirmed", FIELDS, "/kurs/1/", key="refused")
        assert Link.objects.exists()
        assert canary.pk
    stack.tick()
    assert wait_for(lambda: _is_settled(cast), 30), stack.log
    return {"request": registered.headers["X-Request-ID"], "failed": failed}


def _fail(stack: Stack, host: str, form: dict[str, str], agent: dict[str, str]) -> str:
    """A rule of the database that this row breaks: PostgreSQL quotes the whole row in what it says."""
    with connections["owner"].cursor() as owner:
        owner.execute(
            "ALTER TABLE people_person ADD CONSTRAINT kanari CHECK (name <> 'Zebraline Feil') NOT VALID"
        )
    try:
        answer = stack.ask(host, reverse("interest"), data=form | {"name": "Zebraline Feil"}, **agent)
    finally:
        with connections["owner"].cursor() as owner:
            owner.execute("ALTER TABLE people_person DROP CONSTRAINT kanari")
    assert answer.status == 500
    return answer.headers["X-Request-ID"]


def _is_settled(cast: Cast) -> bool:
    with enter(cast.elvebyen):
        refused = Notice.objects.filter(email=REFUSED, state="failed")
        return refused.exists() and not Notice.objects.pending().filter(email__icontains="leak").exists()
