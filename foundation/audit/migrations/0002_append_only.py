"""The log is append-only for the app role."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def revoke(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.db import connections

    app = schema_editor.quote_name(connections["default"].settings_dict["USER"])
    schema_editor.execute(f"REVOKE UPDATE, DELETE ON audit_entry FROM {app}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(revoke, migrations.RunPython.noop)]
