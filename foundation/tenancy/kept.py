"""Figures that many pages show: kept until anything is changed in the municipality, and a minute at most.

In the cache that all processes share. What is kept there is a number, under the municipality's id and never under a name.
"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction

from foundation.tenancy.context import current_id
from foundation.tenancy.ids import uuid7

SECONDS = 60  # what the clock alone makes late is seen within a minute
_log = logging.getLogger(__name__)


def kept(name: str, count: Callable[[], int]) -> int:
    """The figure as it was last counted, unless something has been changed since."""
    figure, change = f"kept:{current_id()}:{name}", _change()
    try:
        found = cache.get_many([figure, change])
    except Exception:  # the cache is away; the figure is only counted anew
        _log.warning("the cache is away")
        return count()
    last = found.get(change, "")
    if figure in found and found[figure][0] == last:
        return found[figure][1]
    counted = count()
    _keep(figure, (last, counted), SECONDS)
    return counted


def changed() -> None:
    """Told by the log of every deed: now for this transaction's own pages, and after commit for everybody else's."""
    change = _change()
    _stamp(change)
    transaction.on_commit(lambda: _stamp(change))


def _change() -> str:
    return f"changed:{current_id()}"


def _stamp(change: str) -> None:
    _keep(change, uuid7().hex, 2 * SECONDS)


def _keep(name: str, value: object, seconds: int) -> None:
    try:
        cache.set(name, value, seconds)
    except Exception:  # then nothing is kept
        _log.warning("the cache is away")
