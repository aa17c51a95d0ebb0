"""Two municipalities full of rows, everybody who may come, and one way to ask: each question is undone again."""

import hashlib
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection, models, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from foundation.access import second_factor
from foundation.access.adapters import CHOOSING
from foundation.access.gate import TABLES
from foundation.access.models import Appointment
from foundation.people.models import Partner, Person, Sector, User, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.roles import MUNICIPALITY_ROLES, PARTNER_ROLES, ROLES, SECTOR_ROLES, WORKPLACE_ROLES
from foundation.tenancy.walls import walled_tables
from tests.cast import BEGAN, PASSWORD, Cast, session_of
from tests.cast import SECRET as TOTP_SECRET
from tests.house.recipes import FITTING
from tests.house.routes import CODE, SECRET, Route
from tests.house.seed import Seed

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD")
CANARY = "LEAK-B"
DOORS = (settings.LOGIN_URL, "mfa_reauthenticate", "mfa_activate_totp", "mfa_authenticate")
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
_TOKEN = re.compile(rb"\b[A-Za-z0-9]{64}\b")  # against forged forms: new for whoever has no cookie
_MASK = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Actor:
    name: str
    session: str = ""
    roles: frozenset[str] = frozenset()
    is_member: bool = False
    goes_everywhere: bool = False  # walks with every method; the others with GET and POST only

    def __str__(self) -> str:
        return self.name

    def may(self, action: str | None) -> bool:
        return action is None or (self.is_member and bool(self.roles & TABLES[action].keys()))


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    wrote: set[str] = field(default_factory=set)
    error: str = ""

    @property
    def location(self) -> str:
        return self.headers.get("Location", "") or self.headers.get("HX-Redirect", "")

    @property
    def asks_who(self) -> bool:
        """A redirect to the log-in or to the second factor."""
        path = self.location.partition("?")[0]
        return bool(path) and any(path == resolve_url(door) for door in DOORS)

    @property
    def everything(self) -> bytes:
        return self.body + "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode()


