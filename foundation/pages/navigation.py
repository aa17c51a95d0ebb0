"""What stands in the header: each room registers its own entries, shown to those whose active role has them.

Roles are the codes of the access room; "self" is everybody's own pages (the volunteer's tabs), "public" the portal.
`where` tells the bar ("main"), the person's own menu ("me") or the foot of the page ("foot").
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from foundation.pages.addresses import address

SELF, PUBLIC = "self", "public"
ROOM = 8  # what the bar holds on one line


@dataclass(frozen=True)
class NavItem:
    """`count(member)` gives the overdue only: the red figure beside the word."""

    code: str
    label: str | Promise
    url_name: str
    roles: Iterable[str] = ()
    order: int = 50
    count: Callable[[Any], int] | None = None
    icon: str = ""
    where: str = "main"
    button: bool = False
    fragment: str = ""

    def url(self) -> str:
        return address(self.url_name) + self.fragment


@dataclass(frozen=True)
class Entry:
    """One entry as a template reads it."""

    label: str
    url: str
    icon: str = ""
    count: int = 0
    current: bool = False
    button: bool = False


ITEMS: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Called in a room's `ready()`. The same code again takes the former's place."""
    ITEMS[item.code] = item
    _sorted.cache_clear()


@dataclass
class Navigation:
    """Lazy: a fragment that shows no header asks nothing."""

    request: HttpRequest
    _cache: dict[str, list[Entry]] = field(default_factory=dict)

    @cached_property
    def member(self) -> Any:
        return getattr(self.request, "member", None)

    @property
    def role(self) -> str:
        return self.member.role if self.member else PUBLIC

    @property
    def size(self) -> str:
        """Staff pages are a little denser than those of volunteers and visitors."""
        return "md" if self.role in (SELF, PUBLIC) else "sm"

    @property
    def is_own(self) -> bool:
        return self.role == SELF

    @property
    def main(self) -> list[Entry]:
        return self.entries("main", self.role)

    @property
    def bar(self) -> list[Entry]:
        return self.main if len(self.main) <= ROOM else self.main[: ROOM - 1]

    @property
    def more(self) -> list[Entry]:
        """What the bar has no room for, behind one word."""
        return self.main[len(self.bar) :]

    @property
    def is_in_more(self) -> bool:
        return any(entry.current for entry in self.more)

    @property
    def public(self) -> list[Entry]:
        return self.entries("main", PUBLIC)

    @property
    def me(self) -> list[Entry]:
        return self.entries("me", self.role)

    @property
    def foot(self) -> list[Entry]:
        return self.entries("foot", PUBLIC)

    @property
    def place(self) -> str:
        """Where the member is, as the header says it: the member's own word for it, else the municipality."""
        return getattr(self.member, "place", "") or str(getattr(self.request, "municipality", "") or "")

    def entries(self, where: str, role: str) -> list[Entry]:
        key = f"{where} {role}"
        if key not in self._cache:
            self._cache[key] = list(self._made(where, role))
        return self._cache[key]

    def _made(self, where: str, role: str) -> list[Entry]:
        items = [(i, u) for i in _sorted(where, role) if (u := _url(i)) is not None]
        here = _current([url for _item, url in items], self.request.path)
        return [self._entry(item, url, url == here) for item, url in items]

    def _entry(self, item: NavItem, url: str, current: bool) -> Entry:
        count = item.count(self.member) if item.count and self.member else 0
        return Entry(str(item.label), url, item.icon, count, current, item.button)


def nav(request: HttpRequest) -> dict[str, Navigation]:
    """The context processor."""
    return {"nav": Navigation(request)}


@cache
def _sorted(where: str, role: str) -> list[NavItem]:
    chosen = [i for i in ITEMS.values() if i.where == where and role in i.roles]
    return sorted(chosen, key=lambda i: (i.order, i.code))


def _url(item: NavItem) -> str | None:
    """None where the address does not exist, such as on the root host, or is of what the municipality does not use."""
    try:
        url = item.url()
    except NoReverseMatch:
        return None
    return url if import_string(settings.IS_SHOWN)(item.url_name) else None


def _current(urls: list[str], path: str) -> str | None:
    """The entry with the longest address that this page lies under; "/" only for itself."""
    under = [u for u in urls if u == path or (u != "/" and u.endswith("/") and path.startswith(u))]
    return max(under, key=len, default=None)
