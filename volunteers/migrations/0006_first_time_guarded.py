"""Nobody begins before what is required is there: a rule of the database (VOL-30, VOL-31, VOL-32, VOL-38).

`volunteers_lacks(volunteer, begins)` tells what is missing; the page asks it, and the trigger refuses by it, so the two cannot
disagree. It runs with the rights of whoever asks, behind the wall: it sees one municipality's rows and settings.
"""

from django.db import migrations

REQUIRES = """
CREATE FUNCTION volunteers_requires(who uuid, what text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    level text;
    kinds jsonb;
BEGIN
    SELECT value #>> '{}' INTO level FROM tenancy_setting WHERE code = 'before_' || what;
    IF level = 'required' THEN
        RETURN true;
    ELSIF level IS DISTINCT FROM 'by_type' THEN
        RETURN false;
    END IF;
    SELECT types INTO kinds FROM volunteers_agreement
     WHERE volunteer_id = who AND terminated_on IS NULL ORDER BY id DESC LIMIT 1;
    IF kinds IS NULL OR kinds = '[]' THEN
        SELECT coalesce(jsonb_agg(t.code), '[]') INTO kinds
          FROM volunteers_enquiry e
          JOIN volunteers_wish w ON w.enquiry_id = e.id
          JOIN volunteers_activitytype t ON t.id = w.activity_type_id
         WHERE e.volunteer_id = who;
    END IF;
    RETURN EXISTS (SELECT 1 FROM volunteers_activitytype t WHERE t.asks ? what AND kinds ? t.code);
END $$
"""

LACKS = """
CREATE FUNCTION volunteers_lacks(who uuid, begins boolean) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    here record;
    missing text[] := '{}';
BEGIN
    SELECT person_id, workplace_id INTO here FROM volunteers_volunteer WHERE id = who;
    IF NOT EXISTS (
        SELECT 1 FROM documents_document d JOIN documents_signature s ON s.document_id = d.id
         WHERE d.kind = 'confidentiality' AND d.revoked_at IS NULL AND s.party = 'volunteer'
           AND s.signed_at IS NOT NULL AND d.person_id = here.person_id AND d.workplace_id = here.workplace_id
    ) THEN
        missing := missing || 'confidentiality'::text;
    END IF;
    IF volunteers_requires(who, 'agreement') AND NOT EXISTS (
        SELECT 1 FROM volunteers_agreement a JOIN documents_document d ON d.id = a.document_id
          JOIN documents_signature s ON s.document_id = d.id
         WHERE a.volunteer_id = who AND a.terminated_on IS NULL AND d.revoked_at IS NULL
           AND s.party = 'volunteer' AND s.signed_at IS NOT NULL
    ) THEN
        missing := missing || 'agreement'::text;
    END IF;
    IF volunteers_requires(who, 'references') AND NOT EXISTS (
        SELECT 1 FROM volunteers_refereecheck WHERE volunteer_id = who AND conclusion = 'go_on'
    ) THEN
        missing := missing || 'references'::text;
    END IF;
    IF volunteers_requires(who, 'police_certificate') AND NOT EXISTS (
        SELECT 1 FROM volunteers_policecertificate WHERE volunteer_id = who
    ) THEN
        missing := missing || 'police_certificate'::text;
    END IF;
    IF volunteers_requires(who, 'dilemmas') AND NOT EXISTS (
        SELECT 1 FROM volunteers_signoff WHERE volunteer_id = who AND checklist = 'dilemmas'
    ) THEN
        missing := missing || 'dilemmas'::text;
    END IF;
    IF volunteers_requires(who, 'practical') AND NOT EXISTS (
        SELECT 1 FROM volunteers_signoff WHERE volunteer_id = who AND checklist = 'practical'
    ) THEN
        missing := missing || 'practical'::text;
    END IF;
    IF begins AND volunteers_requires(who, 'department') AND NOT EXISTS (
        SELECT 1 FROM volunteers_arrivalnotice n JOIN volunteers_firstassignment f ON f.id = n.first_id
         WHERE f.volunteer_id = who
    ) THEN
        missing := missing || 'department'::text;
    END IF;
    RETURN missing;
END $$
"""

GUARD = """
CREATE FUNCTION volunteers_guard_first() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    missing text[];
BEGIN
    IF NEW.cancelled_at IS NOT NULL THEN
        RETURN NEW;  -- to call it off is always allowed
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.held_at IS NULL AND OLD.cancelled_at IS NULL
       AND NEW.volunteer_id = OLD.volunteer_id AND NEW.confidentiality_id = OLD.confidentiality_id THEN
        RETURN NEW;  -- another companion, or it was not held after all
    END IF;
    missing := volunteers_lacks(NEW.volunteer_id, NEW.held_at IS NOT NULL);
    IF missing <> '{}' THEN
        RAISE EXCEPTION 'a first assignment lacks %', array_to_string(missing, ', ')
            USING ERRCODE = 'check_violation', CONSTRAINT = 'first_assignment_is_ready',
                  TABLE = 'volunteers_firstassignment';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM documents_document d JOIN volunteers_volunteer v ON v.person_id = d.person_id
         WHERE d.id = NEW.confidentiality_id AND d.kind = 'confidentiality' AND v.id = NEW.volunteer_id
    ) THEN
        RAISE EXCEPTION 'the confidentiality agreement of a first assignment is somebody else''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'first_assignment_own_promise',
                  TABLE = 'volunteers_firstassignment';
    END IF;
    RETURN NEW;
END $$
"""

TRIGGER = """
CREATE TRIGGER first_assignment_is_ready BEFORE INSERT OR UPDATE ON volunteers_firstassignment
FOR EACH ROW EXECUTE FUNCTION volunteers_guard_first()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0005_the_start"),
        ("tenancy", "0001_initial"),
        ("documents", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(REQUIRES, "DROP FUNCTION volunteers_requires(uuid, text)"),
        migrations.RunSQL(LACKS, "DROP FUNCTION volunteers_lacks(uuid, boolean)"),
        migrations.RunSQL(GUARD, "DROP FUNCTION volunteers_guard_first()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER first_assignment_is_ready ON volunteers_firstassignment"),
    ]
