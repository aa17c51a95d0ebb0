"""The fixtures of the room around this one."""

from tests.volunteers.conftest import _fresh_limits, files, gunnar, here, kari, volunteer

__all__ = ["_fresh_limits", "files", "gunnar", "here", "kari", "volunteer"]
