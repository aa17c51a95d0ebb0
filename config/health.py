"""`/livez` and `/readyz`, on every host and before everything else: a load balancer knows no municipality."""

from collections.abc import Callable
from pathlib import Path

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from foundation.notices.models.mark import lag

WELL = "well"
LATE = 120  # seconds: four ticks
_seen: set[str] = set()  # what was applied once stays applied while this process lives


class Health:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/livez":
            return _answer({"process": WELL}, is_well=True)
        if request.path_info == "/readyz":
            return readiness()
        return self.get_response(request)


def readiness() -> HttpResponse:
    """503 when no page could be served. Without broker or worker pages are served, and it is said."""
    found = {"database": _database()}
    if found["database"] == WELL:
        found["migrations"] = _migrations()
    is_ready = all(state == WELL for state in found.values())
    found["broker"] = _broker()
    if is_ready:
        found["messages"] = _messages()
    return _answer(found, is_ready)


def _answer(found: dict[str, str], is_well: bool) -> HttpResponse:
    return JsonResponse(found, status=200 if is_well else 503, headers={"Cache-Control": "no-store"})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:  # whose words name hosts and roles
        connection.close()
        return "does not answer"
    return WELL


def _migrations() -> str:
    if "migrations" not in _seen:
        executor = MigrationExecutor(connection)
        if left := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return f"{len(left)} not applied: run manage.py migrate as the owner role"
        _seen.add("migrations")
    return WELL


def _broker() -> str:
    try:
        if settings.REDIS_URL:
            redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
        elif not (Path(settings.BROKER_DIR) / "messages").is_dir():
            return "the folder is gone"
    except redis.RedisError:
        return "does not answer: messages wait for the next tick, and nobody can log in"
    return WELL


def _messages() -> str:
    seconds = int(lag().total_seconds())
    return WELL if seconds < LATE else f"the oldest has waited {seconds} seconds: is a worker running?"
