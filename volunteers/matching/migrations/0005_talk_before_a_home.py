"""Nobody comes home to somebody before it is talked over with those who help there and the next of kin (ASG-15)."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids
import volunteers.matching.belonging

GUARD = """
CREATE FUNCTION matching_guard_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM matching_recipient WHERE id = NEW.recipient_id AND living_at = 'home')
       AND NOT EXISTS (SELECT 1 FROM matching_hometalk WHERE recipient_id = NEW.recipient_id
                          AND staff_on <= NEW.starts_on AND (kin_on IS NULL OR kin_on <= NEW.starts_on)) THEN
        RAISE EXCEPTION 'nobody comes home to somebody before it is talked over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'match_talked_over', TABLE = 'matching_match';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER home_is_guarded BEFORE INSERT ON matching_match FOR EACH ROW EXECUTE FUNCTION matching_guard_home()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0004_asked_for_more"),
        ("tenancy", "0003_own_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomeTalk",
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
                ("staff_name", models.CharField(max_length=200, verbose_name="who helps there")),
                ("staff_on", models.DateField(verbose_name="when you talked")),
                ("kin_name", models.CharField(blank=True, max_length=200, verbose_name="next of kin")),
                (
                    "kin_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when you talked with the next of kin"
                    ),
                ),
                (
                    "without_kin",
                    models.BooleanField(
                        default=False, verbose_name="there is nobody, or they would rather not ask them"
                    ),
                ),
                (
                    "agreed",
                    models.TextField(
                        max_length=600,
                        validators=[volunteers.matching.belonging.no_number],
                        verbose_name="what was agreed",
                    ),
                ),
                (
                    "responsible",
                    models.CharField(
                        max_length=300,
                        validators=[volunteers.matching.belonging.no_number],
                        verbose_name="who is responsible there",
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("written_by_name", models.CharField(max_length=200)),
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
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="home_talks",
                        to="matching.recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "talk before visits at home",
                "ordering": ["-written_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("without_kin", True),
                            models.Q(("kin_on__isnull", False), models.Q(("kin_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="home_talk_with_kin_or_not",
                        violation_error_message="Write whom you talked with, or that there is nobody to ask.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed__regex", "(^|[^0-9])[0-9]{6}[ .-]?[0-9]{5}([^0-9]|$)"), _negated=True
                            ),
                            models.Q(
                                ("responsible__regex", "(^|[^0-9])[0-9]{6}[ .-]?[0-9]{5}([^0-9]|$)"),
                                _negated=True,
                            ),
                        ),
                        name="home_talk_without_numbers",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION matching_guard_home()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER home_is_guarded ON matching_match"),
    ]
