"""Who may take a turn: who takes part in the scheme and has what is required, or an employee. A rule of the database (ASG-07).

Asked when the transaction ends, since the mark of an employee is written after the place.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION boards_guard_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entered text := current_setting('app.municipality_id', true);
    turn record;
    is_ready boolean;
BEGIN
    -- it is asked when the transaction ends, and somebody may have entered another municipality since the row was written
    PERFORM set_config('app.municipality_id', NEW.municipality_id::text, true);
    SELECT s.scheme_id, c.asks_ready INTO turn
      FROM boards_slot s JOIN boards_scheme c ON c.id = s.scheme_id WHERE s.event_id = NEW.event_id;
    is_ready := turn.scheme_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM events_participation WHERE id = NEW.id AND state = 'signed_up')
        OR EXISTS (SELECT 1 FROM boards_staffturn WHERE participation_id = NEW.id)
        OR EXISTS (
            SELECT 1 FROM boards_schememember m JOIN volunteers_volunteer v ON v.id = m.volunteer_id
             WHERE m.scheme_id = turn.scheme_id AND m.left_on IS NULL AND v.person_id = NEW.person_id
               AND (NOT turn.asks_ready OR volunteers_lacks(v.id, true) = '{}'));
    PERFORM set_config('app.municipality_id', coalesce(entered, ''), true);
    IF NOT is_ready THEN
        RAISE EXCEPTION 'somebody with a turn takes no part in the scheme, or is not ready to begin'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'turn_is_for_the_ready',
                  TABLE = 'events_participation';
    END IF;
    RETURN NULL;
END $$
"""
ON_INSERT = """
CREATE CONSTRAINT TRIGGER turn_is_for_the_ready AFTER INSERT ON events_participation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW.state = 'signed_up') EXECUTE FUNCTION boards_guard_turn()
"""
ON_UPDATE = """
CREATE CONSTRAINT TRIGGER turn_is_still_for_the_ready AFTER UPDATE ON events_participation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW.state = 'signed_up' AND (OLD.state <> 'signed_up' OR NEW.person_id <> OLD.person_id))
EXECUTE FUNCTION boards_guard_turn()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0002_every_place_has_its_doer"),
        ("events", "0005_given_back_for_a_break"),
        ("volunteers", "0006_first_time_guarded"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION boards_guard_turn()"),
        migrations.RunSQL(ON_INSERT, "DROP TRIGGER turn_is_for_the_ready ON events_participation"),
        migrations.RunSQL(ON_UPDATE, "DROP TRIGGER turn_is_still_for_the_ready ON events_participation"),
    ]
