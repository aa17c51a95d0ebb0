"""The wall, read back from the database: every flaw in every table, in one query.

The schema editor builds the wall; this asks PostgreSQL whether it stands. Run by the house tests, and by `manage.py wall`
at deploy and every night.
"""

from typing import NamedTuple

from django.db import connections

from foundation.tenancy.walls import GLOBAL

_POLICY = "(municipality_id = (current_setting('app.municipality_id'::text))::uuid)"

_FLAWS = """
WITH tables AS (
    SELECT c.oid, c.relname, c.relowner, c.relrowsecurity, c.relforcerowsecurity, m.attnum AS wall, m.attnotnull
    FROM pg_class c
    LEFT JOIN pg_attribute m ON m.attrelid = c.oid AND m.attname = 'municipality_id' AND NOT m.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
), walled AS (
    SELECT * FROM tables WHERE wall IS NOT NULL AND relname <> ALL (%(known)s::text[])
), keys AS (
    SELECT k.*, w.wall, w.relname, target.wall AS their_wall
    FROM pg_constraint k JOIN walled w ON w.oid = k.conrelid LEFT JOIN walled target ON target.oid = k.confrelid
    WHERE k.contype = 'f'
)
SELECT relname, 'has neither a municipality nor a reason in walls.GLOBAL' FROM tables
    WHERE wall IS NULL AND relname <> ALL (%(known)s::text[])
UNION ALL SELECT name, 'stands in walls.GLOBAL, but there is no such table' FROM unnest(%(known)s::text[]) AS name
    WHERE name NOT IN (SELECT relname FROM tables)
UNION ALL SELECT relname, 'row-level security is not enabled' FROM walled WHERE NOT relrowsecurity
UNION ALL SELECT relname, 'row-level security is not forced: its owner sees everything' FROM walled
    WHERE NOT relforcerowsecurity
UNION ALL SELECT relname, 'municipality_id may be null' FROM walled WHERE NOT attnotnull
UNION ALL SELECT relname, 'needs one policy, named wall, the same for reading and writing' FROM walled w
    WHERE (SELECT count(*) FROM pg_policy p WHERE p.polrelid = w.oid) <> 1 OR NOT EXISTS (
        SELECT FROM pg_policy p
        WHERE p.polrelid = w.oid AND p.polname = 'wall' AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
        AND pg_get_expr(p.polqual, p.polrelid) = %(policy)s AND pg_get_expr(p.polwithcheck, p.polrelid) = %(policy)s)
UNION ALL SELECT relname, 'municipality_id is no key to the municipalities' FROM walled w
    WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = w.oid AND k.contype = 'f'
        AND k.conkey = ARRAY[w.wall] AND k.confrelid = 'tenancy_municipality'::regclass)
UNION ALL SELECT relname, 'key ' || conname || ' can point across the wall' FROM keys
    WHERE their_wall IS NOT NULL AND NOT (conkey[1] = wall AND confkey[1] = their_wall)
UNION ALL SELECT relname, 'key ' || conname || ' was never validated' FROM keys WHERE NOT convalidated
UNION ALL SELECT g.relname, 'global, and key ' || k.conname || ' points behind the wall'
    FROM pg_constraint k JOIN tables g ON g.oid = k.conrelid JOIN walled w ON w.oid = k.confrelid
    WHERE g.relname = ANY (%(known)s::text[])
UNION ALL SELECT w.relname, 'unique ' || i.indexrelid::regclass || ' tells what another municipality has'
    FROM walled w JOIN pg_index i ON i.indrelid = w.oid
    WHERE i.indisunique AND NOT i.indisprimary AND i.indkey[0] <> w.wall
    -- a OneToOneField: uuids cannot be guessed, and the key behind it is composite
    AND NOT (i.indnkeyatts = 1 AND EXISTS (SELECT FROM pg_constraint k
        WHERE k.conrelid = w.oid AND k.contype = 'f' AND i.indkey[0] = ANY (k.conkey)))
UNION ALL SELECT w.relname, 'exclusion ' || k.conname || ' tells what another municipality has'
    FROM walled w JOIN pg_constraint k ON k.conrelid = w.oid WHERE k.contype = 'x' AND NOT w.wall = ANY (k.conkey)
UNION ALL SELECT w.relname, 'column ' || a.attname || ' counts, and tells how many others have' FROM walled w
    JOIN pg_attribute a ON a.attrelid = w.oid LEFT JOIN pg_attrdef d ON d.adrelid = w.oid AND d.adnum = a.attnum
    WHERE a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%%'
UNION ALL SELECT relname, 'is owned by ' || %(app)s FROM tables WHERE pg_has_role(%(app)s::name, relowner, 'MEMBER')
UNION ALL SELECT relname, %(app)s || ' may empty it: TRUNCATE does not ask the wall' FROM tables
    WHERE has_table_privilege(%(app)s::name, oid, 'TRUNCATE')
UNION ALL SELECT relname, 'is a materialised view or foreign table: no wall can stand there' FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('m', 'f')
UNION ALL SELECT relname, 'is a view with its owner''s eyes: make it security_invoker' FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
    AND NOT coalesce(reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)
UNION ALL SELECT proname, 'is a function with its owner''s rights' FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prosecdef
UNION ALL SELECT rolname, 'walks through the wall: superuser or BYPASSRLS' FROM pg_roles
    WHERE rolname = %(app)s AND (rolsuper OR rolbypassrls)
UNION ALL SELECT %(app)s, 'may make tables' WHERE has_schema_privilege(%(app)s::name, 'public', 'CREATE')
ORDER BY 1, 2
"""


class Flaw(NamedTuple):
    table: str
    what: str

    def __str__(self) -> str:
        return f"{self.table}: {self.what}"


def flaws(using: str = "default") -> list[Flaw]:
    """What is wrong with the wall; empty when it stands."""
    values = {"known": list(GLOBAL), "policy": _POLICY, "app": connections["default"].settings_dict["USER"]}
    with connections[using].cursor() as cursor:
        cursor.execute(_FLAWS, values)
        return [Flaw(*row) for row in cursor.fetchall()]
