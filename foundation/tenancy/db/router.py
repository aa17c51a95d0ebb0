"""Migrating as `owner`: default privileges for `app` before the first table, and every query on the same connection."""

from typing import Any

from django.db import connections

_GRANTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app};
SET lock_timeout = '5s'
"""


class OwnerWhileMigrating:
    """A plain `Model.objects` in a data migration would open a second connection and wait for ever on our own lock."""

    alias: str | None = None

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return OwnerWhileMigrating.alias

    db_for_write = db_for_read


def begin(sender: Any, using: str, **kwargs: Any) -> None:
    """pre_migrate, sent once per app: privileges are per database, so the test database gets them here too."""
    if using != "owner" or OwnerWhileMigrating.alias == "owner":
        return
    OwnerWhileMigrating.alias = "owner"
    app = connections["owner"].ops.quote_name(connections["default"].settings_dict["USER"])
    with connections["owner"].cursor() as cursor:
        cursor.execute(_GRANTS.format(app=app))


def end(sender: Any, using: str, **kwargs: Any) -> None:
    """post_migrate, also once per app; the last app to be told is the last in INSTALLED_APPS."""
    from django.apps import apps

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if using == "owner" and sender == last:
        OwnerWhileMigrating.alias = None
