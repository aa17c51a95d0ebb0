"""Questions of pages that everybody opens: Django makes the SQL once in each process, and then only the values are new.

Making SQL is most of what a page costs; PostgreSQL answers in a tenth of that time. A question is a function that makes a
queryset of what it is given, and of nothing else:

    @prepared
    def open_steps(member: Member, now: datetime) -> QuerySet:
        return visible(member, "waiting.see", CareStep).open().filter(due_at__lt=now)

    steps = open_steps(member, timezone.now())  # a list

The first time a question of this shape is asked, stand-ins take the place of moments, days, ids and members; they are recognised
among the parameters of the SQL, and the next time the real ones stand there. Words, numbers and models are part of the shape:
asked with another one it is another question. So is the length of a tuple, but not that of a list, which is one array (`any_of`).

So long after what is given (`now + WEEK`) is recognised too. Anything else that is reckoned from it, its day or its text, raises:
give that as a value of its own. So does an id, a moment or a day that was not given, and a setting of the municipality but which
elements are in use. Where `PREPARED_CHECKED` is set, as in the tests, a question is again and again made as Django would have made it too,
and the two must be equal to the letter. See docs/decisions/prepared.md.
"""

import uuid
from collections.abc import Callable, Hashable, Iterator
from copy import copy
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import wraps
from itertools import count, zip_longest
from operator import itemgetter
from types import FunctionType
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, QuerySet, Value, prefetch_related_objects
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
)
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import get_language
from psycopg.sql import quote

from foundation.tenancy.elements import chosen
from foundation.tenancy.rows import reader
from foundation.tenancy.settings import asked_for

Make = Callable[..., QuerySet]
SHAPES = 300  # of one question; more than that, and something that varies is taken for a word
CENTURY = 100  # years between two days that stand in
#: In winter and in summer, at noon and past midnight, before and after a leap day: what is not so long after each time, shows.
TWICE = (datetime(6001, 1, 20, 12, tzinfo=UTC), datetime(6004, 7, 28, 22, 30, tzinfo=UTC))


class NotPreparable(TypeError):
    """The question cannot be asked with other values: something in it was reckoned from what it was given."""


class Shaped(Protocol):
    """Something that a question may be given, beside plain values: a member."""

    def shape(self) -> Hashable:
        """All that decides which SQL it leads to."""

    def values(self) -> list[Any]:
        """All that stands in the SQL as a parameter, in an order that the shape decides."""

    def stand_in(self, new: Callable[[type], Any]) -> tuple[Any, list[Any]]:
        """One of the same shape with new values, and those values in the order of `values`."""


def prepared(make: Make) -> Callable[..., list[Any]]:
    """The question as a function that asks it: a list of what the queryset would have given, `.first` of it one row or None."""
    shapes = _Shapes(make)

    @wraps(make)
    def ask(*given: Any) -> list[Any]:
        made = shapes.of(given)
        if settings.PREPARED_CHECKED:
            _check(make, given, made)
        return made.ask(_values(given)) if made else []

    def first(*given: Any) -> Any | None:
        return next(iter(ask(*given)), None)

    def statement(*given: Any) -> str:
        """What PostgreSQL is asked, for whoever would see its plan."""
        return shapes.of(given).statement

    ask.first, ask.makes, ask.forget, ask.statement = first, make, shapes.known.clear, statement
    return ask


class Pages:
    """A question as `Paginator` asks it: how many rows there are, and some of them."""

    def __init__(self, make: Make, *given: Any) -> None:
        self.make, self.given = make, given

    def count(self) -> int:
        return next(iter(_count(self.make, *self.given)), 0)

    def __getitem__(self, some: slice) -> list[Any]:
        return _some(self.make, some.start, some.stop, *self.given)


# What is given, taken apart


def _shape(one: Any) -> Hashable:
    if isinstance(one, datetime | date | uuid.UUID):
        return type(one)
    if isinstance(one, list):
        return list
    if hasattr(one, "stand_in"):
        return type(one), one.shape()
    if isinstance(one, tuple | set | frozenset):
        return tuple, tuple(map(_shape, one))
    if one is None or isinstance(one, str | int | Enum | type | FunctionType):
        return one
    raise NotPreparable(f"a question cannot be given {type(one).__name__}")


