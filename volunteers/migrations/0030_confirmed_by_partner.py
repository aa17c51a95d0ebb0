"""For an organisation's volunteers the organisation may confirm confidentiality for a year, instead of each signing (VOL-30, PAR-08)."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

before = import_module("volunteers.migrations.0006_first_time_guarded")

CONFIRMED = """
CREATE FUNCTION volunteers_confirmed(who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM volunteers_profile p JOIN people_partnerconfirmation c ON c.partner_id = p.partner_id
         WHERE p.volunteer_id = who AND p.affiliation = 'organisation' AND c.withdrawn_at IS NULL
           AND (now() AT TIME ZONE 'Europe/Oslo')::date BETWEEN c.confirmed_on AND c.valid_until
    )
$$
"""


def changed(source: str, *pairs: tuple[str, str]) -> str:
    for old, new in (("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"), *pairs):
        if source.count(old) != 1:
            raise ValueError(f"not once in the function: {old}")
        source = source.replace(old, new)
    return source


PROMISED = "IF NOT EXISTS (\n        SELECT 1 FROM documents_document d JOIN documents_signature s ON s.document_id = d.id\n         WHERE d.kind"
LACKS = changed(
    before.LACKS, (PROMISED, PROMISED.replace("IF NOT", "IF NOT volunteers_confirmed(who) AND NOT"))
)
OWN = "IF NOT EXISTS (\n        SELECT 1 FROM documents_document d JOIN volunteers_volunteer v"
GUARD = changed(
    before.GUARD,
    (OWN, OWN.replace("IF NOT", "IF NEW.confidentiality_id IS NOT NULL AND NOT")),
    (
        "NEW.confidentiality_id = OLD.confidentiality_id",
        "NEW.confidentiality_id IS NOT DISTINCT FROM OLD.confidentiality_id",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0029_statutory_is_never_offered"),
        ("people", "0005_partner_confirmation"),
        ("documents", "0001_initial"),
    ]
    operations = [
        migrations.AlterField(
            model_name="firstassignment",
            name="confidentiality",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.RunSQL(CONFIRMED, "DROP FUNCTION volunteers_confirmed(uuid)"),
        migrations.RunSQL(LACKS, changed(before.LACKS)),
        migrations.RunSQL(GUARD, changed(before.GUARD)),
    ]
