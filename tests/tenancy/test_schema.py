"""The schema editor builds the wall around every table with a municipality, whatever a migration does to it.

Run these before an upgrade of Django: they lean on its schema editor.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, models, transaction
from django.test.utils import isolate_apps

from foundation.tenancy.context import current_id, enter
from foundation.tenancy.ids import uuid7
from foundation.tenancy.models import Municipality
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
TABLES = ("shelf", "book", "loose")


def walled() -> models.ForeignKey:
    return models.ForeignKey(
        Municipality, models.PROTECT, default=current_id, db_index=False, related_name="+"
    )


@pytest.fixture
def library() -> Iterator[dict[str, type[models.Model]]]:
    """A shelf and a book behind the wall, and a table of everybody's."""
    with isolate_apps("foundation.tenancy", attr_name="apps"):

        class Shelf(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid7)
            municipality = walled()

            class Meta:
                app_label, db_table = "tenancy", "shelf"

        class Book(models.Model):
            pgh_id = models.UUIDField(primary_key=True, default=uuid7)  # a key with another name
            municipality = walled()
            shelf = models.ForeignKey(Shelf, models.CASCADE, null=True)

            class Meta:
                app_label, db_table = "tenancy", "book"

        class Loose(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid7)

            class Meta:
                app_label, db_table = "tenancy", "loose"

        yield {"shelf": Shelf, "book": Book, "loose": Loose}
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS book, shelf, loose CASCADE")


def make(*created: type[models.Model]) -> None:
    with connections["owner"].schema_editor() as editor:
        for model in created:
            editor.create_model(model)


def change(model: type[models.Model], old: str, new: models.Field) -> None:
    new.set_attributes_from_name(old)
    new.model = model
    if new.remote_field:
        new.remote_field.model = model._meta.get_field(old).remote_field.model
    with connections["owner"].schema_editor() as editor:
        editor.alter_field(model, model._meta.get_field(old), new, strict=True)


def asked(sql: str, *params: Any) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def security(table: str) -> tuple[bool, bool, int]:
    [(enabled, forced)] = asked(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table
    )
    return enabled, forced, len(asked("SELECT 1 FROM pg_policies WHERE tablename = %s", table))


def foreign_keys(table: str) -> set[str]:
    rows = asked(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
        table,
    )
    return {definition for (definition,) in rows if "tenancy_municipality" not in definition}


COMPOSITE = "FOREIGN KEY (municipality_id, shelf_id) REFERENCES shelf(municipality_id, id) DEFERRABLE"


def test_a_new_table_is_secured_and_a_global_one_left_alone(library: dict) -> None:
    make(library["shelf"], library["book"], library["loose"])
    assert (security("shelf"), security("book")) == ((True, True, 1), (True, True, 1))
    assert security("loose") == (False, False, 0)
    assert foreign_keys("book") == {COMPOSITE}
    assert asked(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'book'::regclass AND contype = 'u'"
    ) == [("UNIQUE (municipality_id, pgh_id)",)]


def test_a_key_that_is_changed_stays_composite(library: dict) -> None:
    make(library["shelf"], library["book"])
    change(library["book"], "shelf", models.ForeignKey(library["shelf"], models.CASCADE))
    assert foreign_keys("book") == {COMPOSITE}


def test_a_key_without_its_constraint_loses_it_and_gets_it_back(library: dict) -> None:
    make(library["shelf"], library["book"])
    shelf, bare = (
        library["book"]._meta.get_field("shelf"),
        models.ForeignKey(library["shelf"], models.CASCADE, null=True, db_constraint=False),
    )
    bare.set_attributes_from_name("shelf")
    bare.model = library["book"]
    with connections["owner"].schema_editor() as editor:
        editor.alter_field(library["book"], shelf, bare, strict=True)
    assert foreign_keys("book") == set()
    with connections["owner"].schema_editor() as editor:
        editor.alter_field(library["book"], bare, shelf, strict=True)
    assert foreign_keys("book") == {COMPOSITE}


def test_a_key_that_is_added_later_is_composite_and_one_that_is_removed_is_gone(library: dict) -> None:
    make(library["shelf"], library["book"])
    second = models.ForeignKey(library["shelf"], models.SET_NULL, null=True, related_name="+")
    second.contribute_to_class(library["book"], "second")
    with connections["owner"].schema_editor() as editor:
        editor.add_field(library["book"], second)
    assert foreign_keys("book") == {COMPOSITE, COMPOSITE.replace("shelf_id", "second_id")}
    with connections["owner"].schema_editor() as editor:
        editor.remove_field(library["book"], second)
    assert foreign_keys("book") == {COMPOSITE}


def test_a_table_that_gets_its_municipality_later_is_secured_then(library: dict) -> None:
    make(library["loose"])
    field = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    field.contribute_to_class(library["loose"], "municipality")
    with connections["owner"].schema_editor() as editor:
        editor.add_field(library["loose"], field)
    assert security("loose") == (True, True, 1)


def rows(cast: Cast, library: dict) -> UUID:
    """A shelf in Fjordvik, and a book in Elvebyen."""
    with enter(cast.fjordvik, using="owner"):
        theirs = library["shelf"].objects.using("owner").create().pk
    with enter(cast.elvebyen, using="owner"):
        library["book"].objects.using("owner").create()
    return theirs


def test_adding_a_key_looks_at_the_rows_that_are_there(cast: Cast, library: dict) -> None:
    """FORCE hides every row from the owner, so PostgreSQL would find nothing wrong and call the key validated."""
    shelf = library["book"]._meta.get_field("shelf")
    shelf.db_constraint = False
    make(library["shelf"], library["book"])
    theirs = rows(cast, library)
    with enter(cast.elvebyen, using="owner"):
        library["book"].objects.using("owner").update(shelf=theirs)
    shelf.db_constraint = True
    with pytest.raises(IntegrityError, match="foreign key"), connections["owner"].schema_editor() as editor:
        editor.execute(editor._create_fk_sql(library["book"], shelf, "_fk"))
    assert security("book") == (True, True, 1)


def test_a_row_cannot_point_across(cast: Cast, library: dict) -> None:
    make(library["shelf"], library["book"])
    theirs = rows(cast, library)
    with enter(cast.elvebyen, using="owner"):
        for wrong in (theirs, uuid4()):
            with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic(using="owner"):
                library["book"].objects.using("owner").update(shelf=wrong)
