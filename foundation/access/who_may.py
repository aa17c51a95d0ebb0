"""Who may do what, read from the tables that the gate asks: in words for a page, and by name for one object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Model, Q, When
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.access.gate import SAID, TABLES, is_in_use, workplace_of
from foundation.access.members import SELF, Member, role_word
from foundation.access.models import Appointment
from foundation.access.places import MUNICIPALITY, PLACES, WORKPLACE, Place
from foundation.access.roles import held_near, holder
from foundation.people.models import Person, Workplace

#: Whether a role reaches an object in the hands of a person, as the database answered.
Known = dict[tuple[Any, Any, str, Place], bool]


@dataclass(frozen=True)
class Right:
    """One action: what it is in words, and who may do it where."""

    action: str
    words: str
    given: list[tuple[str, str]]  # roles and their place


def rights(said: str = "", role: str = "") -> list[Right]:
    """Those whose words or roles hold what was asked for."""
    words = {one: _who(one) for one in {one for roles in TABLES.values() for one in roles}}
    used = ((action, roles) for action, roles in TABLES.items() if is_in_use(action))
    rows = [_right(action, words) for action, roles in used if not role or role in roles]
    asked = said.strip().casefold()
    return [row for row in rows if asked in f"{row.words} {row.given}".casefold()]


def _right(action: str, words: dict[str, str]) -> Right:
    by_place: dict[Place, list[str]] = {}
    for role, place in TABLES[action].items():
        by_place.setdefault(place, []).append(words[role])
    given = [(capfirst(", ".join(roles)), str(PLACES.get(place, ""))) for place, roles in by_place.items()]
    return Right(action, capfirst(str(SAID.get(action, action))), given)


def _who(role: str) -> str:
    return _("the person") if role == SELF else role_word(role)


def who_may(
    action: str,
    obj: Model,
    today: date,
    near: Iterable[Appointment] | None = None,
    known: Known | None = None,
) -> list[Person]:
    """The staff for whom the gate opens this action on this object today, the nearest first.

    The same answer as asking `can` for everybody who holds a role, in few queries: a place that only tells which workplace is
    compared here; one that a room draws itself is asked of the database, for those few who hold such a role.
    `near` is what `held_near` brought, and `known` what was answered, when the page has asked already.
    """
    if not is_in_use(action):
        return []
    roles, workplace = TABLES[action], workplace_of(obj)
    held = held_near(workplace, today) if near is None else near
    people = [
        (one, person)
        for one in held
        if one.role in roles
        for person in dict.fromkeys((one.person, one.deputy, holder(one)))
        if person and person.user_id
    ]
    found: dict[Person, int] = {}
    for (one, person), reaches in zip(people, _reach(people, roles, obj, workplace, known), strict=True):
        if reaches:
            found.setdefault(person, one.workplace_id is None)
    return sorted(found, key=lambda person: found[person])


def _reach(
    people: list[tuple[Appointment, Person]],
    roles: dict[str, Place],
    obj: Model,
    workplace: Workplace | None,
    known: Known | None,
) -> list[bool]:
    """What can be told by looking at the appointment is; the places that a room draws itself are one question for all."""
    answers: dict[int, bool] = {}
    drawn: dict[str, Q] = {}
    known = {} if known is None else known
    keys = [(obj.pk, person.pk, held.role, roles[held.role]) for held, person in people]
    for number, (held, person) in enumerate(people):
        place = roles[held.role]
        if place is MUNICIPALITY or place is WORKPLACE:
            at_place = bool(workplace) and held.workplace_id == workplace.pk
            answers[number] = place is MUNICIPALITY or at_place
        elif keys[number] not in known:
            drawn[f"reach_{number}"] = place(Member(person, person.user), held.role, type(obj))
    if drawn:
        asked = {name: Case(When(where, then=True), default=False) for name, where in drawn.items()}
        row = type(obj)._default_manager.filter(pk=obj.pk).annotate(**asked).values(*asked).first() or {}
        known |= {keys[int(name.removeprefix("reach_"))]: value for name, value in row.items()}
    return [answers.get(number, known.get(key, False)) for number, key in enumerate(keys)]


def names(
    action: str,
    obj: Model,
    reader: Member | None,
    also: Person | None = None,
    without: str = "",
    near: Iterable[Appointment] | None = None,
) -> list[str]:
    """As a page says them: "you" first, then the others; `also` is whom it is about.

    `without` leaves out those who may do another action as well, and so see more.
    """
    today, known = timezone.localdate(), None
    if reader:
        here = workplace_of(obj)
        known = reader.once("known to reach", dict)
        near = near or reader.once(f"held near {here and here.pk}", lambda: held_near(here, today))
    more = who_may(without, obj, today, near, known) if without else []
    people = [person for person in who_may(action, obj, today, near, known) if person not in more]
    people += [also] if also and also not in people else []
    me = reader.person if reader else None
    you = [_("you")] if me in people else []
    return [*you, *(person.name for person in people if person != me)]