def _values(given: Any) -> list[Any]:
    found: list[Any] = []
    for one in given:
        if isinstance(one, datetime | date | uuid.UUID | list):
            found.append(one)
        elif hasattr(one, "stand_in"):
            found += one.values()
        elif isinstance(one, tuple | set | frozenset):
            found += _values(one)
    return found


class _StandIns:
    """Values that occur nowhere else. Moments are told from each other by their microseconds, days by their century."""

    def __init__(self, first: datetime) -> None:
        self.first, self.made = first, []
        self._numbers = count(1)

    def new(self, kind: type) -> Any:
        if issubclass(kind, uuid.UUID):
            return uuid.uuid4()
        number = next(self._numbers)
        if issubclass(kind, datetime):
            return self.first.replace(microsecond=number)
        return self.first.date().replace(year=self.first.year + CENTURY * number)

    def of(self, one: Any) -> Any:
        if isinstance(one, datetime | date | uuid.UUID):
            return self._keep(self.new(type(one)))
        if isinstance(one, list):
            return self._keep([uuid.uuid4()])
        if hasattr(one, "stand_in"):
            stand_in, values = one.stand_in(self.new)
            self.made += values
            return stand_in
        if isinstance(one, tuple | set | frozenset):
            return tuple(self.of(each) for each in one)
        return one

    def _keep(self, value: Any) -> Any:
        self.made.append(value)
        return value

    def slot(self, param: Any) -> "_Slot | None":
        """Which of the values this is, and how long after it."""
        for number, value in enumerate(self.made):
            if type(value) is not type(param):
                continue
            if value == param:
                return _Slot(number)
            if isinstance(value, datetime):
                if value.microsecond == param.microsecond:
                    return _Slot(number, param - value)
            elif isinstance(value, date) and abs(param - value) < timedelta(days=365 * CENTURY // 2):
                return _Slot(number, param - value)
        return None

    def is_in(self, param: Any) -> bool:
        """A moment, a day or an id that was not given comes from a clock, or is somebody's: it must never stand in what is kept."""
        if isinstance(param, datetime | date | uuid.UUID):
            return True
        return any(str(value).strip("[]") in str(param) for value in self.made)


# The question, made

_SENT = "\0"  # PostgreSQL has no such character


class _Slot(NamedTuple):
    at: int  # among the values that are given
    later: timedelta | None = None

    def of(self, values: list[Any]) -> Any:
        return values[self.at] if self.later is None else values[self.at] + self.later


class _Shapes:
    """What is made of one question, by language and shape; and by which elements are in use, where that was asked for."""

    def __init__(self, make: Make) -> None:
        self.make, self.known = make, {}

    def of(self, given: tuple) -> "_Made | None":
        """None when no row can ever answer: Django then asks nobody."""
        key = (get_language(), *map(_shape, given))
        if key not in self.known:
            if len(self.known) >= SHAPES:
                self.known.clear()
            made, by_elements = self._made(given)
            self.known[key] = {tuple(chosen()): made} if by_elements else made
        found = self.known[key]
        if not isinstance(found, dict):
            return found
        used = tuple(chosen())
        if used not in found:
            found[used], _asked = self._made(given)
        return found[used]

    def _made(self, given: tuple) -> "tuple[_Made | None, bool]":
        """And whether it asked which elements are in use."""
        with asked_for() as asked:
            made, again = (_once(self.make, given, _StandIns(first)) for first in TWICE)
        if asked - {"elements"}:
            raise NotPreparable(f"{self.make.__qualname__} reads {asked}: give that as a value")
        if (made and made.text) != (again and again.text):
            raise NotPreparable(f"{self.make.__qualname__} is another question for other days or ids")
        return made, bool(asked)


def _once(make: Make, given: tuple, stand_ins: _StandIns) -> "_Made | None":
    rows = make(*[stand_ins.of(one) for one in given])
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    found = [stand_ins.slot(param) or param for param in params]
    for param in found:
        if not isinstance(param, _Slot) and stand_ins.is_in(param):
            raise NotPreparable(
                f"{make.__qualname__} has {param!r} that it was not given, or reckons it from what it was"
            )
    return _Made(rows, compiler, sql, found)


def _said_outright(sql: str, params: list[Any]) -> tuple[str, list[Any]]:
    """Words and numbers are the same each time: said in the SQL itself they need not be sent, and PostgreSQL's plan can reckon with
    them, as it must for an index of some rows only. Returns what remains to be sent."""
    told = [quote(one) if type(one) in (str, int, bool) else _SENT for one in params]
    said = (sql % tuple(told)).replace("%", "%%").replace(_SENT, "%s")
    return said, [one for one, text in zip(params, told, strict=True) if text == _SENT]


def _bound(params: list[Any], values: list[Any]) -> tuple[Any, ...]:
    return tuple(one.of(values) if isinstance(one, _Slot) else one for one in params)


class _Made:
    """The SQL of one shape, and how its rows become what Django would have given."""

    def __init__(self, rows: QuerySet, compiler: SQLCompiler, sql: str, params: list[Any]) -> None:
        if rows._known_related_objects:
            raise NotPreparable("rows that know their parent belong to one parent: filter on its id instead")
        self.sql, self.params = sql, params
        self.statement, self._sent = _said_outright(sql, params)
        self._db, self._compiler, self._also = rows.db, compiler, rows._prefetch_related_lookups
        self._checks = count(1)
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        self._read = self._reader(rows)

    @property
    def text(self) -> tuple[str, str]:
        return self.sql, repr(self.params)

    def has_turn(self) -> bool:
        return (number := next(self._checks)) & (number - 1) == 0

    def bound(self, values: list[Any]) -> tuple[Any, ...]:
        """As Django would have sent them."""
        return _bound(self.params, values)

    def ask(self, values: list[Any]) -> list[Any]:
        with connections[self._db].cursor() as cursor:
            cursor.execute(self.statement, _bound(self._sent, values))
            rows: Any = cursor.fetchall()
        if rows and self._converters:
            rows = self._converted(rows)
        found = [self._read(row) for row in rows]
        if self._also:
            prefetch_related_objects(found, *self._also)
        return found

    def _converted(self, rows: list[tuple]) -> Iterator[list[Any]]:
        compiler = copy(self._compiler)
        compiler.connection = connections[self._db]  # this thread's
        return compiler.apply_converters(rows, self._converters)

    def _reader(self, rows: QuerySet) -> Callable[[Any], Any]:
        """What one row becomes: as the iterables of `django.db.models.query`, with all that is the same each time done once."""
        kind, width = rows._iterable_class, self._compiler.col_count
        if issubclass(kind, ModelIterable):
            compiler = self._compiler
            return reader(compiler.klass_info, compiler.select, compiler.annotation_col_map, self._db)
        if issubclass(kind, FlatValuesListIterable):
            return itemgetter(0)
        if kind is ValuesListIterable:
            return lambda row: tuple(row[:width])
        if kind is ValuesIterable:
            query = rows.query
            names = query.selected or [*query.values_select, *query.annotation_select]
            return lambda row: dict(zip(names, row, strict=False))
        raise NotPreparable(f"rows as {kind.__name__}")


def _check(make: Make, given: tuple, made: _Made | None) -> None:
    """The first time a shape is asked, and the second, fourth, eighth: what changes outside is seen soon after."""
    if made and not made.has_turn():
        return
    rows = make(*given)
    try:
        sql, params = rows.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        sql, params = "", ()
    ours = [made.sql, *made.bound(_values(given))] if made else [""]
    for one, other in zip_longest(ours, [sql, *params]):
        if repr(one) != repr(other):
            raise NotPreparable(f"{make.__qualname__} asks {one!r} where Django would ask {other!r}")


@prepared
def _count(make: Make, *given: Any) -> QuerySet:
    rows = make(*given).order_by().values(one=Value(1))
    return rows.annotate(number=Count("pk")).values_list("number", flat=True)


@prepared
def _some(make: Make, first: int, last: int, *given: Any) -> QuerySet:
    return make(*given)[first:last]
