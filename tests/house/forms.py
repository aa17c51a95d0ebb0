"""What a form needs beyond what a person would fill in by looking at it, by the name of the address it is sent to.

Most forms need nothing here: the walk keeps what stands there and writes something sensible in what is required.
"""

from collections.abc import Callable
from typing import Any

from tests.house.seed import Seed

POSTS: dict[str, Callable[[Seed], dict[str, Any]]] = {}

#: A POST that may succeed without a line in the log, with the reason.
UNLOGGED: dict[str, str] = {}
