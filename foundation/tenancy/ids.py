"""Time-ordered keys (UUID version 7, RFC 9562): small indexes, no sequence that tells how big a neighbour is.

The id tells when a row was made; what must not be guessed or dated is random instead.
"""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A UUID v7 whose twelve bits below the millisecond keep the order of one process."""
    global _last
    nanoseconds = time.time_ns()
    with _lock:
        moment = (nanoseconds // 1_000_000 << 12) | (nanoseconds % 1_000_000 << 12) // 1_000_000
        _last = moment = max(moment, _last + 1)
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=(moment >> 12) << 80 | 7 << 76 | (moment & 0xFFF) << 64 | 2 << 62 | random)
