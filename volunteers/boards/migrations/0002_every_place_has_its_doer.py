"""After the cut-off no place of a turn is free and none is counted twice: held by the database, at the end of each transaction."""

from django.db import migrations

CHECK = """
CREATE FUNCTION boards_check(which uuid, whose uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    slot record;
    entered text := current_setting('app.municipality_id', true);
BEGIN
    -- it is asked when the transaction ends, and somebody may have entered another municipality since the row was written
    PERFORM set_config('app.municipality_id', whose::text, true);
    SELECT s.wanted, s.units_share, s.fell_at, e.capacity, e.taken INTO slot
      FROM boards_slot s
      JOIN events_event e ON e.municipality_id = s.municipality_id AND e.id = s.event_id
     WHERE s.municipality_id = whose AND s.event_id = which AND e.cancelled_at IS NULL;
    PERFORM set_config('app.municipality_id', coalesce(entered, ''), true);
    IF slot.capacity + slot.units_share <> slot.wanted THEN
        RAISE EXCEPTION 'event %: % to take and % of the unit are not the % that are wanted',
            which, slot.capacity, slot.units_share, slot.wanted USING ERRCODE = 'check_violation';
    END IF;
    IF slot.fell_at IS NOT NULL AND slot.taken <> slot.capacity THEN
        RAISE EXCEPTION 'event %: % of % places are nobody''s after the cut-off',
            which, slot.capacity - slot.taken, slot.wanted USING ERRCODE = 'check_violation';
    END IF;
END $$
"""
OF_SLOT = """
CREATE FUNCTION boards_slot_has_its_doers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_check(NEW.event_id, NEW.municipality_id);
    RETURN NULL;
END $$
"""
OF_EVENT = """
CREATE FUNCTION boards_event_has_its_doers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_check(NEW.id, NEW.municipality_id);
    RETURN NULL;
END $$
"""
SLOT_TRIGGER = """
CREATE CONSTRAINT TRIGGER slot_has_its_doers AFTER INSERT OR UPDATE ON boards_slot
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION boards_slot_has_its_doers()
"""
EVENT_TRIGGER = """
CREATE CONSTRAINT TRIGGER slot_has_its_doers AFTER UPDATE ON events_event
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW.kind = 'board_slot') EXECUTE FUNCTION boards_event_has_its_doers()
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial"), ("events", "0002_offered_places")]

    operations = [
        migrations.RunSQL(CHECK, "DROP FUNCTION boards_check(uuid, uuid)"),
        migrations.RunSQL(OF_SLOT, "DROP FUNCTION boards_slot_has_its_doers()"),
        migrations.RunSQL(OF_EVENT, "DROP FUNCTION boards_event_has_its_doers()"),
        migrations.RunSQL(SLOT_TRIGGER, "DROP TRIGGER slot_has_its_doers ON boards_slot"),
        migrations.RunSQL(EVENT_TRIGGER, "DROP TRIGGER slot_has_its_doers ON events_event"),
    ]
