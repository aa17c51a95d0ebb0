"""A short number per request: in the log, in the answer's header, and on error pages for the person who calls."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{6,64}")


def current_id() -> str:
    return _current.get()


class RequestId:
    """First of all middlewares. A proxy's own X-Request-ID is kept when it looks like one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _ACCEPTED.fullmatch(given) else secrets.token_hex(4)
        token = _current.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-ID"] = request.id
        return response


class WithRequestId(logging.Filter):
    """Gives every line of the log the request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_id() or "-"
        return True
