"""The mailbox's page: letters to read, links to follow, codes to type. For one person on one machine."""

import json
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation

from config.mailbox import codes
from config.mailbox.sink import Mailbox

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
HOSTS = ("localhost", "127.0.0.1", "::1")


class Page(BaseHTTPRequestHandler):
    """Answers for `server.mailbox` and `server.logins`."""

    server: "MailboxServer"

    def do_GET(self) -> None:
        self._find(
            {
                r"/": self.front,
                r"/messages/([\w-]+)": self.message,
                r"/messages/([\w-]+)/(\d+)": self.attachment,
                r"/api/messages": self.api,
                r"/static/(.+)": self.static,
            }
        )

    def do_POST(self) -> None:
        self._find({r"/delete": self.delete})

    def _find(self, routes: dict[str, Callable]) -> None:
        """Only for this machine's own names (a strange name could be another site's), and only its own forms."""
        own = f"http://{self.headers.get('Host')}"
        if urlsplit(own).hostname not in HOSTS or self.headers.get("Origin", own) != own:
            return self.answer("Only for this machine.", "text/plain", status=HTTPStatus.FORBIDDEN)
        path = urlsplit(self.path).path
        for pattern, view in routes.items():
            if found := re.fullmatch(pattern, path):
                return view(*found.groups())
        return self.nothing()

    # views

    def front(self) -> None:
        self.page(
            "mailbox/front.html",
            messages=list(self.server.mailbox)[::-1],
            staff=codes.staff(self.server.logins),
            left=codes.seconds_left(time.time()),
        )

    def message(self, id: str) -> None:
        message = self.server.mailbox.get(id)
        if message is None:
            return self.nothing()
        self.page("mailbox/message.html", message=message)

    def attachment(self, id: str, number: str) -> None:
        message = self.server.mailbox.get(id)
        if message is None or int(number) >= len(message.attachments):
            return self.nothing()
        file = message.attachments[int(number)]
        name = f"attachment; filename*=UTF-8''{quote(file.name)}"
        self.answer(file.content, file.mime, headers={"Content-Disposition": name})

    def api(self) -> None:
        self.answer(json.dumps([message.as_dict() for message in self.server.mailbox]), "application/json")

    def static(self, name: str) -> None:
        file = None if ".." in name else finders.find(name)
        if file is None:
            return self.nothing()
        self.answer(Path(file).read_bytes(), guess_type(file)[0] or "application/octet-stream")

    def delete(self) -> None:
        self.server.mailbox.clear()
        self.answer("", "text/plain", status=HTTPStatus.SEE_OTHER, headers={"Location": "/"})

    # answers

    def page(self, template: str, status: HTTPStatus = HTTPStatus.OK, **context: object) -> None:
        with translation.override("nb"), timezone.override("Europe/Oslo"):
            self.answer(render_to_string(template, context), "text/html; charset=utf-8", status=status)

    def nothing(self) -> None:
        self.page("mailbox/nothing.html", status=HTTPStatus.NOT_FOUND)

    def answer(
        self,
        body: str | bytes,
        mime: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        headers: dict[str, str] | None = None,
    ) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in (HEADERS | (headers or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Type", mime)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the page is read again every few seconds."""


class MailboxServer(ThreadingHTTPServer):
    def __init__(self, mailbox: Mailbox, logins: Path, port: int):
        self.mailbox, self.logins = mailbox, logins
        super().__init__(("127.0.0.1", port), Page)
