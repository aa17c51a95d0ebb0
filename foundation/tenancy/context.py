"""Entering a municipality: the only place in the tree that calls `set_config`."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from foundation.tenancy.models import Municipality

_current: ContextVar[uuid.UUID | None] = ContextVar("municipality", default=None)


class NoMunicipality(RuntimeError):
    """Something walled was asked for with no municipality entered."""


def peek_id() -> uuid.UUID | None:
    return _current.get()


def current_id() -> uuid.UUID:
    """The id of the entered municipality; raises outside."""
    if (entered := _current.get()) is None:
        raise NoMunicipality("no municipality is entered: wrap the work in enter(municipality)")
    return entered


@contextmanager
def enter(
    municipality: "Municipality | uuid.UUID | str", using: str = "default", reading: bool = False
) -> Iterator[uuid.UUID]:
    """Open a transaction in which only this municipality's rows exist.

    Nested entering restores the former municipality. Hooks given to `on_commit` run with none entered.
    `reading`: nobody waits for the disk. What a page that is only looked at writes is that it was looked at; a
    power cut can take the last half second of that, and nothing else.
    """
    connection = connections[using]
    entering = _as_uuid(municipality)
    outermost, former = not connection.in_atomic_block, _current.get()
    with transaction.atomic(using=using):
        token = _current.set(entering)
        try:
            _set(connection, entering, waits_for_the_disk=not (reading and outermost))
            yield entering
            if not outermost and not connection.needs_rollback:
                _set(connection, former)  # on error the savepoint's rollback restores it
        finally:
            _current.reset(token)  # before COMMIT, so that on_commit hooks stand outside


def current() -> "Municipality":
    """The entered municipality. Kept some seconds, since every page asks for it."""
    return known(current_id())


def known(pk: uuid.UUID) -> "Municipality":
    from foundation.tenancy.models import Municipality

    return remember(pk, lambda: Municipality.objects.prefetch_related("hosts").get(pk=pk))


# Municipality rows are global, few and read on every request: a short memory per process, cleared when one is saved.

_SECONDS = 5.0
_memory: dict[object, tuple[float, Any]] = {}
_memory_lock = threading.Lock()


def remember(key: object, fetch: Callable[[], Any]) -> Any:
    now = time.monotonic()
    kept = _memory.get(key)
    if kept and now - kept[0] < _SECONDS:
        return kept[1]
    value = fetch()
    if value is not None:  # what is nobody's is not remembered: host names are for strangers to invent
        with _memory_lock:
            _memory[key] = (now, value)
    return value


def forget() -> None:
    _memory.clear()


def of_host(host: str) -> "Municipality | None":
    """The active municipality that a host name belongs to: `<slug>.<base domain>` or a name of its own."""
    from foundation.tenancy.models import Municipality

    return remember(("host", host), lambda: Municipality.objects.of_host(host))


def _as_uuid(municipality: "Municipality | uuid.UUID | str") -> uuid.UUID:
    value = getattr(municipality, "pk", municipality)
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


_ENTER = "SELECT statement_timestamp(), set_config('app.municipality_id', %s, true)"
_AND_READ = ", set_config('synchronous_commit', 'off', true)"


def _set(
    connection: BaseDatabaseWrapper, municipality: uuid.UUID | None, waits_for_the_disk: bool = True
) -> None:
    """In one statement: every page begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTER if waits_for_the_disk else _ENTER + _AND_READ,
            ["" if municipality is None else str(municipality)],
        )
        connection.told = cursor.fetchone()[0], time.perf_counter()
