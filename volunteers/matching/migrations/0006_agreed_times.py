"""When two who are brought together meet; and nobody is moved home, where somebody visits, before it is talked over (ASG-02, ASG-15)."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids

GUARD = """
CREATE FUNCTION matching_guard_moving_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.living_at = 'home' AND OLD.living_at <> 'home'
       AND EXISTS (SELECT 1 FROM matching_match WHERE recipient_id = NEW.id AND ended_on IS NULL)
       AND NOT EXISTS (SELECT 1 FROM matching_hometalk WHERE recipient_id = NEW.id) THEN
        RAISE EXCEPTION 'nobody comes home to somebody before it is talked over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'move_talked_over', TABLE = 'matching_recipient';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER moving_home_is_guarded BEFORE UPDATE OF living_at ON matching_recipient
    FOR EACH ROW EXECUTE FUNCTION matching_guard_moving_home()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0005_talk_before_a_home"),
        ("tenancy", "0003_own_words"),
        ("volunteers", "0035_visits_of_two"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchTimes",
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
                    "happening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="of_matches",
                        to="volunteers.happening",
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="times", to="matching.match"
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
                "verbose_name": "agreed times",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "match", "happening"), name="match_times_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION matching_guard_moving_home()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER moving_home_is_guarded ON matching_recipient"),
    ]
