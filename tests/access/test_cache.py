"""Where there is no Redis, files are the cache that all processes share."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings

from config.cache import SharedFileCache


def test_of_many_who_add_at_once_one_is_first(tmp_path: Path) -> None:
    """A code from the app is used once, however fast it is sent twice."""
    caches = [SharedFileCache(str(tmp_path), {}) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            first = list(pool.map(lambda cache, key=number: cache.add(f"code-{key}", "y", 30), caches))
            assert sum(first) == 1


def test_what_one_process_keeps_another_finds(tmp_path: Path) -> None:
    SharedFileCache(str(tmp_path), {}).set("tries", [1, 2])
    assert SharedFileCache(str(tmp_path), {}).get("tries") == [1, 2]


def test_the_house_uses_no_memory_of_one_process_alone() -> None:
    source = (settings.BASE_DIR / "config/settings.py").read_text()
    assert "LocMemCache" not in source
