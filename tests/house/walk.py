"""The walk: everybody asks for everything, in every way, with the ids of the other municipality and with our own.

What is found is kept by claim; `test_walker.py` asks that each claim holds. `planted.py` has addresses that break each one.
Who can only be refused alike takes turns: each address is asked by some, each action by all. The thorough walk lets everybody ask.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

from tests.house.routes import Route, Unmapped, routes
from tests.house.world import CANARY, METHODS, Actor, Answer, World

#: Addresses of ours that may stand without @allowed or @public, with the reason.
UNGATED: dict[str, str] = {}

#: Addresses that may write on GET, with the reason.
READS_THAT_WRITE: dict[str, str] = {"messages": "a message that was seen is read"}

#: Written by looking: that somebody read a note belongs in the log.
LOG = {"audit_entry"}

#: Ways that a view seldom knows of: an address is asked in one of them.
SELDOM = [method for method in METHODS if method not in ("GET", "POST")]


@dataclass
class Walk:
    world: World
    under: str = ""  # only addresses that begin so
    thorough: bool = False  # everybody in every way; else every way by those who go everywhere
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reached: dict[Route, Actor] = field(default_factory=dict)  # who got through with our own ids
    pages: list[tuple[Actor, str, Answer]] = field(default_factory=list)  # what members saw of our own
    answers: dict[tuple[Actor, str, str, bool], Answer] = field(default_factory=dict)
    turns: dict[tuple[Any, ...], Iterator[Any]] = field(default_factory=dict)
    sent_away: set[tuple[str | None, Actor]] = field(default_factory=set)  # who was refused which action

    @property
    def all(self) -> list[Route]:
        return [route for route in routes() if route.pattern.startswith(self.under)]

    @property
    def ours(self) -> list[Route]:
        return [route for route in self.all if route.is_ours]

    def go(self) -> "Walk":
        for route in self.all:
            try:
                self._look(route)
                if route.is_ours and route.holders:
                    self._ask_for_theirs(route)
                else:
                    self._ask_for_pages(route)
                if route.is_ours:
                    self._ask_for_ours(route)
            except Unmapped as sentence:
                self.found["unmapped"].append(str(sentence))
        return self

    def _look(self, route: Route) -> None:
        if route.is_ours and not route.gate and route.name not in UNGATED:
            self.found["ungated"].append(
                f"{route}: put @allowed(action) or @public above the view, outermost"
            )

    # The other municipality's ids

    def _ask_for_theirs(self, route: Route) -> None:
        for theirs, ghost in self.world.across(route):
            for actor, method, hx in self._ways(route):
                answer = self._ask(route, actor, method, theirs, hx)
                self._refused(route, actor, method, answer)
                if not self._looks(route, actor):
                    continue
                unknown = self._ask(route, actor, method, ghost, hx)
                if self.world.plain(answer, theirs) != self.world.plain(unknown, ghost):
                    told = f"{answer.status} for theirs, {unknown.status} for an id that never was"
                    self.say("oracle", route, actor, method, told)

    def _looks(self, route: Route, actor: Actor) -> bool:
        """Whether somebody's answer may depend on the id: not when the gate refuses before it is read."""
        passes = route.gate != "allowed" or actor.may(route.action)
        return passes and (actor.goes_everywhere or self.thorough)

    def _ways(self, route: Route) -> Iterator[tuple[Actor, str, bool]]:
        """The gate stands around the whole view: whom it sends away on GET, `_ask_for_ours` has seen."""
        if self.thorough:
            for actor in self.world.actors:
                yield from ((actor, method, hx) for method in METHODS for hx in (False, True))
            return
        common, seldom = ("GET", "POST"), self._next(SELDOM, 1)
        everywhere = [actor for actor in self.world.actors if actor.goes_everywhere]
        for actor in everywhere:
            yield from ((actor, method, hx) for method in common for hx in (False, True))
            yield from ((actor, method, False) for method in seldom)
        may = [
            actor
            for actor in self.world.actors
            if route.gate == "allowed" and actor.may(route.action) and actor not in everywhere
        ]
        for actor in [*self.world.strangers, *self._next(may, 2)]:
            yield from ((actor, method, False) for method in common)

    def _next(self, several: list[Any], number: int) -> list[Any]:
        """Who or what has its turn: all of them, sooner or later."""
        turn = self.turns.setdefault(tuple(several), cycle(several))
        return list(islice(turn, min(number, len(several))))

    def _refused(self, route: Route, actor: Actor, method: str, answer: Answer) -> None:
        gone = (404, 405, 410) if not route.rows else (404, 405)
        if answer.status in gone:
            return
        if route.gate == "allowed" and not actor.is_member and answer.asks_who:
            return
        if answer.status == 403 and not actor.may(route.action):
            return
        if answer.status < 500:
            self.say("refusal", route, actor, method, f"{answer.status} where 404 was due")

    # Pages without ids, and the libraries' pages

    def _ask_for_pages(self, route: Route) -> None:
        path = route.path(route.values(self.world.unknown))
        for actor, method, hx in self._ways(route):
            answer = self._ask(route, actor, method, path, hx)
            if route.gate == "allowed" and not actor.is_member and not answer.asks_who:
                self.say("anonymous", route, actor, method, f"{answer.status} where the log-in was due")

    # Our own ids

    def _ask_for_ours(self, route: Route) -> None:
        for path in self.world.our_paths(route):
            fetched = False
            for actor in self._who_asks_for_ours(route):
                answer = self._ask(route, actor, "GET", path, hx=False)
                self._gated(route, actor, answer)
                if answer.wrote - LOG and route.name not in READS_THAT_WRITE:
                    self.say("writes", route, actor, "GET", f"wrote {', '.join(sorted(answer.wrote - LOG))}")
                if answer.status < 400 and not answer.asks_who:
                    self.reached.setdefault(route, actor)
                    if self.thorough or not fetched:
                        self._ask(route, actor, "GET", path, hx=True)
                    fetched = True
                    self.pages.append((actor, path, answer))
                elif answer.status == 405:
                    self._send(route, actor, path)

    def _who_asks_for_ours(self, route: Route) -> list[Actor]:
        """Whoever may come and every stranger; of the members that the gate sends away, all once for each action."""
        everybody = self.world.actors
        away = [actor for actor in everybody if actor.is_member and not actor.may(route.action)]
        first = {actor for actor in away if (route.action, actor) not in self.sent_away}
        self.sent_away |= {(route.action, actor) for actor in away}
        asks = set(away) if self.thorough else first | set(self._next(away, 1))
        return [actor for actor in everybody if actor not in away or actor in asks]

    def _send(self, route: Route, actor: Actor, path: str) -> None:
        """An address that only takes what is sent to it."""
        answer = self._ask(route, actor, "POST", path, hx=False)
        self._gated(route, actor, answer)
        if answer.status < 400 and not answer.asks_who:
            self.reached.setdefault(route, actor)

    def _gated(self, route: Route, actor: Actor, answer: Answer) -> None:
        if route.gate == "allowed" and not actor.is_member and not answer.asks_who:
            self.say("anonymous", route, actor, "GET", f"{answer.status} where the log-in was due")
        if actor.is_member and not actor.may(route.action) and answer.status not in (403, 405):
            self.say("role", route, actor, "GET", f"{answer.status} where 403 was due")

    def _ask(self, route: Route, actor: Actor, method: str, path: str, hx: bool) -> Answer:
        """Claims that hold for every answer to everybody; the same question is asked once."""
        key = (actor, method, path, hx)
        if key not in self.answers:
            self.answers[key] = self._claim(route, *key)
        return self.answers[key]

    def _claim(self, route: Route, actor: Actor, method: str, path: str, hx: bool) -> Answer:
        return self.judge(route, actor, method, self.world.ask(actor, method, path, hx))

    def judge(self, route: Route, actor: Actor, method: str, answer: Answer) -> Answer:
        if answer.status >= 500:
            self.say("crash", route, actor, method, f"{answer.status} {answer.error}")
        elif answer.error:
            self.say("changed", route, actor, method, answer.error)
        if CANARY.encode() in answer.everything:
            self.say("leak", route, actor, method, "shows a text of the other municipality")
        return answer

    def say(self, claim: str, route: Route, actor: Actor, method: str, what: str) -> None:
        self.found[claim].append(f"{method} {route} by {actor}: {what}")
