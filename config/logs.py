"""What the house writes about itself: one line of JSON each in production, readable in development.

Never who: no name, address, number, secret of a link or browser. So paths are told by their pattern, errors by their kind
and place in the code (what an error says may quote a row), and what looks like an address or a secret is struck out.
"""

import logging
import re
import threading
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from structlog.typing import EventDict

from foundation.pages.request_id import current_id
from foundation.tenancy.context import peek_id

TOLD = ("method", "route", "status", "ms")  # what a line may carry beside its sentence
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_STRUCK = (
    (re.compile(r"[^\s<>\"'(]+@[\w.-]+"), "<address>"),
    (re.compile(rf"(?!{_UUID})(?<![\w-])(?=[\w-]*[A-Za-z])(?=[\w-]*\d)[\w-]{{20,}}"), "<secret>"),
    (re.compile(r"(?<![\w.-])\+?\d(?: ?\d){7,14}(?![\w-])"), "<number>"),
)


def configuration(production: bool, level: str) -> dict[str, Any]:
    """For LOGGING, and for gunicorn's logconfig_dict."""
    threading.excepthook = _thread_failed
    logging.captureWarnings(production)
    quiet = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.logs.formatter", "production": production}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.request": quiet | {"level": "ERROR"},
            "django.server": quiet,
            "django.security.DisallowedHost": quiet | {"level": "CRITICAL"},
            "gunicorn.error": quiet | {"level": level},
            "gunicorn.access": quiet | {"level": "CRITICAL"},  # our own line says it without path and browser
            "celery.worker.strategy": {"level": "WARNING"},  # "received" for each job
            "fontTools": {"level": "WARNING"},
            "mail.log": {"level": "WARNING"},  # the mailbox of bin/run
        },
    }


def formatter(production: bool) -> structlog.stdlib.ProcessorFormatter:
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if production else _console()
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=production),
            structlog.stdlib.ExtraAdder(allow=TOLD),
            _where,
            _plainly,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([_error] if production else []),
            last,
        ],
    )


def _console() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
    )


def _where(logger: object, name: str, event: EventDict) -> EventDict:
    """The request, and the municipality that is entered."""
    if number := current_id():
        event["request_id"] = number
    if here := peek_id():
        event["municipality"] = str(here)
    return event


def _plainly(logger: object, name: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event["_record"]
    if told := getattr(record, "municipality", None):
        event["municipality"] = told
    if record.name.startswith(("django.request", "django.security")):
        event["event"] = str(record.msg).partition(":")[0].partition(" (")[0]  # the rest is the path
    elif isinstance(
        job := getattr(record, "data", None), dict
    ):  # Celery's, with arguments and what came of them
        event["event"] = "job failed" if "exc" in job else "job done"
        event |= {"job": job.get("name"), "seconds": job.get("runtime")}
    elif record.name == "gunicorn.error" and record.exc_info:
        event["event"] = "request failed"
    event["event"] = strike(str(event["event"]))
    return event


def strike(text: str) -> str:
    for pattern, word in _STRUCK:
        text = pattern.sub(word, text)
    return text


def _error(logger: object, name: str, event: EventDict) -> EventDict:
    """The chain of errors, the last first: kinds and places, and for the database's its code and the constraint."""
    if given := event.pop("exc_info", None):
        event["errors"] = list(_chain(given[1] if isinstance(given, tuple) else given))
    return event


def _chain(error: BaseException | None) -> Iterator[dict[str, Any]]:
    while error:
        told: dict[str, Any] = {"kind": f"{type(error).__module__}.{type(error).__qualname__}"}
        if state := getattr(error, "sqlstate", None):
            told |= {"sqlstate": state, "constraint": error.diag.constraint_name}
        frames = traceback.extract_tb(error.__traceback__)
        yield told | {"at": [f"{one.filename}:{one.lineno} {one.name}" for one in frames]}
        error = error.__cause__ or error.__context__


def _thread_failed(given: threading.ExceptHookArgs) -> None:
    """Python's own way prints what the error says."""
    logging.getLogger(__name__).error("a thread failed", exc_info=given.exc_value)
