"""The schema editor that secures walled tables, so that migrations stay plain Django and nobody can forget it.

For every walled table: row-level security enabled and forced, one policy for reading and writing, a unique
(municipality, key), and composite foreign keys to other walled tables, so that no row points across the wall.
It leans on `create_model`, `_create_fk_sql` and `_constraint_names`: run tests/tenancy before a Django upgrade.
"""

from typing import Any

from django.db.backends.ddl_references import Columns
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field, Model

from foundation.tenancy.walls import is_walled

_SECURE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON {table}
    USING (municipality_id = current_setting('app.municipality_id')::uuid)
    WITH CHECK (municipality_id = current_setting('app.municipality_id')::uuid);
ALTER TABLE {table} ADD CONSTRAINT {unique} UNIQUE (municipality_id, {key})
"""


class WallBuilder(DatabaseSchemaEditor):
    sql_create_column_inline_fk = None  # add_field too must go through _create_fk_sql

    def create_model(self, model: type[Model]) -> None:
        super().create_model(model)
        if is_walled(model):
            self._secure(model)

    def add_field(self, model: type[Model], field: Field) -> None:
        super().add_field(model, field)
        if field.name == "municipality" and is_walled(model):
            self._secure(model)

    def _secure(self, model: type[Model]) -> None:
        table = model._meta.db_table
        self.execute(
            _SECURE.format(
                table=self.quote_name(table),
                unique=self.quote_name(f"{table[:50]}_wall_uniq"),
                key=self.quote_name(model._meta.pk.column),
            )
        )

    def _create_fk_sql(self, model: type[Model], field: Field, suffix: str) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)
        target = field.remote_field.model
        walled = [m._meta.db_table for m in (model, target) if is_walled(m)]
        if len(walled) == 2 and field.name != "municipality":
            own = ["municipality_id", field.column]
            theirs = ["municipality_id", field.target_field.column]
            statement.parts["column"] = Columns(model._meta.db_table, own, self.quote_name)
            statement.parts["to_column"] = Columns(target._meta.db_table, theirs, self.quote_name)
            # Immediate, so that a key across the wall fails inside the view rather than at COMMIT.
            statement.parts["deferrable"] = " DEFERRABLE INITIALLY IMMEDIATE"
        return self._seeing_all(statement, walled)

    def _seeing_all(self, statement: Any, walled: list[str]) -> Any:
        """ADD FOREIGN KEY validates nothing under FORCE, since the owner sees no rows: lift it for the statement."""
        tables = [self.quote_name(table) for table in dict.fromkeys(walled)]
        lift = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; " for table in tables)
        force = "".join(f"; ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in tables)
        statement.template = f"{lift}{statement.template}{force}"
        return statement

    def _constraint_names(
        self,
        model: type[Model],
        column_names: Any = None,
        *args: Any,
        foreign_key: Any = None,
        **kwargs: Any,
    ) -> list[str]:
        """Also finds our composite keys, so that alter and remove work."""
        names = super()._constraint_names(model, column_names, *args, foreign_key=foreign_key, **kwargs)
        if foreign_key and column_names and len(column_names) == 1 and is_walled(model):
            composite = ["municipality_id", *column_names]
            names += super()._constraint_names(model, composite, *args, foreign_key=True, **kwargs)
        return names
