"""Figures that many pages show: kept until their reader has done something, and a minute at most.

What others do in the municipality is seen within some seconds: where many are at work, each deed would else make everybody's next page
count anew. In the cache that all processes share; what is kept there is a number, under ids and never under a name.
"""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

from foundation.tenancy.context import current_id
from foundation.tenancy.ids import uuid7

SECONDS = 60  # what the clock alone makes late is seen within a minute
SOON = 15  # and what others do within this
_log = logging.getLogger(__name__)


def kept(name: str, whose: uuid.UUID, count: Callable[[], int]) -> int:
    """The figure as it was last counted, unless something has been changed since."""
    if under_way := _under_way():  # what this transaction has done is nobody else's yet
        return under_way.figure(f"{whose}:{name}", count)
    figure, here, own = f"kept:{current_id()}:{whose}:{name}", _change(), _change(whose)
    try:
        found = cache.get_many([figure, here, own])
    except Exception:  # the cache is away; the figure is only counted anew
        _log.warning("the cache is away")
        return count()
    stamps, last = (found.get(here, ""), found.get(own, "")), found.get(figure)
    if last and _holds(last[0], stamps, last[1]):
        return last[2]
    counted, at = count(), time.time()
    _keep({figure: (stamps, at, counted)}, SECONDS)
    return counted


def changed(by: uuid.UUID | None) -> None:
    """Told by the log of every deed: from now on for this transaction's own pages, and after commit for everybody else's."""
    under_way = _under_way()
    if under_way is None:
        under_way = _Deeds(current_id())
        transaction.on_commit(under_way)
    under_way.done(by)


class _Deeds:
    """What a transaction has done until now, told at commit: once, however much it is."""

    def __init__(self, here: uuid.UUID) -> None:
        self.here, self.by, self.counted = here, {None}, {}

    def done(self, by: uuid.UUID | None) -> None:
        self.by.add(by)
        self.counted.clear()

    def figure(self, name: str, count: Callable[[], int]) -> int:
        if name not in self.counted:
            self.counted[name] = count()
        return self.counted[name]

    def __call__(self) -> None:
        stamp = uuid7().hex
        _keep({_change(one, self.here): stamp for one in self.by}, 2 * SECONDS)


def _under_way() -> _Deeds | None:
    hooks = (hook for _savepoints, hook, *_more in connection.run_on_commit)
    return next((one for one in hooks if isinstance(one, _Deeds) and one.here == current_id()), None)


def _holds(seen: tuple[str, str], now: tuple[str, str], at: float) -> bool:
    """Nothing has been done at all since then, or only by others and just now."""
    return seen == now or (seen[1] == now[1] and time.time() - at < SOON)


def _change(by: uuid.UUID | None = None, here: uuid.UUID | None = None) -> str:
    return f"changed:{here or current_id()}:{by or ''}"


def _keep(what: dict[str, Any], seconds: int) -> None:
    try:
        cache.set_many(what, seconds)
    except Exception:  # then nothing is kept
        _log.warning("the cache is away")
