"""The second walk: every form on every page is filled in and sent, first honestly, then with the other municipality's ids."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.urls import Resolver404, resolve

from foundation.tenancy.context import enter
from tests.house.filling import Form, forms_of
from tests.house.forms import ELSEWHERE, POSTS, UNLOGGED
from tests.house.routes import Route
from tests.house.seed import walled_models
from tests.house.walk import Walk
from tests.house.world import Actor, Answer

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SENDERS = 2  # of one form: more show nothing new, since the gate stands before it
Values = dict[str, list[str]]


@dataclass
class FormWalk:
    walk: Walk
    sent: dict[Route, Actor] = field(default_factory=dict)  # whose form was accepted
    refused: dict[Route, str] = field(default_factory=dict)
    known: Counter[tuple[str, ...]] = field(default_factory=Counter)  # by how many a form was sent

    def go(self) -> "FormWalk":
        for actor, form, route in self._forms():
            kind = (form.action, *(control.name for control in form.controls))
            if self.known[kind] >= SENDERS and route in self.sent and not self.walk.thorough:
                continue
            self.known[kind] += 1
            values = form.filled() | self._known(route)
            if form.method == "POST" and route not in self.sent:
                self._send(route, actor, form, values)
            if foreign := self._swapped(values):
                self._send_theirs(route, actor, form, foreign)
            self._ask(route, actor, form, dict.fromkeys(values, ["nonsense"]))
        return self

    @property
    def unsent(self) -> list[str]:
        """Forms that nobody could send: give POSTS in tests/house/forms.py what they need."""
        missed = self.refused.keys() - self.sent.keys()
        return [f"{route}: {self.refused[route]}" for route in missed if route.name not in ELSEWHERE]

    def _forms(self) -> Iterator[tuple[Actor, Form, Route]]:
        seen = set()
        for actor, path, answer in self.walk.pages:
            if "html" not in answer.headers.get("Content-Type", ""):
                continue
            for form in forms_of(answer.body.decode(), path):
                route = self._route(form)
                known = (actor, form.action, *(control.name for control in form.controls))
                if route and known not in seen:
                    seen.add(known)
                    yield actor, form, route

    def _route(self, form: Form) -> Route | None:
        try:
            match = resolve(form.action.partition("?")[0])
        except Resolver404:
            return None
        return self._by_view.get((match.view_name, match.func))

    @cached_property
    def _by_view(self) -> dict[Any, Route]:
        return {(route.name, route.view): route for route in self.walk.ours}

    def _known(self, route: Route) -> Values:
        with enter(self.walk.world.a):
            values = POSTS.get(route.name, lambda seed: {})(self.walk.world.ours)
        return {name: value if isinstance(value, list) else [str(value)] for name, value in values.items()}

    def _send(self, route: Route, actor: Actor, form: Form, values: Values) -> None:
        answer = self._ask(route, actor, form, values)
        if answer.status >= 400 or (answer.asks_who and route.gate == "allowed"):
            self.refused[route] = f"{answer.status} for {actor}, who sent {values}; {_errors(answer)}"
            return
        self.sent[route] = actor
        if "audit_entry" not in answer.wrote and route.name not in UNLOGGED:
            told = f"changed {', '.join(sorted(answer.wrote)) or 'nothing'} and wrote nothing in the log"
            self.walk.say("log", route, actor, "POST", told)

    def _send_theirs(self, route: Route, actor: Actor, form: Form, values: Values) -> None:
        ids = {value for several in values.values() for value in several} & set(self._theirs.values())
        self._ask(route, actor, form, values, ids)

    def _ask(
        self, route: Route, actor: Actor, form: Form, values: Values, foreign: Iterable[str] = ()
    ) -> Answer:
        """Send the form with these values; crashes, leaks and changes are found whatever it answers."""
        path, data = form.action, values
        if form.method == "GET":
            path, data = f"{path.partition('?')[0]}?{urlencode(values, doseq=True)}", {}
        answer = self.walk.world.ask(actor, form.method, path, data=data, foreign=foreign)
        return self.walk.judge(route, actor, form.method, answer)

    def _swapped(self, values: Values) -> Values | None:
        """The same values with each id of ours exchanged for the other municipality's row of that kind."""
        swapped = {
            name: [_UUID.sub(lambda found: self._theirs.get(found[0], found[0]), value) for value in several]
            for name, several in values.items()
        }
        return swapped if swapped != values else None

    @cached_property
    def _theirs(self) -> dict[str, str]:
        known: dict[str, str] = {}
        world = self.walk.world
        for model in walled_models():
            with enter(world.a):
                ours = [str(pk) for pk in model._default_manager.values_list("pk", flat=True)]
            known |= dict.fromkeys(ours, str(self._pk(model)))
        return known

    def _pk(self, model: type[models.Model]) -> Any:
        return self.walk.world.theirs.rows[model].pk


def _errors(answer: Answer) -> str:
    """What the page complains about, for the report."""
    text = re.sub(r"<[^>]+>", " ", answer.body.decode(errors="replace"))
    said = re.findall(
        r'class="[^"]*(?:error|validation)[^"]*"[^>]*>(.*?)<', answer.body.decode(errors="replace")
    )
    return "; ".join(said) or " ".join(text.split())[:150]
