"""A short number per request: in the log, in the answer's header, and on error pages for the person who calls."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("request")
_current: ContextVar[str] = ContextVar("request_id", default="")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{6,64}")


def current_id() -> str:
    return _current.get()


def go_on_with(number: str) -> None:
    """A job goes on under the number of the request that asked for it; an empty one ends it."""
    _current.set(number)


class RequestId:
    """Around all that knows anybody. A proxy's own X-Request-ID is kept when it looks like one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _ACCEPTED.fullmatch(given) else secrets.token_hex(4)
        token, began = _current.set(request.id), time.perf_counter()
        try:
            response = self.get_response(request)
            _tell(request, response, time.perf_counter() - began)
        finally:
            _current.reset(token)
        response["X-Request-ID"] = request.id
        return response


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """One line for each request, by the pattern of its path: the path itself may hold a secret."""
    if request.path_info.startswith(settings.STATIC_URL):
        return
    match, here = request.resolver_match, getattr(request, "municipality", None)
    _log.info(
        "answered",
        extra={
            "method": request.method if request.method in METHODS else "?",
            "route": match.route if match else None,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "municipality": str(here.pk) if here else None,
        },
    )
