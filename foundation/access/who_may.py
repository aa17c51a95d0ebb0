"""Who may do what, read from the tables that the gate asks: in words for a page, and by name for one object."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Model, QuerySet, When
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.access.gate import SAID, TABLES, is_in_use, workplace_of
from foundation.access.members import SELF, Member, role_word
from foundation.access.models import Appointment
from foundation.access.places import MUNICIPALITY, PLACES, WORKPLACE, Place
from foundation.access.roles import held_near, holder
from foundation.people.models import Person, Workplace
from foundation.tenancy.prepared import prepared


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


def who_may(action: str, obj: Model, today: date, near: Iterable[Appointment] | None = None) -> list[Person]:
    """The staff for whom the gate opens this action on this object today, the nearest first.

    `near` is what `held_near` brought, when the page has asked already.
    """
    return who_may_each([action], obj, today, near)[action]


def who_may_each(
    actions: list[str], obj: Model, today: date, near: Iterable[Appointment] | None = None
) -> dict[str, list[Person]]:
    """The same answer as asking `can` for everybody who holds a role, in two queries for all the actions.

    A place that only tells which workplace is compared here; one that a room draws itself is asked of the database, for those
    few who hold such a role.
    """
    tables = {action: TABLES[action] for action in actions if is_in_use(action)}
    workplace = workplace_of(obj)
    held = held_near(workplace, today) if near is None and tables else near or []
    asked = [
        Asked(action, one, person, table[one.role])
        for one in held
        for person in dict.fromkeys((one.person, one.deputy, holder(one)))
        if person and person.user_id
        for action, table in tables.items()
        if one.role in table
    ]
    found: dict[str, dict[Person, int]] = {action: {} for action in actions}
    for one, reaches in zip(asked, _reach(asked, obj, workplace), strict=True):
        if reaches:
            found[one.action].setdefault(one.person, one.held.workplace_id is None)
    return {action: sorted(people, key=people.__getitem__) for action, people in found.items()}


@dataclass(frozen=True)
class Asked:
    """Whether somebody, by a role they hold, may do an action that the role has at a place."""

    action: str
    held: Appointment
    person: Person
    place: Place


def _reach(asked: list[Asked], obj: Model, workplace: Workplace | None) -> list[bool]:
    """What can be told by looking at the appointment is; the places that a room draws itself are one question for all."""
    answers: dict[int, bool] = {}
    drawn: dict[int, tuple[str, str, Member]] = {}
    for number, one in enumerate(asked):
        if one.place is MUNICIPALITY or one.place is WORKPLACE:
            at_place = bool(workplace) and one.held.workplace_id == workplace.pk
            answers[number] = one.place is MUNICIPALITY or at_place
        else:
            drawn[number] = (one.action, one.held.role, _as_holder(one))
    if drawn:
        answers |= zip(drawn, _drawn.first(type(obj), obj.pk, *drawn.values()) or (), strict=False)
    return [answers.get(number, False) for number in range(len(asked))]


def _as_holder(one: Asked) -> Member:
    """Whoever is asked about, with the one appointment by which they are: the others are asked about too."""
    held, member = one.held, Member(one.person, one.person.user)
    scope = held.workplace_id or held.sector_id or held.partner_id or held.municipality_id
    member.appointed = {held.role: {scope}}
    return member


@prepared
def _drawn(model: type[Model], pk: uuid.UUID, *asked: tuple[str, str, Member]) -> QuerySet:
    cases = {
        f"reach_{number}": Case(When(TABLES[action][role](member, role, model), then=True), default=False)
        for number, (action, role, member) in enumerate(asked)
    }
    return model._default_manager.filter(pk=pk).order_by().annotate(**cases).values_list(*cases)


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
    today = timezone.localdate()
    if near is None and reader:  # a page tells it of several texts
        here = workplace_of(obj)
        near = reader.once(f"held near {here and here.pk}", lambda: held_near(here, today))
    found = who_may_each([action, without] if without else [action], obj, today, near)
    people = [person for person in found[action] if person not in found.get(without, [])]
    people += [also] if also and also not in people else []
    me = reader.person if reader else None
    you = [_("you")] if me in people else []
    return [*you, *(person.name for person in people if person != me)]
