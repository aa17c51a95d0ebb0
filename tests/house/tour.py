"""Every page that anybody reaches, kept as it was answered, and shown to a real browser from memory."""

import mimetypes
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Route as Request

from tests.house.routes import Route, routes
from tests.house.world import Actor, Answer, World
from tests.pages import browser as samples

HOST = "http://elvebyen.localhost"
VARIANTS = 3  # of one address: what different people see of it
_FRAGMENT = re.compile(r'hx-get="([^"]+)"')
_WORDS = re.compile(r">[^<]*<|\"[^\"]*\"")
FETCHING = ".htmx-request, .htmx-swapping, .htmx-settling"
NOTE_VIOLATIONS = """
window.broken = [];
addEventListener("securitypolicyviolation", e => window.broken.push(e.violatedDirective + " " + e.blockedURI));
"""


@dataclass
class Sight:
    """One page as one person sees it, with the fragments that it fetches."""

    route: Route
    actor: Actor
    path: str
    answer: Answer
    fragments: dict[str, Answer] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path} by {self.actor}"

    @property
    def html(self) -> str:
        return self.answer.body.decode()


def tour(world: World, under: str = "", fragments: bool = True) -> list[Sight]:
    """One sight for each way a page is built: the same tags for two people are one sight."""
    sights = [
        sight for route in routes() if route.pattern.startswith(under) for sight in _variants(world, route)
    ]
    for sight in sights if fragments else ():
        for address in _FRAGMENT.findall(sight.html):
            sight.fragments[address] = world.ask(sight.actor, "GET", address, hx=True)
    return sights


def _variants(world: World, route: Route) -> list[Sight]:
    found: dict[str, Sight] = {}
    for sight in _sights(world, route):
        found.setdefault(_WORDS.sub("", sight.html), sight)
        if len(found) == VARIANTS:
            break
    return list(found.values())


def _sights(world: World, route: Route) -> Iterator[Sight]:
    """Seen by those who may come; that nobody else does is what the walk asks."""
    paths = world.our_paths(route) if route.is_ours else [route.path(route.values(world.unknown))]
    for path in paths:
        for actor in world.actors:
            if not actor.may(route.action):
                continue
            answer = world.ask(actor, "GET", path)
            if answer.status == 405:
                break
            if answer.status == 200 and b"<html" in answer.body:
                yield Sight(route, actor, path, answer)


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or samples.chromium()
    assert found, "the pages are looked at in Chromium: install it, or set CHROMIUM to its path"
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


class Look:
    """One page of one browser, on which every sight is shown in turn."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.sight: Sight | None = None
        self.page.add_init_script(NOTE_VIOLATIONS)
        self.page.route("**/*", self._answer)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("console", self._console)

    def show(self, sight: Sight) -> None:
        """Until everything that it fetches by itself has come."""
        self.sight, self.wrong = sight, []
        self.page.goto(HOST + sight.path, wait_until="load")
        if sight.fragments:
            self.page.wait_for_selector(FETCHING, state="detached")

    @property
    def broken(self) -> list[str]:
        """What the content-security policy stopped."""
        return [f"policy: {one}" for one in self.page.evaluate("window.broken")]

    def _console(self, message: object) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _answer(self, request: Request) -> None:
        url = urlsplit(request.request.url)
        asked = url.path + (f"?{url.query}" if url.query else "")
        if f"{url.scheme}://{url.netloc}" != HOST:
            self.wrong.append(f"another host: {request.request.url}")
            request.abort()
        elif url.path.startswith(settings.STATIC_URL):
            self._static(request, url.path.removeprefix(settings.STATIC_URL))
        elif self.sight and asked == self.sight.path:
            _fulfil(request, self.sight.answer)
        elif self.sight and asked in self.sight.fragments:
            _fulfil(request, self.sight.fragments[asked])
        else:
            request.fulfill(status=204)

    def _static(self, request: Request, name: str) -> None:
        if found := static_file(name):
            request.fulfill(body=found[0], content_type=found[1])
            return
        self.wrong.append(f"no such file: {name}")
        request.fulfill(status=404)


@cache
def static_file(name: str) -> tuple[bytes, str] | None:
    """What stands in it, and of what kind it is: every page asks for the same few."""
    if (found := finders.find(name)) is None:
        return None
    return Path(found).read_bytes(), mimetypes.guess_type(found)[0] or "font/woff2"


def _fulfil(request: Request, answer: Answer) -> None:
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    request.fulfill(status=answer.status, headers=headers, body=answer.body)
