"""What is to be there before the first time is not asked of those who have had it: a municipality that begins to ask for referees
stops nobody who has been here for years (VOL-30, VOL-32). Signatures and the police certificate are asked of everybody."""

from django.db import migrations

NOW = """
CREATE OR REPLACE FUNCTION volunteers_lacks(who uuid, begins boolean) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    here record;
    missing text[] := '{}';
BEGIN
    SELECT person_id, workplace_id, started_on IS NOT NULL AS begun INTO here FROM volunteers_volunteer WHERE id = who;
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
    IF NOT here.begun AND volunteers_requires(who, 'references') AND NOT EXISTS (
        SELECT 1 FROM volunteers_refereecheck WHERE volunteer_id = who AND conclusion = 'go_on'
    ) THEN
        missing := missing || 'references'::text;
    END IF;
    IF volunteers_requires(who, 'police_certificate') AND NOT EXISTS (
        SELECT 1 FROM volunteers_policecertificate WHERE volunteer_id = who
    ) THEN
        missing := missing || 'police_certificate'::text;
    END IF;
    IF NOT here.begun AND volunteers_requires(who, 'dilemmas') AND NOT EXISTS (
        SELECT 1 FROM volunteers_signoff WHERE volunteer_id = who AND checklist = 'dilemmas'
    ) THEN
        missing := missing || 'dilemmas'::text;
    END IF;
    IF NOT here.begun AND volunteers_requires(who, 'practical') AND NOT EXISTS (
        SELECT 1 FROM volunteers_signoff WHERE volunteer_id = who AND checklist = 'practical'
    ) THEN
        missing := missing || 'practical'::text;
    END IF;
    IF begins AND NOT here.begun AND volunteers_requires(who, 'department') AND NOT EXISTS (
        SELECT 1 FROM volunteers_arrivalnotice n JOIN volunteers_firstassignment f ON f.id = n.first_id
         WHERE f.volunteer_id = who
    ) THEN
        missing := missing || 'department'::text;
    END IF;
    RETURN missing;
END $$
"""

WAS = """
CREATE OR REPLACE FUNCTION volunteers_lacks(who uuid, begins boolean) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
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


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0038_when_answered")]

    operations = [migrations.RunSQL(NOW, WAS)]
