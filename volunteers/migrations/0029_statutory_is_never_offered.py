"""What is the municipality's own duty is never shown to volunteers as something to choose: a rule of the database (LEG-13)."""

from django.db import migrations

GUARD = """
CREATE FUNCTION volunteers_guard_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM volunteers_activitytype WHERE id = NEW.activity_type_id AND is_statutory) THEN
        RAISE EXCEPTION 'a statutory task is never offered to volunteers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_not_statutory', TABLE = 'volunteers_activity';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER activity_not_statutory BEFORE INSERT OR UPDATE OF activity_type_id, is_published
ON volunteers_activity FOR EACH ROW WHEN (NEW.is_published) EXECUTE FUNCTION volunteers_guard_activity()
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0028_no_competing_offers")]
    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION volunteers_guard_activity()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER activity_not_statutory ON volunteers_activity"),
    ]
