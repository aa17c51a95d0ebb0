"""Prepared questions: asked as Django would ask them, and made only once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, DateField, DateTimeField, Model, QuerySet, Value
from django.db.models.signals import post_init
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.models import Setting
from foundation.tenancy.prepared import TWICE, NotPreparable, prepared
from foundation.tenancy.settings import setting
from tests.cast import Cast

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def here(cast: Cast) -> object:
    with cast.at("kari"):
        yield cast


def makings(monkeypatch: pytest.MonkeyPatch, settings: object) -> list[str]:
    settings.PREPARED_CHECKED = False
    seen: list[str] = []
    really = SQLCompiler.as_sql

    def as_sql(self: SQLCompiler, *args: object, **kwargs: object) -> object:
        if self.query.model is not Setting:  # which elements are in use is remembered for all
            seen.append(self.query.model.__name__)
        return really(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", as_sql)
    return seen


def test_it_is_made_once_and_asked_with_new_values(
    here: Cast, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    @prepared
    def of_name(person: object, since: object) -> QuerySet:
        return Person.objects.filter(pk=person, created_at__lte=since)

    made, now = makings(monkeypatch, settings), timezone.now()
    assert of_name(here.kari.pk, now) == [here.kari]
    assert of_name(here.marit.pk, now) == [here.marit]
    assert of_name(here.marit.pk, now - timedelta(days=9999)) == []
    assert of_name.first(here.kari.pk, now) == here.kari
    assert of_name.first(here.kari.pk, now - timedelta(days=9999)) is None
    assert made == ["Person"] * len(TWICE)


def test_members_who_hold_the_same_roles_share_a_question_and_never_each_others_values(
    here: Cast, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    @prepared
    def places(member: Member) -> QuerySet:
        return visible(member, "appointments.see", Appointment).order_by("pk")

    made, expected, keys = makings(monkeypatch, settings), {}, ("kari", "marit", "ingrid", "anne")
    for key in keys:
        member = here.member(key)
        expected[key] = list(visible(member, "appointments.see", Appointment).order_by("pk"))
    for key in keys:
        assert places(here.member(key)) == expected[key]
    assert len(set(map(tuple, expected.values()))) > 1
    first_time = len(made)
    for key in keys * 3:
        places(here.member(key))
    assert "Appointment" not in made[first_time:]


def test_what_is_asked_with_another_word_number_or_language_is_another_question(here: Cast) -> None:
    @prepared
    def named(word: str, number: int) -> QuerySet:
        said = f"{word} {translation.get_language()}"
        return (
            Person.objects.filter(name=here.kari.name)
            .annotate(said=Value(said))
            .values_list("said", flat=True)[:number]
        )

    assert named("hei", 1) == ["hei nb"]
    assert named("hallo", 1) == ["hallo nb"]
    assert named("hei", 0) == []
    with translation.override("nn"):
        assert named("hei", 1) == ["hei nn"]


def test_so_long_after_what_is_given_is_recognised(here: Cast) -> None:
    @prepared
    def between(now: datetime, other: datetime, today: date) -> QuerySet:
        times = Person.objects.filter(created_at__range=(now - WEEK, other + timedelta(hours=5)))
        rows = times.annotate(
            day=Value(today - 400 * DAY, DateField()), at=Value(now + 3 * WEEK, DateTimeField())
        )
        return rows.values_list("day", "at")

    now, today = timezone.now(), date(2028, 2, 29)
    assert between(now, now, today)[0] == (date(2027, 1, 25), now + 3 * WEEK)
    assert between(now + 9 * DAY, now, today) == []


def test_what_is_otherwise_reckoned_from_what_is_given_is_refused(here: Cast) -> None:
    now, today, everybody = timezone.now(), timezone.localdate(), Person.objects.all()
    reckonings = [
        (now, lambda now: everybody.filter(birth_year=now.year)),
        (now, lambda now: everybody.annotate(day=Value(timezone.localdate(now), DateField()))),
        (now, lambda now: everybody.filter(created_at__gte=now.replace(hour=0, microsecond=0))),
        (today, lambda today: everybody.annotate(day=Value(today.replace(day=1), DateField()))),
        (today, lambda today: everybody.annotate(day=Value(today.replace(year=today.year - 1), DateField()))),
        (here.kari.pk, lambda person: everybody.annotate(said=Value(f"person {person}"))),
        (now, lambda now: everybody.filter(pk=here.kari.pk) if now.month > 6 else everybody),
        (now, lambda now: everybody.filter(created_at__lt=timezone.now())),
        (now, lambda now: everybody.filter(pk=here.kari.pk)),
        (now, lambda now: everybody[: setting("talk_days")]),
    ]
    for given, reckons in reckonings:
        with pytest.raises(
            (NotPreparable, RuntimeError), match="not given|another question|give that as a value"
        ):
            prepared(reckons)(given)


def test_what_is_taken_from_elsewhere_is_found_by_the_check(here: Cast) -> None:
    outside = [here.kari.name, here.marit.name]

    @prepared
    def leaking(since: object) -> QuerySet:
        return Person.objects.filter(name=outside[0], created_at__lte=since)

    assert leaking(timezone.now()) == [here.kari]
    outside.reverse()
    with pytest.raises(NotPreparable, match="where Django would ask"):
        leaking(timezone.now())


@pytest.mark.parametrize("name", ["Kari %s Nygård", "O'Neill", "50 % \\ %% {}", '"', "Ærfugl", ""])
def test_words_and_numbers_are_said_outright_whatever_they_hold(here: Cast, name: str) -> None:
    @prepared
    def of_name(whole: str, letters: int, since: object) -> QuerySet:
        rows = Person.objects.filter(name=whole, name__contains=whole, created_at__lte=since)
        said = rows.annotate(whole=Value(whole), letters=Value(letters), yes=Value(True))
        return said.values_list("pk", "whole", "letters", "yes")

    Person.objects.filter(pk=here.ingrid.pk).update(name=name)
    Person.objects.exclude(pk=here.ingrid.pk).filter(name=name).delete()
    with CaptureQueriesContext(connection) as asked:
        assert of_name(name, len(name), timezone.now()) == [(here.ingrid.pk, name, len(name), True)]
    assert len(asked) == 1


def test_an_index_of_some_rows_only_is_used(here: Cast) -> None:
    """PostgreSQL may choose it when it makes its plan, since the words stand in the question."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("PREPARE unsaid AS " + told_by_somebody.statement())
        cursor.execute("EXPLAIN EXECUTE unsaid")
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DEALLOCATE unsaid")
    assert "notice_unsaid" in plan


