"""The member: the person behind a request, and which roles they hold where today."""

import uuid
from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import Any

from django.utils import timezone

from foundation.access.holding import Held, held_by
from foundation.people.models import Person, User
from foundation.tenancy.roles import ROLES
from foundation.tenancy.words import word

SELF = "self"  # the role every member holds: on what is their own


class Member:
    """Made once per request, with all the roles: the question that brought the person brought them too, else one more.

    `proven` says that staff have shown their second factor; before that they hold no role, in any query.
    """

    def __init__(
        self,
        person: Person,
        user: User,
        today: date | None = None,
        chosen: str = "",
        proven: bool = True,
    ) -> None:
        self.person, self.user, self.chosen, self.proven = person, user, chosen, proven
        self.now = timezone.now()
        self.today = today or timezone.localdate(self.now)
        self._asked: dict[str, Any] = {}

    def once(self, name: str, ask: Callable[[], Any]) -> Any:
        """What several parts of one page need is asked for once."""
        if name not in self._asked:
            self._asked[name] = ask()
        return self._asked[name]

    def __str__(self) -> str:
        return self.person.name

    @property
    def pk(self) -> uuid.UUID:
        return self.person.pk

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def held(self) -> dict[str, set[uuid.UUID]]:
        """Role -> ids of the scopes it is held on."""
        return self.appointed if self.proven else {}

    @cached_property
    def _given(self) -> list[Held]:
        return held_by(self.person, self.today)

    @cached_property
    def appointed(self) -> dict[str, set[uuid.UUID]]:
        """What is granted *and* given by an appointment that is current today, second factor or not."""
        held: dict[str, set[uuid.UUID]] = {}
        for one in self._given:
            held.setdefault(one.role, set()).add(one.scope)
        return held

    # What a prepared question is given: see `foundation.tenancy.prepared`.

    def shape(self) -> Hashable:
        return self.proven, tuple((role, len(scopes)) for role, scopes in self.appointed.items())

    def values(self) -> list[Any]:
        return [
            self.person.pk,
            self.user.pk,
            self.now,
            self.today,
            *chain.from_iterable(self.appointed.values()),
        ]

    def stand_in(self, new: Callable[[type], Any]) -> tuple["Member", list[Any]]:
        """Somebody who holds the same roles, on places that are nowhere."""
        person, user = Person(pk=new(uuid.UUID)), User(pk=new(uuid.UUID))
        other = Member(person, user, new(date), proven=self.proven)
        other.now = new(datetime)
        other.appointed = {role: {new(uuid.UUID) for _one in held} for role, held in self.appointed.items()}
        return other, other.values()

    def holds(self, role: str) -> bool:
        return role == SELF or role in self.held

    def scopes(self, role: str) -> set[uuid.UUID]:
        return self.held.get(role, set())

    @property
    def is_staff(self) -> bool:
        """Has been given a role, and therefore needs a second factor."""
        return bool(self.appointed)

    @cached_property
    def roles(self) -> list[tuple[str, str]]:
        """(code, word) for the role switch in the header, in the order of `ROLES`; "self" last."""
        held = [(code, role_word(code)) for code in ROLES if code in self.held]
        return [*held, (SELF, role_word(SELF))]

    @property
    def role(self) -> str:
        """The role whose pages are shown now; rights are always the union."""
        codes = [code for code, _word in self.roles]
        return self.chosen if self.chosen in codes else codes[0]

    @property
    def place(self) -> str:
        """Where the member is in the role that is shown now, for the header: their place, else nothing."""
        if self.role not in self.held:
            return ""
        return next(one.name for one in self._given if one.role == self.role) or ""


def role_word(code: str) -> str:
    from django.utils.translation import gettext as _

    if code == SELF:
        return _("my own page")
    return word(code)
