"""Sample pages in a real browser, fed from memory under our own content-security policy: no server, no database."""

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from csp.utils import build_policy
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

HOST = "http://elvebyen.localhost"
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


def serve(page: Page, pages: dict[str, str]) -> list[str]:
    """Answer every request from memory. Returns the list that collects what went wrong, also of the policy."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != HOST:
            wrong.append(f"another host: {route.request.url}")
            route.abort()
        elif url.path.startswith(settings.STATIC_URL):
            _static(route, url.path.removeprefix(settings.STATIC_URL), wrong)
        else:
            html = pages.get(url.path.strip("/"), "")
            headers = {"Content-Security-Policy": build_policy()}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    page.route("**/*", answer)
    return wrong


def _static(route: Route, name: str, wrong: list[str]) -> None:
    found = finders.find(name)
    if found is None:
        wrong.append(f"no such file: {name}")
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(found)[0] or "font/woff2"
    route.fulfill(body=Path(found).read_bytes(), content_type=kind)


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds. The page must come from a context with `bypass_csp`."""
    page.evaluate(AXE.read_text())
    run = "([within, rules]) => axe.run(within, {runOnly: rules, resultTypes: ['violations'], selectors: false})"
    found = page.evaluate(run, [within, RULES])["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def sticks_out(page: Page) -> int:
    """How many pixels the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
