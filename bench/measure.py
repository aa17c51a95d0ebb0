"""What is asked, of whom, and the table that comes of it."""

import argparse
import hashlib
import json
import logging
import os
import time
from pathlib import Path

import django
import psutil
import psycopg

django.setup()
logging.getLogger("request").setLevel(logging.WARNING)  # ours, not the webs'

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from psycopg import sql  # noqa: E402

from bench import table  # noqa: E402
from bench.town import Town, build, reopened  # noqa: E402
from bench.web import Target, Web, all_at_once, one_by_one, work  # noqa: E402
from config.embedded.postgres import Postgres  # noqa: E402
from foundation.tenancy.walls import walled_tables  # noqa: E402

POST, TURN = "sign-up to a course (POST)", "a turn on a board (POST)"


def go(chosen: argparse.Namespace, postgres: Postgres, session: str, home: Path) -> None:
    towns = seeded(chosen, postgres, home / "seeded.json")
    logs = home / "log"
    env = {name: value for name, value in os.environ.items() if name != "OWNER_DATABASE_URL"}
    ours = Web("ours", "config.wsgi:application", env, logs)
    bare = Web("bare", "bench.bare:application", env | {"DJANGO_SETTINGS_MODULE": ""}, logs)
    try:
        for web in (ours, bare):
            web.start()
        plain = Target("bare page", bare, "/", session=session, cookie="sessionid")
        largest, ordinary = (pages(town, ours) for town in towns)
        posts = [signing_up(towns[1], ours), taking_a_turn(towns[1], ours)]
        found = table.Found(table.machine(), vars(chosen))
        found.sql = {one.name: queries(one) for one in [*ordinary, *posts]} | {"bare page": 3}
        found.one = one_by_one([plain, *ordinary, *posts], chosen.rounds)
        found.large = one_by_one([_again(plain), *largest], chosen.rounds)
        server = psutil.Process(postgres.child.process.pid)
        for target in [plain, *ordinary, *posts]:
            found.cpu[target.name] = work(_again(target), server, chosen.rounds)
        for target in largest:
            found.large_cpu[target.name] = work(_again(target), server, chosen.rounds)
        for target in [plain, *ordinary, *posts]:
            found.many[target.name] = all_at_once(_again(target), chosen.seconds)
    finally:
        ours.stop()
        bare.stop()
    found.wall = cost_of_the_wall(towns[0], postgres, env, logs, chosen.rounds)
    print(found.text())
    if chosen.write:
        table.put("bin/bench", found.text())


def _again(target: Target) -> Target:
    """The same questions from the beginning; who has asked for a seat already does not ask again."""
    if target.askers:
        return target
    return Target(**{name: getattr(target, name) for name in target.__dataclass_fields__})


def pages(town: Town, web: Web) -> list[Target]:
    """Everything but the front page is for somebody."""
    said = [
        ("portal", reverse("portal"), ""),
        ("what waits", reverse("waiting"), "contact"),
        ("a volunteer", reverse("volunteer", args=[town.volunteer]), "contact"),
        ("the volunteers", reverse("volunteers"), "coordinator"),
        ("overview", reverse("overview"), "coordinator"),
    ]
    return [Target(name, web, path, town.host, town.sessions.get(who, "")) for name, path, who in said]


def signing_up(town: Town, web: Web) -> Target:
    path = reverse("course_seat", args=[town.seat])
    return Target(POST, web, path, town.host, askers=town.askers, expects=303)


def taking_a_turn(town: Town, web: Web) -> Target:
    """One tick on the phone, by somebody who takes part in the scheme."""
    path = reverse("board_turns", args=[town.board])
    form = {"turn": str(town.turn), "shown": str(town.turn)}
    return Target(TURN, web, path, town.host, askers=town.askers, expects=303, form=form)


