"""The wheel as a picture: nine sectors of 40 degrees, clockwise from the top. Pure geometry, no rows, no request.

Numbers leave as text: a template in Norwegian would write 12.5 with a comma, and SVG reads no commas.
Drawn by templates/parts/wheel.html; the list beside it is the working copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import cos, degrees, radians, sin

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

CENTRE = 350
SECTORS = 9
TURN = 360 / SECTORS
INNER, OUTER, GROWN = 152, 282, 294  # the next or late step grows
EDGE_INNER, EDGE_OUTER = 147, 287  # dashed sectors carry a thin line instead of a broad one
MIDDLE, HALO = 221, 316
INSET, EDGE_INSET, HALO_INSET = 11, 12, 22  # along the arc, at each corner
STATES = ("done", "next", "late", "planned", "later", "skipped", "paused")
FILLED = ("next", "late")
DASHED = ("later", "skipped", "paused")


@dataclass(frozen=True)
class Sector:
    """One step. `name_lines` at most two, `when` short ("26. nov.", "× 3" last when it was repeated).

    `name` and `said` are the list's longer words ("Follow-up call", "Next, by Thursday").
    """

    number: int
    name_lines: tuple[str, ...]
    when: str = ""
    state: str = "later"
    url: str = ""
    name: str = ""
    said: str = ""

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"the wheel has no state {self.state!r}")

    @property
    def title(self) -> str:
        return self.name or " ".join(self.name_lines)

    @property
    def says(self) -> str:
        return self.said or self.when

    @property
    def mark(self) -> str:
        """The state's mark in lists."""
        return "pause" if self.state == "paused" else self.state


@dataclass(frozen=True)
class Line:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Drawn:
    """A sector ready for SVG: `path` with corners, where the mark stands, and the lines of text."""

    sector: Sector
    path: str
    mark_x: str
    mark_y: str
    names: list[Line]
    when: Line | None
    halo: str = ""

    @property
    def state(self) -> str:
        return self.sector.state

    @property
    def kind(self) -> str:
        """The class to colour by: paused looks like later."""
        return "later" if self.state == "paused" else self.state


@dataclass(frozen=True)
class Hub:
    over: str = ""
    names: tuple[str, ...] = ()
    when: str = ""

    @property
    def lines(self) -> list[Line]:
        top = 342 if len(self.names) < 2 else 328
        return [Line(_n(CENTRE), _n(top + 34 * i), text) for i, text in enumerate(self.names)]

    @property
    def over_line(self) -> Line:
        return Line(_n(CENTRE), _n(306 if len(self.names) < 2 else 292), self.over)

    @property
    def when_line(self) -> Line:
        return Line(_n(CENTRE), _n(372 if len(self.names) < 2 else 392), self.when)


@dataclass
class Wheel:
    """`title` names the person ("The wheel of Ingrid Solheim"). `paused` is "until 1 March": nothing is filled then."""

    title: str
    sectors: list[Sector]
    hub: Hub | None = None
    paused: str = ""
    id: str = "wheel"
    back: str = field(default_factory=lambda: _("always welcome back"))

    def __post_init__(self) -> None:
        if [s.number for s in self.sectors] != list(range(1, SECTORS + 1)):
            raise ValueError("the wheel needs its nine steps in order")
        if self.paused:
            self.sectors = [_resting(s) for s in self.sectors]
        self.hub = self.hub or self._own_hub()

    @property
    def now(self) -> Sector | None:
        """The step in hand: the late one before the next."""
        filled = sorted((s for s in self.sectors if s.state in FILLED), key=lambda s: s.state != "late")
        return filled[0] if filled else None

    @property
    def tone(self) -> str:
        if self.paused:
            return "paused"
        return self.now.state if self.now else "calm"

    @cached_property
    def drawn(self) -> list[Drawn]:
        return [draw(sector) for sector in self.sectors]

    @property
    def description(self) -> str:
        """The picture in words, for those who hear it."""
        said = [_("Nine steps in a ring.")]
        said += [f"{label}: {names}." for label, names in self._by_state()]
        if self.paused:
            said.append(_("Pause %(until)s.") % {"until": self.paused})
        return " ".join([*said, _("The list beside says the same.")])

    def _by_state(self) -> Iterable[tuple[str, str]]:
        labels = {
            "done": pgettext("step", "Done"),
            "late": pgettext("step", "Late"),
            "next": pgettext("step", "Next"),
            "planned": pgettext("step", "Planned"),
            "later": pgettext("step", "Later"),
            "skipped": pgettext("step", "Not relevant"),
        }
        for state, label in labels.items():
            mine = [s for s in self.sectors if s.state == state]
            if mine:
                yield label, ", ".join(f"{s.title} ({s.when})" if s.when else s.title for s in mine)

    def _own_hub(self) -> Hub:
        if self.paused:
            return Hub(names=(_("Pause"),), when=self.paused)
        if self.now is None:
            return Hub(names=(_("Going well"),))
        return Hub(_("Now"), self.now.name_lines, self.now.when)

    # The dotted arrow from 9 over the top to 2, and the arrow along 6 to 8 that go again
    back_arc = property(lambda self: arc(312, -26, 29.5))
    back_head = property(lambda self: _head(312, 29.5, (-12, -13), (-17, 3)))
    back_text = property(lambda self: Line(*_at(324, 2), self.back))
    again_arc = property(lambda self: arc(132, 186, 298))
    again_head = property(lambda self: _head(132, 298, (-13, 4), (4, 14)))


