"""Every table stands behind the wall or on the written list; and the query that says so sees each kind of hole."""

import pytest
from django.core.management import call_command
from django.db import connections

from foundation.tenancy import catalog
from foundation.tenancy.walls import GLOBAL, walled_tables

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


POLICY = "(municipality_id = current_setting('app.municipality_id')::uuid)"
WALL = f"CREATE POLICY wall ON made USING {POLICY} WITH CHECK {POLICY};"
TABLE = """
CREATE TABLE made (
    id uuid PRIMARY KEY,
    municipality_id uuid NOT NULL REFERENCES tenancy_municipality,
    person_id uuid, user_id uuid, name text,
    UNIQUE (municipality_id, id),
    FOREIGN KEY (municipality_id, person_id) REFERENCES people_person (municipality_id, id));
ALTER TABLE made ENABLE ROW LEVEL SECURITY; ALTER TABLE made FORCE ROW LEVEL SECURITY;
REVOKE TRUNCATE ON made FROM app;
"""

HOLES = {
    "no policy": ("DROP POLICY wall ON made", "needs one policy"),
    "not enabled": ("ALTER TABLE made DISABLE ROW LEVEL SECURITY", "is not enabled"),
    "not forced": ("ALTER TABLE made NO FORCE ROW LEVEL SECURITY", "is not forced"),
    "a second policy": ("CREATE POLICY more ON made USING (true)", "needs one policy"),
    "a policy by another name": ("ALTER POLICY wall ON made RENAME TO fence", "needs one policy"),
    "reads what it may not write": ("ALTER POLICY wall ON made USING (true)", "needs one policy"),
    "writes what it may not read": ("ALTER POLICY wall ON made WITH CHECK (true)", "needs one policy"),
    "a quiet policy": (
        "ALTER POLICY wall ON made USING "
        "(municipality_id = nullif(current_setting('app.municipality_id', true), '')::uuid)",
        "needs one policy",
    ),
    "a policy for some": ("ALTER POLICY wall ON made TO app", "needs one policy"),
    "no municipality needed": ("ALTER TABLE made ALTER municipality_id DROP NOT NULL", "may be null"),
    "no such municipality": (
        "ALTER TABLE made DROP CONSTRAINT made_municipality_id_fkey",
        "is no key to the municipalities",
    ),
    "a plain key": (
        "ALTER TABLE made ADD COLUMN other_id uuid REFERENCES people_person (id)",
        "can point across the wall",
    ),
    "a key that was never validated": (
        "ALTER TABLE made ADD FOREIGN KEY (municipality_id, person_id) "
        "REFERENCES people_person (municipality_id, id) NOT VALID",
        "was never validated",
    ),
    "a global table that points at it": (
        "ALTER TABLE auth_group ADD COLUMN made_id uuid REFERENCES made (id)",
        "points behind the wall",
    ),
    "unique for all": ("ALTER TABLE made ADD UNIQUE (name)", "tells what another municipality has"),
    "a unique index": ("CREATE UNIQUE INDEX ON made (lower(name))", "tells what another municipality has"),
    "municipality last": (
        "ALTER TABLE made ADD UNIQUE (name, municipality_id)",
        "tells what another municipality has",
    ),
    "exclusion": ("ALTER TABLE made ADD EXCLUDE (name WITH =)", "tells what another municipality has"),
    "a counter": ("ALTER TABLE made ADD COLUMN number serial", "tells how many others have"),
    "an identity": (
        "ALTER TABLE made ADD COLUMN number int GENERATED ALWAYS AS IDENTITY",
        "tells how many others have",
    ),
    "TRUNCATE": ("GRANT TRUNCATE ON made TO app", "may empty it"),
    "a materialised view": ("CREATE MATERIALIZED VIEW seen AS SELECT 1", "no wall can stand there"),
    "a view": ("CREATE VIEW seen AS SELECT * FROM made", "its owner's eyes"),
    "a function": (
        "CREATE FUNCTION seen() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT count(*) FROM made'",
        "its owner's rights",
    ),
    "an unlisted table": ("CREATE TABLE loose (id uuid PRIMARY KEY)", "neither a municipality nor a reason"),
}


def _found() -> list[str]:
    return [str(flaw) for flaw in catalog.flaws("owner")]


def test_every_table_stands_behind_the_wall_or_on_the_list() -> None:
    assert [str(flaw) for flaw in catalog.flaws()] == []


def test_the_command_says_that_the_wall_stands(capsys: pytest.CaptureFixture) -> None:
    call_command("wall")

    assert capsys.readouterr().out == f"The wall stands around {len(walled_tables())} tables.\n"


def test_every_reason_is_given() -> None:
    assert [table for table, reason in GLOBAL.items() if len(reason) < 10] == []


def test_a_sound_table_is_no_fault() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLE + WALL + "CREATE VIEW seen WITH (security_invoker=true) AS SELECT * FROM made")
        cursor.execute("CREATE UNIQUE INDEX ON made (person_id)")  # a OneToOneField

    assert _found() == []


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_found(hole: str) -> None:
    sql, sentence = HOLES[hole]
    with connections["owner"].cursor() as cursor:
        cursor.execute(TABLE + WALL + sql)

    found = _found()

    assert len(found) == 1
    assert sentence in found[0]


def test_a_table_of_the_app_role_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table is the owner's: were the web to run as `owner`, each would be reported."""
    monkeypatch.setitem(connections["default"].settings_dict, "USER", "owner")

    found = _found()

    assert "people_person: is owned by owner" in found
    assert "people_person: owner may empty it: TRUNCATE does not ask the wall" in found
    assert "owner: may make tables" in found


def test_a_dead_name_on_the_list_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(GLOBAL, "tenancy_ghost", "there was one once")

    assert _found() == ["tenancy_ghost: stands in walls.GLOBAL, but there is no such table"]
