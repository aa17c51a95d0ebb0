"""Nobody has a place at what happens at a place before what is required is there: a rule of the database (VOL-30, ASG-05)."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION volunteers_guard_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM events_event WHERE id = NEW.event_id AND kind = 'happening') THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM events_event e
          JOIN volunteers_volunteer v ON v.workplace_id = e.workplace_id
         WHERE e.id = NEW.event_id AND v.person_id = NEW.person_id AND v.closed_on IS NULL
           AND volunteers_lacks(v.id, true) = '{}'
    ) THEN
        RAISE EXCEPTION 'somebody with a place is not ready to begin there'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'happening_is_for_the_ready',
                  TABLE = 'events_participation';
    END IF;
    RETURN NULL;
END $$
"""
ON_INSERT = """
CREATE TRIGGER happening_is_for_the_ready AFTER INSERT ON events_participation FOR EACH ROW
WHEN (NEW.state = 'signed_up') EXECUTE FUNCTION volunteers_guard_place()
"""
ON_UPDATE = """
CREATE TRIGGER happening_is_still_for_the_ready AFTER UPDATE ON events_participation FOR EACH ROW
WHEN (NEW.state = 'signed_up' AND (OLD.state <> 'signed_up' OR NEW.person_id <> OLD.person_id))
EXECUTE FUNCTION volunteers_guard_place()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0032_what_happens_here"),
        ("events", "0005_given_back_for_a_break"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION volunteers_guard_place()"),
        migrations.RunSQL(ON_INSERT, "DROP TRIGGER happening_is_for_the_ready ON events_participation"),
        migrations.RunSQL(ON_UPDATE, "DROP TRIGGER happening_is_still_for_the_ready ON events_participation"),
    ]