def draw(sector: Sector) -> Drawn:
    middle = (sector.number - 1) * TURN
    grown = sector.state in FILLED
    x, y = _point(MIDDLE + (6 if grown else 0), middle)
    top = y - 26 - 11 * (len(sector.name_lines) - 1)
    names = [Line(_n(x), _n(top + 43 + 23 * i), text) for i, text in enumerate(sector.name_lines)]
    last = top + 43 + 23 * (len(sector.name_lines) - 1)
    when = Line(_n(x), _n(last + 22), sector.when) if sector.when else None
    halo = _band(HALO, middle, HALO_INSET) if sector.state == "next" else ""
    return Drawn(sector, outline(sector.state, middle), _n(x), _n(top), names, when, halo)


def outline(state: str, middle: float) -> str:
    if state in DASHED:
        return ring_piece(middle, EDGE_INNER, EDGE_OUTER, EDGE_INSET)
    return ring_piece(middle, INNER, GROWN if state in FILLED else OUTER, INSET)


def ring_piece(middle: float, inner: float, outer: float, inset: float) -> str:
    """A piece of the ring round `middle` degrees, each corner moved `inset` units in along its arc."""
    a, b = _edges(middle, outer, inset)
    c, d = _edges(middle, inner, inset)
    start, end = " ".join(_at(outer, a)), " ".join(_at(outer, b))
    turn, home = " ".join(_at(inner, d)), " ".join(_at(inner, c))
    return f"M{start}A{outer} {outer} 0 0 1 {end}L{turn}A{inner} {inner} 0 0 0 {home}Z"


def arc(radius: float, begin: float, end: float) -> str:
    start, stop = " ".join(_at(radius, begin)), " ".join(_at(radius, end))
    return f"M{start}A{radius} {radius} 0 0 1 {stop}"


def _band(radius: float, middle: float, inset: float) -> str:
    return arc(radius, *_edges(middle, radius, inset))


def _edges(middle: float, radius: float, inset: float) -> tuple[float, float]:
    half = TURN / 2 - degrees(inset / radius)
    return middle - half, middle + half


def _head(radius: float, at: float, *wings: tuple[float, float]) -> str:
    x, y = _point(radius, at)
    (ax, ay), (bx, by) = wings
    return f"M{_n(x + ax)} {_n(y + ay)}L{_n(x)} {_n(y)}L{_n(x + bx)} {_n(y + by)}"


def _point(radius: float, at: float) -> tuple[float, float]:
    """Clock degrees: 0 is up, 90 to the right."""
    angle = radians(at)
    return CENTRE + radius * sin(angle), CENTRE - radius * cos(angle)


def _at(radius: float, at: float) -> tuple[str, str]:
    x, y = _point(radius, at)
    return _n(x), _n(y)


def _n(number: float) -> str:
    return f"{number:.1f}"


def _resting(sector: Sector) -> Sector:
    return replace(sector, state="paused") if sector.state in FILLED else sector
