"""Rules of the database (LEG-13, PRI-01, PRI-02): no match without a yes or with a statutory task, none between two places, none
written over; nothing shared without the yes to it; when a volunteer leaves the visits end, and when a yes is taken back or a
match ends, what was shared is gone at once.

The functions run with the rights of whoever writes, behind the wall: they see one municipality's rows.
"""

from django.db import migrations

MATCH = """
CREATE FUNCTION matching_guard_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.volunteer_id, NEW.recipient_id, NEW.activity_type_id, NEW.starts_on, NEW.until, NEW.most_at_once,
            NEW.decided_at, NEW.decided_by_name)
           IS DISTINCT FROM
           (OLD.volunteer_id, OLD.recipient_id, OLD.activity_type_id, OLD.starts_on, OLD.until, OLD.most_at_once,
            OLD.decided_at, OLD.decided_by_name)
           OR (NEW.frame IS DISTINCT FROM OLD.frame AND NEW.frame <> '')
           OR (NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason <> '')
           OR (OLD.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on) THEN
            RAISE EXCEPTION 'a match is never written over: end it, and make another'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'match_never_written_over', TABLE = 'matching_match';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM volunteers_activitytype WHERE id = NEW.activity_type_id AND is_statutory) THEN
        RAISE EXCEPTION 'a statutory task is never a volunteer''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'match_not_statutory', TABLE = 'matching_match';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM matching_consent
                    WHERE recipient_id = NEW.recipient_id AND purpose = 'visit' AND withdrawn_at IS NULL) THEN
        RAISE EXCEPTION 'a match needs the recipient''s yes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'match_with_consent', TABLE = 'matching_match';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM volunteers_volunteer v JOIN matching_recipient r ON r.workplace_id = v.workplace_id
                    WHERE v.id = NEW.volunteer_id AND r.id = NEW.recipient_id) THEN
        RAISE EXCEPTION 'volunteer and recipient belong to two places'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'match_at_one_place', TABLE = 'matching_match';
    END IF;
    RETURN NEW;
END $$
"""
RELEASE = """
CREATE FUNCTION matching_guard_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.match_id, NEW.field, NEW.released_at, NEW.released_by_name)
           IS DISTINCT FROM (OLD.match_id, OLD.field, OLD.released_at, OLD.released_by_name)
           OR (NEW.text IS DISTINCT FROM OLD.text AND NEW.text <> '')
           OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NULL) THEN
            RAISE EXCEPTION 'what was released is never written over: close it, and release other words'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'release_never_written_over',
                      TABLE = 'matching_matchrelease';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM matching_match m
                     JOIN matching_recipient r ON r.id = m.recipient_id
                     JOIN matching_consent c ON c.recipient_id = r.id
                    WHERE m.id = NEW.match_id AND m.ended_on IS NULL AND r.closed_at IS NULL
                      AND c.purpose = 'sharing' AND c.withdrawn_at IS NULL) THEN
        RAISE EXCEPTION 'nothing is shared without the recipient''s yes, nor when it has ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_with_consent', TABLE = 'matching_matchrelease';
    END IF;
    RETURN NEW;
END $$
"""
WITHDRAWN = """
CREATE FUNCTION matching_consent_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_matchrelease SET closed_at = NEW.withdrawn_at, text = ''
     WHERE closed_at IS NULL
       AND match_id IN (SELECT id FROM matching_match WHERE recipient_id = NEW.recipient_id);
    RETURN NULL;
END $$
"""
ENDED = """
CREATE FUNCTION matching_match_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_matchrelease SET closed_at = now(), text = '' WHERE closed_at IS NULL AND match_id = NEW.id;
    RETURN NULL;
END $$
"""
LEFT = """
CREATE FUNCTION matching_volunteer_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matching_match SET ended_on = greatest(NEW.closed_on, starts_on), ended_why = 'volunteer'
     WHERE ended_on IS NULL AND volunteer_id = NEW.id;
    RETURN NULL;
END $$
"""
TRIGGERS = (
    (
        "match_is_guarded",
        "matching_match",
        "BEFORE INSERT OR UPDATE ON matching_match FOR EACH ROW EXECUTE FUNCTION matching_guard_match()",
    ),
    (
        "release_is_guarded",
        "matching_matchrelease",
        "BEFORE INSERT OR UPDATE ON matching_matchrelease FOR EACH ROW EXECUTE FUNCTION matching_guard_release()",
    ),
    (
        "withdrawn_closes",
        "matching_consent",
        "AFTER UPDATE ON matching_consent FOR EACH ROW "
        "WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION matching_consent_withdrawn()",
    ),
    (
        "ended_closes",
        "matching_match",
        "AFTER UPDATE ON matching_match FOR EACH ROW "
        "WHEN (OLD.ended_on IS NULL AND NEW.ended_on IS NOT NULL) EXECUTE FUNCTION matching_match_ended()",
    ),
    (
        "left_ends_visits",
        "volunteers_volunteer",
        "AFTER UPDATE ON volunteers_volunteer FOR EACH ROW "
        "WHEN (OLD.closed_on IS NULL AND NEW.closed_on IS NOT NULL) EXECUTE FUNCTION matching_volunteer_left()",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]
    operations = [
        migrations.RunSQL(MATCH, "DROP FUNCTION matching_guard_match()"),
        migrations.RunSQL(RELEASE, "DROP FUNCTION matching_guard_release()"),
        migrations.RunSQL(WITHDRAWN, "DROP FUNCTION matching_consent_withdrawn()"),
        migrations.RunSQL(ENDED, "DROP FUNCTION matching_match_ended()"),
        migrations.RunSQL(LEFT, "DROP FUNCTION matching_volunteer_left()"),
        *(
            migrations.RunSQL(f"CREATE TRIGGER {name} {what}", f"DROP TRIGGER {name} ON {table}")
            for name, table, what in TRIGGERS
        ),
    ]
