"""The project's own files, and what is called in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("config", "coordination", "courses", "forum", "foundation", "handbook", "volunteers")


@dataclass(frozen=True)
class Call:
    """One call of a function: `name(first, second, …)`."""

    path: Path
    node: ast.Call

    @property
    def name(self) -> str:
        function = self.node.func
        return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")

    @property
    def keywords(self) -> set[str]:
        return {keyword.arg for keyword in self.node.keywords if keyword.arg}

    def text(self, number: int, keyword: str = "") -> str | None:
        """The argument at that place, or by that keyword, when it is a plain text."""
        found = self.argument(number, keyword)
        return found.value if isinstance(found, ast.Constant) and isinstance(found.value, str) else None

    def argument(self, number: int, keyword: str = "") -> ast.expr | None:
        if len(self.node.args) > number:
            return self.node.args[number]
        return next((one.value for one in self.node.keywords if one.arg == keyword and keyword), None)

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno}"


@cache
def sources() -> tuple[Path, ...]:
    """Our Python, tests and migrations apart."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt")))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(*names: str) -> Iterator[Call]:
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and (call := Call(path, node)).name in names:
                yield call


def words(path: Path) -> set[str]:
    """Every plain text in a Python file."""
    nodes = ast.walk(tree(path))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
