"""Which visits it is that somebody was asked to do more than agreed, since when two have been together, and words about a need."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids
import volunteers.matching.belonging

SINCE = """
CREATE FUNCTION matching_guard_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'since when two have been together is never written over'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'match_never_written_over', TABLE = 'matching_match';
END $$
"""
TRIGGER = """
CREATE TRIGGER since_is_guarded BEFORE UPDATE ON matching_match FOR EACH ROW
    WHEN (NEW.together_since IS DISTINCT FROM OLD.together_since) EXECUTE FUNCTION matching_guard_since()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0003_needs"),
        ("people", "0005_partner_confirmation"),
        ("tenancy", "0003_own_words"),
        ("volunteers", "0030_confirmed_by_partner"),
    ]

    operations = [
        migrations.AddField(
            model_name="match",
            name="together_since",
            field=models.DateField(blank=True, null=True, verbose_name="together since"),
        ),
        migrations.CreateModel(
            name="BeyondFrame",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=foundation.tenancy.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="volunteers.concern"
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="beyond",
                        to="matching.match",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        default=foundation.tenancy.context.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "asked to do more than agreed",
                "ordering": ["-concern__told_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "concern"), name="beyond_frame_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=foundation.tenancy.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=1000,
                        validators=[volunteers.matching.belonging.no_number],
                        verbose_name="what was said",
                    ),
                ),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        default=foundation.tenancy.context.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.municipality",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="matching.needrequest",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "word about a need",
                "ordering": ["said_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text__regex", "(^|[^0-9])[0-9]{6}[ .-]?[0-9]{5}([^0-9]|$)"), _negated=True
                        ),
                        name="need_word_without_numbers",
                    )
                ],
            },
        ),
        migrations.RunSQL(SINCE, "DROP FUNCTION matching_guard_since()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER since_is_guarded ON matching_match"),
    ]
