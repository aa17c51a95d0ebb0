"""What volunteers may do at each place; what is the municipality's own duty never stands there (LEG-13, ASG-06)."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids

GUARD = """
CREATE FUNCTION volunteers_guard_possible_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM volunteers_activitytype WHERE id = NEW.activity_type_id AND is_statutory) THEN
        RAISE EXCEPTION 'a statutory task is never a volunteer''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'possible_task_not_statutory',
                  TABLE = 'volunteers_possibletask';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER possible_task_not_statutory BEFORE INSERT OR UPDATE ON volunteers_possibletask
    FOR EACH ROW EXECUTE FUNCTION volunteers_guard_possible_task()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_partner_confirmation"),
        ("tenancy", "0003_own_words"),
        ("volunteers", "0033_who_comes_is_ready"),
    ]

    operations = [
        migrations.CreateModel(
            name="PossibleTask",
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
                ("name", models.CharField(max_length=120, verbose_name="what it is called here")),
                ("frame", models.TextField(max_length=600, verbose_name="the frame")),
                ("excluded", models.TextField(blank=True, max_length=600, verbose_name="not included")),
                (
                    "decision",
                    models.TextField(blank=True, max_length=600, verbose_name="what the place has decided"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="when it was decided")),
                ("decided_by_name", models.CharField(blank=True, max_length=200, verbose_name="who decided")),
                ("removed_on", models.DateField(blank=True, null=True)),
                (
                    "activity_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.activitytype",
                        verbose_name="kind of activity",
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
                (
                    "workplace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.workplace",
                        verbose_name="workplace",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible task",
                "ordering": ["workplace__name", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_on", None)),
                        fields=("municipality", "workplace", "name"),
                        name="possible_task_once",
                        violation_error_message="This stands on the list of the place already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", ""),
                            models.Q(
                                ("decided_on__isnull", False),
                                models.Q(("decided_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="possible_task_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION volunteers_guard_possible_task()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER possible_task_not_statutory ON volunteers_possibletask"),
    ]
