"""Small charts for overviews, drawn by the server: they print, are read aloud and need no script.

The title is the finding, the subtitle says what is measured. The axis begins at 0; only the first and the last value
carry a label, and the goal is a dashed line with its word. Every value stands in the table behind "Show as a table".
Numbers leave as text: SVG reads no decimal commas.
"""

from dataclasses import dataclass, field
from functools import cached_property

LEFT, RIGHT, TOP, BASE = 30, 310, 26, 150  # of a 360 by 190 view box
COLUMNS_LEFT, COLUMNS_RIGHT = 16, 344


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Box:
    x: str
    y: str
    width: str
    height: str
    open: bool = False


@dataclass
class Chart:
    """`story` is what is read aloud; `headings` name the table's columns, the first being the period."""

    title: str
    subtitle: str
    story: str
    headings: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        raise NotImplementedError


@dataclass
class Trend(Chart):
    """One line over time. `top` is the height of the axis, 100 for a share; `unit` follows each value."""

    points: list[tuple[str, float]] = field(default_factory=list)
    goal: float | None = None
    goal_text: str = ""
    unit: str = ""
    top: float = 0

    @cached_property
    def highest(self) -> float:
        return self.top or max([*(value for _label, value in self.points), self.goal or 0, 1])

    def _y(self, value: float) -> float:
        return BASE - (BASE - TOP) * value / self.highest

    def _x(self, index: int) -> float:
        return LEFT + (RIGHT - LEFT) * index / max(len(self.points) - 1, 1)

    @property
    def line(self) -> str:
        at = [f"{_n(self._x(i))} {_n(self._y(v))}" for i, (_label, v) in enumerate(self.points)]
        return "M" + "L".join(at) if at else ""

    @property
    def area(self) -> str:
        return f"{self.line}V{BASE}H{LEFT}Z" if self.points else ""

    @property
    def goal_y(self) -> str:
        return _n(self._y(self.goal)) if self.goal is not None else ""

    @property
    def goal_label(self) -> Text:
        return Text("16", _n(self._y(self.goal or 0) - 6), self.goal_text)

    @property
    def dot(self) -> Text | None:
        if not self.points:
            return None
        last = len(self.points) - 1
        return Text(_n(self._x(last)), _n(self._y(self.points[last][1])), "")

    @property
    def texts(self) -> list[Text]:
        periods = [Text(_n(self._x(i)), "172", label) for i, (label, _v) in enumerate(self.points)]
        ends = {0, len(self.points) - 1} if self.points else set()
        return periods + [self._value(i) for i in sorted(ends)]

    def _value(self, index: int) -> Text:
        """Above the line, unless the goal's line runs through there."""
        value = self.points[index][1]
        y = self._y(value)
        crowded = self.goal is not None and 0 <= y - self._y(self.goal) < 24
        return Text(_n(self._x(index)), _n(y + 24 if crowded else y - 13), self.said(value), strong=True)

    def said(self, value: float) -> str:
        return f"{value:g}{self.unit}"

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        return [(label, [self.said(value)]) for label, value in self.points]


@dataclass
class Columns(Chart):
    """One filled column per period and, beside it, an open one: begun and ended, say."""

    pairs: list[tuple[str, float, float]] = field(default_factory=list)

    @cached_property
    def highest(self) -> float:
        return max([1, *(v for _label, *values in self.pairs for v in values)])

    @property
    def step(self) -> float:
        return (COLUMNS_RIGHT - COLUMNS_LEFT) / max(len(self.pairs), 1)

    def _height(self, value: float) -> float:
        return (BASE - TOP) * value / self.highest

    def _left(self, index: int) -> float:
        return COLUMNS_LEFT + self.step * (index + 0.5) - 22

    @property
    def boxes(self) -> list[Box]:
        made = []
        for i, (_label, filled, opened) in enumerate(self.pairs):
            made.append(self._box(self._left(i), 20, filled, is_open=False))
            made.append(self._box(self._left(i) + 24, 18, opened, is_open=True))
        return [box for box in made if box.height != "0.0"]

    def _box(self, x: float, width: int, value: float, is_open: bool) -> Box:
        height = self._height(value)
        return Box(_n(x), _n(BASE - height), str(width), _n(height), is_open)

    @property
    def texts(self) -> list[Text]:
        made = []
        for i, (label, filled, opened) in enumerate(self.pairs):
            x = self._left(i)
            made += [
                Text(_n(x + 10), _n(BASE - self._height(filled) - 7), f"{filled:g}", strong=True),
                Text(_n(x + 33), _n(BASE - self._height(opened) - 7), f"{opened:g}"),
                Text(_n(x + 21), "172", label),
            ]
        return made

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        return [(label, [f"{a:g}", f"{b:g}"]) for label, a, b in self.pairs]


def _n(number: float) -> str:
    return f"{number:.1f}"
