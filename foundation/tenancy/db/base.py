from django.db.backends.postgresql import base

from foundation.tenancy.db.schema import WallBuilder


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = WallBuilder
