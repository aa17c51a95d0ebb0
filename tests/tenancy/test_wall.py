"""The wall itself: what one municipality may see and touch, and what happens where none is entered."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction

from foundation.audit.models import Entry, record
from foundation.people.models import Department, Person, Sector, Workplace
from foundation.tenancy.context import NoMunicipality, current, current_id, enter, peek_id
from foundation.tenancy.models import Municipality
from tests.cast import Cast


def names() -> set[str]:
    return {person.name for person in Person.objects.all()}


def test_each_municipality_sees_its_own(cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert "Kari Nygård" in names()
        assert "Solrun Hjelle" not in names()
    with enter(cast.fjordvik):
        assert names() == {"Solrun Hjelle", "Endre Aarset", "Torgeir Fonn"}


def test_a_municipality_that_does_not_exist_sees_nothing(cast: Cast) -> None:
    with enter(uuid4()):
        assert names() == set()


@pytest.mark.parametrize(
    "ask",
    [
        lambda cast: list(Person.objects.all()),
        lambda cast: Person.objects.update(name="x"),
        lambda cast: Person.objects.filter(user__email="x").exists(),
        lambda cast: cast.kari.save(),
        lambda cast: cast.kari.refresh_from_db(),
        lambda cast: cast.kari.delete(),
        lambda cast: Person(name="Somebody"),
        lambda cast: Department.objects.select_related("workplace").first(),
        lambda cast: connection.cursor().execute('SELECT * FROM "people_person"'),
        lambda cast: cast.kari.user.persons.count(),
    ],
)
def test_nothing_entered_raises_a_sentence(cast: Cast, ask: Callable[[Cast], object]) -> None:
    with pytest.raises(NoMunicipality, match="no municipality"):
        ask(cast)


def test_a_queryset_may_be_built_outside_and_is_scoped_when_asked(cast: Cast) -> None:
    sectors = Sector.objects.order_by("name")
    with enter(cast.fjordvik):
        assert [sector.pk for sector in sectors] == [cast.health_fjordvik.pk]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM people_person",
        "UPDATE people_person SET name = 'x'",
        "DELETE FROM people_person",
        "INSERT INTO people_sector (id, municipality_id, name) VALUES (gen_random_uuid(), gen_random_uuid(), 'x')",
        "EXPLAIN SELECT * FROM people_person",
        "SELECT count(*) FROM access_appointment",
    ],
)
def test_past_python_the_database_raises(cast: Cast, sql: str) -> None:
    with (
        pytest.raises((ProgrammingError, DataError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_their_rows_can_be_neither_found_nor_touched(cast: Cast, elvebyen: Municipality) -> None:
    theirs = Person.objects.filter(pk=cast.torgeir.pk)
    assert (theirs.exists(), theirs.update(name="x"), theirs.delete()[0]) == (False, 0, 0)
    with enter(cast.fjordvik):
        assert Person.objects.get(pk=cast.torgeir.pk).name == "Torgeir Fonn"


def test_a_row_cannot_be_written_into_another_municipality(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Sector.objects.create(name="Smuglet", municipality=cast.fjordvik)


def test_a_row_cannot_be_moved_to_another_municipality(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Sector.objects.update(municipality=cast.fjordvik)


def test_a_key_across_the_wall_is_refused_at_the_statement(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        Department.objects.create(name="Avdeling 9", workplace=cast.sjukeheimen)
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        Workplace.objects.filter(pk=cast.solsiden.pk).update(sector=cast.health_fjordvik)


def test_names_are_unique_in_each_municipality_and_not_across(cast: Cast) -> None:
    for town in (cast.elvebyen, cast.fjordvik):
        with enter(town):
            Sector.objects.create(name="Kultur")
    with (
        enter(cast.elvebyen),
        pytest.raises(IntegrityError, match="sector_name_once"),
        transaction.atomic(),
    ):
        Sector.objects.create(name="Kultur")


def test_nested_entering_restores_the_former(cast: Cast) -> None:
    with enter(cast.elvebyen):
        with enter(cast.fjordvik), enter(cast.elvebyen):
            assert current_id() == cast.elvebyen.pk
        assert current() == cast.elvebyen
        assert "Kari Nygård" in names()
    assert peek_id() is None


def test_an_error_inside_restores_the_former(cast: Cast) -> None:
    with enter(cast.elvebyen):
        with pytest.raises(Person.DoesNotExist), enter(cast.fjordvik):
            Sector.objects.create(name=Person.objects.get(name="Kari Nygård").name)
        assert "Kari Nygård" in names()
        with pytest.raises(IntegrityError), enter(cast.fjordvik):
            Sector.objects.create(name=cast.health_fjordvik.name)
        assert "Kari Nygård" in names()
    with enter(cast.fjordvik):
        assert Sector.objects.count() == 1


def test_hooks_after_commit_stand_outside(cast: Cast, django_capture_on_commit_callbacks: Callable) -> None:
    seen = []
    with django_capture_on_commit_callbacks(execute=True), enter(cast.elvebyen), enter(cast.fjordvik):
        transaction.on_commit(lambda: seen.append(peek_id()))
    assert seen == [None]


@pytest.mark.django_db(transaction=True)
def test_hooks_after_a_real_commit_stand_outside_too(cast: Cast) -> None:
    seen = []
    with enter(cast.elvebyen):
        Sector.objects.create(name="Kultur")
        transaction.on_commit(lambda: seen.append(peek_id()))
    assert seen == [None]
    with pytest.raises(NoMunicipality):
        Sector.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_setting_does_not_outlive_its_transaction(cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert Person.objects.exists()
    with pytest.raises((ProgrammingError, DataError)), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")


@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE people_person",
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY wall ON people_person",
        "ALTER TABLE people_person DROP COLUMN name",
        "CREATE TABLE mine (id int)",
        "SET ROLE owner",
        "UPDATE audit_entry SET verb = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "INSERT INTO guardian_userobjectpermission (object_pk) VALUES ('1')",
        "INSERT INTO guardian_groupobjectpermission (object_pk) VALUES ('1')",
    ],
)
def test_the_app_role_may_not(elvebyen: Municipality, sql: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_app_role_is_an_ordinary_one(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("app", False, False, False, False)


def test_the_log_is_behind_the_wall_too(cast: Cast, elvebyen: Municipality) -> None:
    entry = record(cast.kari, "test.done", cast.solsiden)
    assert Entry.objects.filter(pk=entry.pk).exists()
    with enter(cast.fjordvik):
        assert not Entry.objects.filter(pk=entry.pk).exists()
