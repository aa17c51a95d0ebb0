from datetime import datetime

from django.db.backends.postgresql import base

from foundation.tenancy.db.schema import WallBuilder


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = WallBuilder
    #: The database's clock as it was told when a municipality was last entered, and `time.perf_counter` just after.
    told: tuple[datetime, float] | None = None