@prepared
def told_by_somebody() -> QuerySet:
    return Notice.objects.unsaid()


def test_the_check_goes_on_though_it_comes_ever_more_seldom(here: Cast) -> None:
    outside, makings = [here.kari.name], []

    @prepared
    def leaking(since: object) -> QuerySet:
        makings.append(since)
        return Person.objects.filter(name=outside[0], created_at__lte=since)

    def ask_often() -> None:
        for _time in range(1000):
            leaking(timezone.now())

    ask_often()
    assert len(makings) == len(TWICE) + 10
    outside[0] = here.marit.name
    with pytest.raises(NotPreparable, match="where Django would ask"):
        ask_often()


def kept(one: Model) -> dict[str, object]:
    """All that a row holds, and what it knows of the database."""
    state = {"adding": one._state.adding, "db": one._state.db, "cached": one._state.fields_cache.keys()}
    held = {name: value for name, value in vars(one).items() if name != "_state"}
    fetched = {name: list(rows) for name, rows in held.pop("_prefetched_objects_cache", {}).items()}
    return held | fetched | state


def test_rows_come_as_django_gives_them(here: Cast) -> None:
    def rows(today: object) -> QuerySet:
        held = Appointment.objects.current(today).select_related("person__user", "workplace")
        return held.annotate(n=Count("handovers")).order_by("pk")

    today = timezone.localdate()
    shapes = [
        rows,
        lambda day: rows(day).values_list("pk", "n"),
        lambda day: rows(day).values_list("person__name", flat=True),
        lambda day: rows(day).values("role", "n"),
        lambda day: Appointment.objects.current(day).only("role", "person__name").select_related("person"),
        lambda day: rows(day).prefetch_related("handovers"),
        lambda day: rows(day).values_list("role").union(rows(day).values_list("role")).order_by("role"),
        lambda day: rows(day).none(),
    ]
    for shape in shapes:
        ours, theirs = prepared(shape)(today), list(shape(today))
        assert ours == theirs
        for one, other in zip(ours, theirs, strict=True):
            if isinstance(one, Appointment):
                with CaptureQueriesContext(connection) as asked:
                    assert kept(one) == kept(other)
                    assert kept(one.person) == kept(other.person)
                    assert (one.person.name, one.role) == (other.person.name, other.role)
                    assert one.get_deferred_fields() == other.get_deferred_fields()
                    assert getattr(one, "n", None) == getattr(other, "n", None)
                assert not asked.captured_queries


def test_a_list_is_one_array_whatever_its_length(
    here: Cast, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    @prepared
    def among(ids: list) -> QuerySet:
        return Person.objects.filter(pk__any_of=ids).order_by("name")

    @prepared
    def held_by(ids: list) -> QuerySet:
        return Appointment.objects.filter(person__any_of=ids)

    made = makings(monkeypatch, settings)
    both = sorted([here.kari, here.marit], key=lambda one: one.name)
    assert among([here.kari.pk, here.marit.pk]) == both
    assert among([here.kari.pk]) == [here.kari]
    assert among([]) == []
    assert {one.person_id for one in held_by([here.kari.pk])} == {here.kari.pk}
    assert made == ["Person"] * len(TWICE) + ["Appointment"] * len(TWICE)


def test_a_model_that_is_listened_to_while_it_is_made_is_left_to_django(here: Cast) -> None:
    seen: list[str] = []

    def listen(instance: Person, **_more: object) -> None:
        seen.append(instance.name)

    post_init.connect(listen, sender=Person)
    try:
        prepared(lambda: Person.objects.filter(name=here.kari.name).select_related("user"))()
    finally:
        post_init.disconnect(listen, sender=Person)
    assert seen == [here.kari.name]