def queries(target: Target) -> int:
    """As the page asks them; what opens and ends a transaction is not counted. Twice: the first time it learns the municipality."""
    client = Client(headers={"host": target.host, "x-forwarded-proto": "https"})
    for _time in range(2):
        client.cookies[settings.SESSION_COOKIE_NAME] = next(target._next)
        with CaptureQueriesContext(connection) as seen:
            client.post(target.path, target.form) if target.askers else client.get(target.path)
    told = [
        query["sql"]
        for query in seen
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    return len(told)


# Seeding


def seeded(chosen: argparse.Namespace, postgres: Postgres, note: Path) -> tuple[Town, Town]:
    wanted = {name: getattr(chosen, name) for name in ("municipalities", "volunteers", "largest", "places")}
    made_by = Path(__file__).with_name("town.py").read_bytes()
    wanted["made_by"] = hashlib.sha256(made_by).hexdigest()  # a town that is made otherwise is made anew
    call_command("migrate", verbosity=0)
    known = json.loads(note.read_text()) if note.exists() else {}
    if chosen.fresh or known.get("wanted") != wanted:
        note.unlink(missing_ok=True)
        call_command("flush", database="owner", interactive=False, verbosity=0)
        _seed(chosen)
        note.write_text(json.dumps({"wanted": wanted}))
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as link:
            link.execute("VACUUM ANALYZE")
    return reopened("storby"), reopened("by1")


def _seed(chosen: argparse.Namespace) -> None:
    began, others = time.monotonic(), chosen.municipalities - 1
    each = (chosen.volunteers - chosen.largest) // others
    build("storby", chosen.largest, chosen.places)
    for number in range(1, others + 1):
        build(f"by{number}", each, max(1, each * chosen.places // chosen.largest))
    print(
        f"{chosen.municipalities} municipalities, {chosen.volunteers} volunteers: {time.monotonic() - began:.0f} s"
    )


# The wall


def cost_of_the_wall(
    town: Town, postgres: Postgres, env: dict[str, str], logs: Path, rounds: int
) -> dict[str, float]:
    """A copy with this one municipality, asked through the wall and past it (a superuser): what the wall adds to each page."""
    _copy(town, postgres)
    webs = {
        "through": Web(
            "through", "config.wsgi:application", env | {"DATABASE_URL": postgres.url("app", "alone")}, logs
        ),
        "past": Web(
            "past", "config.wsgi:application", env | {"DATABASE_URL": postgres.url("postgres", "alone")}, logs
        ),
    }
    try:
        targets = []
        for where, web in webs.items():
            web.start()
            targets += [_renamed(page, f"{page.name} {where}") for page in pages(town, web)]
        found = one_by_one(targets, rounds)
    finally:
        for web in webs.values():
            web.stop()
    names = [page.name for page in pages(town, webs["past"])]
    return {name: found[f"{name} through"] / found[f"{name} past"] - 1 for name in names}


def _renamed(target: Target, name: str) -> Target:
    target.name = name
    return target


_SETTINGS = """
SELECT unnest(setconfig) FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
WHERE datname = 'samspill' AND setrole = 0"""


def _copy(town: Town, postgres: Postgres) -> None:
    for alias in connections:
        connections[alias].close()
    with psycopg.connect(postgres.url("postgres", "postgres"), autocommit=True) as link:
        link.execute("DROP DATABASE IF EXISTS alone")
        link.execute("CREATE DATABASE alone TEMPLATE samspill OWNER owner")
        link.execute("GRANT CONNECT ON DATABASE alone TO app")
        for (one,) in link.execute(_SETTINGS).fetchall():  # a template hands down everything but these
            name, _is, value = one.partition("=")
            link.execute(sql.SQL("ALTER DATABASE alone SET {} = {}").format(sql.Identifier(name), value))
    with psycopg.connect(postgres.url("postgres", "alone"), autocommit=True) as link:
        link.execute(
            "SET session_replication_role = replica"
        )  # keys are not asked: all of a municipality goes
        for name in walled_tables():
            link.execute(f"DELETE FROM {name} WHERE municipality_id <> %s", [town.municipality.pk])
        link.execute("VACUUM ANALYZE")