class World:
    def __init__(self, cast: Cast) -> None:
        self.a, self.b = cast.elvebyen, cast.fjordvik
        self._opened: dict[Route, list[str]] = {}
        self.speaks = ""  # the language that everybody has chosen; empty: the municipality's
        self.client = Client(raise_request_exception=False)
        self.ghost = uuid.UUID("01900000-0000-7000-8000-00000000dead")
        with enter(self.b):
            self.theirs = Seed(CANARY, cast.torgeir, cast.sjukeheimen, cast.health_fjordvik).everything()
            self.their_secrets = self.theirs.secrets()
            self.their_print = self._fingerprint()
        with enter(self.a):
            given = (cast.ingrid, cast.solsiden, cast.health_elvebyen, cast.omsorgslaget)
            self.ours = Seed("OWN-A", *given).everything()
            self.secrets = self.ours.secrets()
            self._fitting = {
                name: {parameter: make(self.ours).pk for parameter, make in rows.items()}
                for name, rows in FITTING.items()
            }
        self.strangers = [
            Actor("a session of the other municipality", session_of(cast.stranger, True)),
            Actor("a log-in of the other municipality", session_of(cast.stranger, True, at=self.a)),
        ]
        self.actors = [
            Actor("anonymous", goes_everywhere=True),
            *self.strangers,
            self._powerful("a person of both", at_home_in_both=cast.endre),
            *(self._holder(role) for role in ROLES),
            Actor("ingrid", session_of(cast.ingrid), frozenset({"self"}), is_member=True),
            *self._half_way_in(cast),
        ]

    # Who comes

    def _holder(self, role: str, name: str = "") -> Actor:
        name = name or role
        return self._member(name, User.objects.create_user(f"{name}@walker.example"), [role])

    def _powerful(self, name: str, at_home_in_both: Person) -> Actor:
        return self._member(name, at_home_in_both.user, list(ROLES), goes_everywhere=True)

    def _member(self, name: str, user: User, roles: list[str], **more: Any) -> Actor:
        with enter(self.a):
            person = Person.objects.create(name=f"Walker {name}", user=user, email=user.email)
            for role in roles:
                Appointment(person=person, role=role, starts_on=BEGAN, **self._scope(role)).appoint(by=None)
            session = session_of(person, second_factor=True)
        return Actor(name, session, frozenset([*roles, "self"]), is_member=True, **more)

    def _half_way_in(self, cast: Cast) -> Iterator[Actor]:
        """Between two steps of log-in: strangers still."""
        coded, with_password = (
            {"email": cast.ingrid.user.email},
            {"login": cast.kari.user.email, "password": PASSWORD},
        )
        yield Actor("asked for a code", self._posted("account_login", coded))
        yield Actor("gave a password", self._posted("password_login", with_password))
        yield Actor("has not shown a second factor", session_of(cast.kari))
        yield Actor("shares an address", self._session({CHOOSING: coded | {"next": ""}}))
        invited = SessionStore(self._holder("employee", "invited").session)
        unproven = {key: value for key, value in invited.items() if key != AUTHENTICATION_METHODS_SESSION_KEY}
        may = {second_factor.MAY_SET_UP: unproven[SESSION_KEY], totp.SECRET_SESSION_KEY: TOTP_SECRET}
        yield Actor("was just invited", self._session(unproven | may))

    def _session(self, values: dict[str, Any]) -> str:
        session = SessionStore()
        session.update({"municipality": str(self.a.pk)} | values)
        session.save()
        return session.session_key

    def _posted(self, url_name: str, data: dict[str, str]) -> str:
        client = Client(headers={"host": f"{self.a.slug}.localhost"})
        client.post(reverse(url_name), data)
        return client.session.session_key

    def _scope(self, role: str) -> dict[str, models.Model]:
        kinds = (
            (MUNICIPALITY_ROLES, "", None),
            (SECTOR_ROLES, "sector", Sector),
            (WORKPLACE_ROLES, "workplace", Workplace),
            (PARTNER_ROLES, "partner", Partner),
        )
        name, model = next((name, model) for known, name, model in kinds if role in dict(known))
        return {name: self.ours.row(model)} if name else {}

    # What is asked for

    def value(self, seed: Seed, secrets: dict[str, str], purpose: str) -> Callable[[str, Any], Any]:
        def choose(name: str, model: type[models.Model] | None) -> Any:
            if model is not None:
                return seed.row(model).pk
            if name == SECRET:
                return secrets.get(purpose, "nobody-was-given-this-secret")
            assert name == CODE, name
            return seed.row("documents.Document").code

        return choose

    def unknown(self, name: str, model: Any) -> Any:
        if model is not None:
            return self.ghost
        return "nobody-was-given-this-secret" if name == SECRET else "ZZZZ-ZZZZ"

    def purposes(self, route: Route) -> list[str]:
        """What the links are for that this address opens; all of them when none is opened."""
        if SECRET not in route.names:
            return [""]
        if route not in self._opened:
            found = [purpose for purpose in self.secrets if self._opens(route, purpose)]
            self._opened[route] = found or list(self.secrets)
        return self._opened[route]

    def _opens(self, route: Route, purpose: str) -> bool:
        path = route.path(route.values(self.value(self.ours, self.secrets, purpose)))
        ghost = route.path(route.values(self.unknown))
        anybody = self.actors[0]
        opened, unknown = self.ask(anybody, "GET", path), self.ask(anybody, "GET", ghost)
        return self.plain(opened, path) != self.plain(unknown, ghost)

    def our_paths(self, route: Route) -> list[str]:
        """With the seed's own rows, and with those that were made to fit this address."""
        values = [route.values(self.value(self.ours, self.secrets, p)) for p in self.purposes(route)]
        if fitting := self._fitting.get(route.name):
            values.append(values[0] | fitting)
        return [route.path(one) for one in values]

    def across(self, route: Route) -> Iterator[tuple[str, str]]:
        """(their path, the same path with ids that never existed): all theirs, and one theirs among ours."""
        holders = route.holders
        mixes = [holders, *([name] for name in holders if len(holders) > 1)]
        for purpose in self.purposes(route):
            ours = route.values(self.value(self.ours, self.secrets, purpose))
            theirs = route.values(self.value(self.theirs, self.their_secrets, purpose))
            ghosts = route.values(self.unknown)
            for mix in mixes:
                yield (
                    route.path(ours | {name: theirs[name] for name in mix}),
                    route.path(ours | {name: ghosts[name] for name in mix}),
                )

    # Asking

    def ask(
        self,
        actor: Actor,
        method: str,
        path: str,
        hx: bool = False,
        data: Any = None,
        host: str = "",
        foreign: Iterable[str] = (),
    ) -> Answer:
        """`foreign` are ids of the other municipality in the data: none may be kept anywhere."""
        cache.clear()  # nobody is sent away for asking so often
        wrote: set[str] = set()
        headers = {"host": host or f"{self.a.slug}.localhost"} | ({"hx-request": "true"} if hx else {})
        cookies = {settings.SESSION_COOKIE_NAME: actor.session, settings.LANGUAGE_COOKIE_NAME: self.speaks}
        self.client.cookies = SimpleCookie({name: value for name, value in cookies.items() if value})
        with transaction.atomic(), connection.execute_wrapper(_noting(wrote)):
            response = self._send(method, path, headers, data)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            answer = Answer(response.status_code, dict(response.headers), body, wrote & walled_tables())
            if answer.wrote and self.changed():
                answer.error = "changed the other municipality's rows"
            if answer.wrote and (kept := self._keeper(foreign)):
                answer.error = f"kept an id of the other municipality in {kept}"
            if response.status_code >= 500 and response.exc_info:
                answer.error = f"{response.exc_info[0].__name__}: {response.exc_info[1]}"[:300]
            transaction.set_rollback(True)
        return answer

    def _send(self, method: str, path: str, headers: dict[str, str], data: Any) -> Any:
        if method in SAFE:
            return getattr(self.client, method.lower())(path, headers=headers)
        if method == "POST":
            return self.client.post(path, data or {}, headers=headers)
        return self.client.generic(method, path, headers=headers)

    def changed(self) -> bool:
        if connection.needs_rollback:
            return False
        with enter(self.b):
            return self._fingerprint() != self.their_print

    def _keeper(self, ids: Iterable[str]) -> str:
        """The table of ours in which one of the ids stands now."""
        if connection.needs_rollback or not ids:
            return ""
        each = " UNION ALL ".join(
            f"(SELECT '{table}' FROM {table} t WHERE t::text ~ %(ids)s LIMIT 1)"
            for table in sorted(walled_tables())
        )
        with enter(self.a), connection.cursor() as cursor:
            cursor.execute(each, {"ids": "|".join(ids)})
            return ", ".join(row[0] for row in cursor.fetchall())

    def _fingerprint(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute(self._fingerprint_sql)
            return cursor.fetchone()[0]

    @cached_property
    def _fingerprint_sql(self) -> str:
        each = " UNION ALL ".join(
            f"SELECT '{table}' || coalesce(string_agg(md5(t::text), '' ORDER BY t.id), '') AS h FROM {table} t"
            for table in sorted(walled_tables())
        )
        return f"SELECT md5(string_agg(h, '' ORDER BY h)) FROM ({each}) every"

    def plain(self, answer: Answer, *paths: str) -> tuple[int, bytes]:
        """What a stranger can tell apart: the answer without the ids that were asked for and the request's number."""
        said = answer.everything
        if number := answer.headers.get("X-Request-ID"):
            said = said.replace(number.encode(), b"NUMBER")
        for path in paths:
            said = said.replace(path.encode(), b"PATH")
        said = re.sub(rb"(Content-Length|Expires): .*", b"", said)
        return answer.status, hashlib.sha256(_TOKEN.sub(b"TOKEN", _MASK.sub(b"ID", said))).digest()


def _noting(wrote: set[str]) -> Callable[..., Any]:
    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITE.match(str(sql)):
            wrote.add(found[1])
        return execute(sql, params, many, context)

    return note
