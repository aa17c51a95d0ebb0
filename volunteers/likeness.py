"""Who may be the same person: same phone, same e-mail, or the same name written nearly alike."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.numbers import national
from volunteers.models import TwoPeople, Volunteer
from volunteers.models.merge import FIELDS

MOST = 100  # pairs on one page


@dataclass(frozen=True)
class Pair:
    one: Volunteer
    other: Volunteer
    why: str

    def __iter__(self) -> Iterator[Volunteer]:
        return iter((self.one, self.other))


def folded(name: str) -> str:
    """First and last name without accents, double letters or what stands between: «Öistein A. Bråthen» is «oistein braten»."""
    swapped = name.lower().translate(str.maketrans("æøåđŋŧy", "aoadnti"))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", swapped) if sign.isalpha() or sign in " -")
    words = [_single(word) for word in plain.replace("-", " ").split()]
    return f"{words[0]} {words[-1]}" if len(words) > 1 else "".join(words)


def _single(word: str) -> str:
    """What sounds alike is written alike: th and t, w and v, k and c, two letters and one."""
    spelt = word.replace("th", "t").replace("w", "v").replace("z", "s").replace("ch", "k").replace("c", "k")
    return "".join(sign for at, sign in enumerate(spelt) if not at or sign != spelt[at - 1])


def _signs(person: Any) -> Iterator[tuple[str, str]]:
    if person.phone:
        yield "phone", str(person.phone)
    if person.email:
        yield "email", person.email.lower()
    if " " in folded(person.name):
        yield "name", folded(person.name)


def _why(kind: str) -> str:
    return {
        "phone": _("the same phone"),
        "email": _("the same e-mail"),
        "name": _("nearly the same name"),
    }[kind]


def pairs(member: Member) -> list[Pair]:
    """Of those the member may merge, and nobody has said are two: two questions, however many they are."""
    rows = list(visible(member, "volunteers.merge", Volunteer).with_people().order_by("registered_at", "id"))
    return list(_alike(rows, _said_to_be_two()))[:MOST]


def _said_to_be_two() -> set[frozenset]:
    return {frozenset(two) for two in TwoPeople.objects.values_list("first", "second")}


def _alike(rows: Iterable[Volunteer], two: set[frozenset]) -> Iterator[Pair]:
    groups: dict[tuple[str, str], list[Volunteer]] = defaultdict(list)
    for volunteer in rows:
        for sign in _signs(volunteer.person):
            groups[sign].append(volunteer)
    seen = set(two)
    for (kind, _value), group in groups.items():
        for one, other in combinations(group, 2):
            pair = frozenset((one.person_id, other.person_id))
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield Pair(one, other, _why(kind))


def known_like(member: Member, told: Any) -> list[Volunteer]:
    """Those whom the member may see and who may be the one they are about to write in."""
    signs = dict(_signs(told))
    near = Q(person__name__istartswith=told.name.split()[0][:2]) if told.name.split() else Q(pk__in=[])
    if "phone" in signs:
        near |= Q(person__phone=signs["phone"])
    if "email" in signs:
        near |= Q(person__email__iexact=signs["email"])
    rows = visible(member, "volunteers.see", Volunteer).ongoing().with_people().filter(near)
    wanted = set(signs.items())
    return [one for one in rows if wanted & set(_signs(one.person))]


@dataclass(frozen=True)
class Line:
    """One field of the two, side by side."""

    name: str
    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def side_by_side(one: Any, other: Any) -> list[Line]:
    def shown(person: Any, name: str) -> str:
        if name == "phone":
            return national(person.phone) if person.phone else ""
        display = getattr(person, f"get_{name}_display", None)
        return str(display() if display else getattr(person, name) or "")

    labels = {name: str(one._meta.get_field(name).verbose_name) for name in FIELDS}
    return [Line(name, labels[name], shown(one, name), shown(other, name)) for name in FIELDS]
