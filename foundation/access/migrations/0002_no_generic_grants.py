"""guardian's generic and group tables have no municipality: the app role may not write them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def revoke(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.db import connections

    app = schema_editor.quote_name(connections["default"].settings_dict["USER"])
    for table in ("guardian_userobjectpermission", "guardian_groupobjectpermission"):
        schema_editor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {app}")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("guardian", "0001_initial")]
    operations = [migrations.RunPython(revoke, migrations.RunPython.noop)]
