"""Every address of the house, read from the URL configuration, and what each of its parameters holds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from foundation.tenancy.walls import is_walled
from tests.house import parameters

SECRET, CODE = "secret", "code"


class Unmapped(Exception):
    """Says which parameter of which address tells nothing, and what to do."""


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    view: Callable[..., Any] = field(compare=False)
    names: tuple[str, ...] = ()
    is_ours: bool = True  # it stands in an urls.py of ours

    def __str__(self) -> str:
        return f"{self.name or 'an address without a name'} ({self.pattern})"

    @property
    def gate(self) -> str:
        """`allowed`, `public`, or nothing at all."""
        if not hasattr(self.view, "action"):
            return ""
        return "public" if self.view.action is None else "allowed"

    @property
    def action(self) -> str | None:
        return getattr(self.view, "action", None)

    @property
    def rows(self) -> dict[str, type[models.Model]]:
        """Parameter -> the model whose row it names."""
        return {name: found for name in self.names if (found := self._model(name))}

    @property
    def holders(self) -> list[str]:
        """The parameters that say whose page it is: rows, secrets and codes, but no plain words."""
        return [name for name in self.names if name in self.rows or name in (SECRET, CODE)]

    def _model(self, name: str) -> type[models.Model] | None:
        if not self.is_ours or name in (SECRET, CODE) or name in parameters.WORDS:
            return None
        found = model_of(name)
        if found is None:
            raise Unmapped(
                f"{self}: what does <{name}> hold? Name it for its model (<uuid:volunteer_id>), or <str:secret>, "
                "<str:code>; a word goes into WORDS in tests/house/parameters.py."
            )
        return found

    def values(self, choose: Callable[[str, type[models.Model] | None], Any]) -> dict[str, Any]:
        """A value for each parameter: rows, secrets and codes are chosen, words are looked up."""
        known = parameters.WORDS if self.is_ours else parameters.FOREIGN
        values = {}
        for name in self.names:
            if name in known and name not in self.rows:
                values[name] = known[name]
            elif self.is_ours:
                values[name] = choose(name, self.rows.get(name))
            else:
                raise Unmapped(f"{self}: give <{name}> a value in FOREIGN in tests/house/parameters.py.")
        return values

    def path(self, values: dict[str, Any], urlconf: str | None = None) -> str:
        if not self.name and not self.names:
            return f"/{self.pattern}"
        if not self.name:
            raise Unmapped(f"{self}: give it a name.")
        return reverse(self.name, urlconf, kwargs=values)


@cache
def _models_by_name() -> dict[str, type[models.Model]]:
    known: dict[str, type[models.Model]] = {}
    twice = set()
    for model in apps.get_models():
        if not is_walled(model):
            continue
        name = _snake(model.__name__)
        known[f"{model._meta.app_label}_{name}"] = model
        twice |= {name} & known.keys()
        known[name] = model
    return {name: model for name, model in known.items() if name not in twice}


def model_of(parameter: str) -> type[models.Model] | None:
    """`other_volunteer_id` -> Volunteer; `courses_session_id` when two rooms have a Session."""
    name = parameter.removesuffix("_id")
    known = _models_by_name() if name != parameter else {}
    return known.get(name) or known.get(name.removeprefix("other_"))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def routes(urlconf: str | None = None) -> list[Route]:
    return list(_walk(get_resolver(urlconf), "", (), (), ours=True))


def _walk(
    resolver: URLResolver, before: str, spaces: tuple[str, ...], names: tuple[str, ...], ours: bool
) -> Iterator[Route]:
    if isinstance(resolver.urlconf_module, ModuleType):
        path = Path(resolver.urlconf_module.__file__)
        ours = path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        inside = names + tuple(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name]) if entry.name else ""
            yield Route(name, pattern, entry.callback, inside, ours)
        else:
            more = (entry.namespace,) if entry.namespace else ()
            yield from _walk(entry, pattern, spaces + more, inside, ours)
