"""The table, on the screen and in docs/measured.md."""

import os
import platform
import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psutil

FILE = Path(__file__).resolve().parent.parent / "docs" / "measured.md"
BARE = "bare page"
HEAD = (
    "| page | SQL | p50, 1 client | x bare | CPU | x bare | x bare in the largest: time, CPU "
    "| req/s, 8 clients | of the bare page's | the wall's share |\n"
)
RULE = "|---|---|---|---|---|---|---|---|---|---|\n"


@dataclass
class Found:
    machine: str
    chosen: dict[str, Any]
    sql: dict[str, int] = field(default_factory=dict)
    one: dict[str, float] = field(default_factory=dict)  # seconds in an ordinary municipality
    large: dict[str, float] = field(default_factory=dict)  # and in the largest
    cpu: dict[str, float] = field(default_factory=dict)  # seconds of processor, web and PostgreSQL
    large_cpu: dict[str, float] = field(default_factory=dict)
    many: dict[str, float] = field(default_factory=dict)  # answers a second
    wall: dict[str, float] = field(default_factory=dict)

    def text(self) -> str:
        said = self.chosen
        about = (
            f"{today()}, {self.machine}. {said['municipalities']} municipalities, "
            f"{said['volunteers']:,} volunteers; the largest has {said['largest']:,} in {said['places']} workplaces. "
            f"{said['rounds']} rounds with one client, {said['seconds']:g} seconds with eight.\n\n"
        )
        return about + HEAD + RULE + "".join(self._row(name) for name in self.one)

    def _row(self, name: str) -> str:
        cells = [
            f"**{name}**" if name == BARE else name,
            str(self.sql[name]),
            f"{self.one[name] * 1000:.1f} ms",
            f"{self.one[name] / self.one[BARE]:.2f}",
            f"{self.cpu[name] * 1000:.1f} ms",
            f"{self.cpu[name] / self.cpu[BARE]:.2f}",
            self._in_the_largest(name),
            f"{self.many[name]:.0f}",
            f"{self.many[name] / self.many[BARE]:.0%}",
            f"{self.wall[name]:+.0%}" if name in self.wall else "",
        ]
        return f"| {' | '.join(cells)} |\n"

    def _in_the_largest(self, name: str) -> str:
        if name not in self.large_cpu:
            return ""
        return f"{self.large[name] / self.large[BARE]:.2f}, {self.large_cpu[name] / self.cpu[BARE]:.2f}"


def machine() -> str:
    """Its size, and how much others asked of it when we began."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} before, commit {_commit()}"
    )


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=FILE.parent
    )
    return asked.stdout.strip() or "unknown"


def today() -> str:
    return f"{date.today():%d.%m.%Y}"  # noqa: DTZ011, the day where it is run


def put(program: str, text: str) -> None:
    """Between the program's two lines in docs/measured.md."""
    whole, begin, end = FILE.read_text(encoding="utf-8"), f"<!-- {program} -->\n", f"<!-- /{program} -->\n"
    head, rest = whole.split(begin)
    FILE.write_text(f"{head}{begin}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")
