"""Holes made in the real wall, one at a time: the catalog sees each, and the walk sees those through which something can be reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections

from foundation.tenancy import catalog
from tests.conftest import present_cast
from tests.figures import told
from tests.house.conftest import made_world
from tests.house.walk import Walk

pytestmark = pytest.mark.long
POLICY = "(municipality_id = current_setting('app.municipality_id')::uuid)"

CATALOG = {
    "not forced": ("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY", "people_person"),
    "not enabled": ("ALTER TABLE notices_notice DISABLE ROW LEVEL SECURITY", "notices_notice"),
    "no policy": ("DROP POLICY wall ON volunteers_volunteer", "volunteers_volunteer"),
    "open policy": (f"ALTER POLICY wall ON audit_entry USING ({POLICY} OR true)", "audit_entry"),
    "a second policy": ("CREATE POLICY all_of_it ON access_link USING (true)", "access_link"),
    "writes across": ("ALTER POLICY wall ON events_event WITH CHECK (true)", "events_event"),
    "may be emptied": ("GRANT TRUNCATE ON events_participation TO app", "events_participation"),
    "may have no municipality": (
        "ALTER TABLE courses_coursesession ALTER municipality_id DROP NOT NULL",
        "courses_coursesession",
    ),
    "a key across": (
        "ALTER TABLE volunteers_volunteer ADD CONSTRAINT plain FOREIGN KEY (person_id) REFERENCES people_person (id) NOT VALID",
        "volunteers_volunteer",
    ),
    "an address that is unique for all": ("ALTER TABLE people_person ADD UNIQUE (email)", "people_person"),
    "a view with its owner's eyes": ("CREATE VIEW everybody AS SELECT * FROM people_person", "everybody"),
    "a function with its owner's rights": (
        "CREATE FUNCTION everybody() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT count(*) FROM people_person'",
        "everybody",
    ),
    "a copy outside the wall": ("CREATE TABLE copied (LIKE people_person)", "copied"),
}


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("hole", CATALOG)
def test_the_catalog_sees(hole: str) -> None:
    sql, where = CATALOG[hole]
    with connections["owner"].cursor() as owner:
        owner.execute(sql)

    assert any(str(flaw).startswith(where) for flaw in catalog.flaws("owner"))


#: A hole in one table is often no way through: what is read stands together with another table, whose wall still stands.
#: table -> (addresses that are walked, how the hole is made, how it is closed)
OFF = ("ALTER TABLE {} DISABLE ROW LEVEL SECURITY", "ALTER TABLE {} ENABLE ROW LEVEL SECURITY")
SECOND = ("CREATE POLICY hole ON {} USING (true)", "DROP POLICY hole ON {}")
REACHED = {
    "people_workplace": ("steder/", OFF),
    "volunteers_volunteer": ("frivillige/<uuid:volunteer_id>/p", SECOND),
    "courses_coursesession": ("kurs/<uuid:course_session_id>/", OFF),
    "access_appointment": ("kontakter/<uuid:appointment_id>/", SECOND),
    "documents_document": ("papirer/<uuid:document_id>/", OFF),
    "people_person": ("papirer/person/", SECOND),
}


@contextmanager
def hole(table: str, opens: str, closes: str) -> Iterator[None]:
    """Committed: the walk stands in another transaction."""
    with connections["owner"].cursor() as owner:
        owner.execute(opens.format(table))
    try:
        yield
    finally:
        with connections["owner"].cursor() as owner:
            owner.execute(closes.format(table))
        assert catalog.flaws("owner") == []


@pytest.mark.parametrize("table", REACHED)
def test_the_walk_falls_through_a_hole_in(
    table: str, django_db_setup: None, django_db_blocker: Any, hurry: None
) -> None:
    under, sql = REACHED[table]
    with django_db_blocker.unblock():
        present_cast()
        with hole(table, *sql), made_world(django_db_blocker) as world:
            found = Walk(world, under=under).go().found

    assert {"refusal", "leak", "oracle", "changed"} & {claim for claim, lines in found.items() if lines}


def test_they_are_many() -> None:
    told(f"{len(CATALOG)} holes made in the wall and seen by the catalog, {len(REACHED)} by the walk")
    assert len(CATALOG) + len(REACHED) >= 18
