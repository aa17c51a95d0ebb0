from datetime import datetime
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, Cursor
from psycopg.types.datetime import TimestamptzLoader

from foundation.tenancy.db.schema import WallBuilder


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = WallBuilder
    #: The database's clock as it was told when a municipality was last entered, and `time.perf_counter` just after.
    told: tuple[datetime, float] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        """Moments are read by psycopg's own loader, in C. Django's, in Python, gives the same twenty times as slowly, and a page has
        hundreds."""
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_loader("timestamptz", TimestamptzLoader)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        """As Django's, which would look for its own loader: the connection speaks UTC, and so does every cursor."""
        if name:
            return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
        return self.connection.cursor()
