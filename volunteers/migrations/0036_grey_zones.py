"""Grey zones: what speaks for and against, and what is decided; what volunteers may do at a place points to them (LEG-10, ASG-06)."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_partner_confirmation"),
        ("tenancy", "0003_own_words"),
        ("volunteers", "0035_visits_of_two"),
    ]

    operations = [
        migrations.CreateModel(
            name="GreyZoneCase",
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
                ("code", models.CharField(blank=True, editable=False, max_length=20)),
                ("task", models.CharField(max_length=120, verbose_name="the task")),
                ("scenario", models.TextField(blank=True, max_length=1000, verbose_name="what happens")),
                ("challenge", models.TextField(max_length=1000, verbose_name="what is difficult")),
                ("affects", models.JSONField(blank=True, default=list, verbose_name="for whom")),
                (
                    "recipient_good",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="good for the one who is visited"
                    ),
                ),
                (
                    "recipient_bad",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="bad for the one who is visited"
                    ),
                ),
                (
                    "volunteer_good",
                    models.TextField(blank=True, max_length=400, verbose_name="good for the volunteer"),
                ),
                (
                    "volunteer_bad",
                    models.TextField(blank=True, max_length=400, verbose_name="bad for the volunteer"),
                ),
                (
                    "staff_good",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="good for those who work there"
                    ),
                ),
                (
                    "staff_bad",
                    models.TextField(blank=True, max_length=400, verbose_name="bad for those who work there"),
                ),
                ("solution", models.TextField(blank=True, max_length=1000, verbose_name="what is proposed")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("staff", "Staff do this"),
                            ("volunteer", "A volunteer may"),
                            ("condition", "A volunteer may, if …"),
                        ],
                        max_length=9,
                        verbose_name="what is decided",
                    ),
                ),
                ("condition", models.TextField(blank=True, max_length=1000, verbose_name="if")),
                ("guideline", models.TextField(blank=True, max_length=2000, verbose_name="how it is done")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="when it was decided")),
                ("decided_by_name", models.CharField(blank=True, max_length=200, verbose_name="who decided")),
                ("removed_on", models.DateField(blank=True, null=True)),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.workplace",
                        verbose_name="workplace",
                    ),
                ),
            ],
            options={
                "verbose_name": "grey zone",
                "ordering": ["task", "id"],
            },
        ),
        migrations.CreateModel(
            name="FormerDecision",
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
                    "decision",
                    models.CharField(
                        choices=[
                            ("staff", "Staff do this"),
                            ("volunteer", "A volunteer may"),
                            ("condition", "A volunteer may, if …"),
                        ],
                        max_length=9,
                    ),
                ),
                ("condition", models.TextField(blank=True, max_length=1000)),
                ("guideline", models.TextField(blank=True, max_length=2000)),
                ("decided_on", models.DateField()),
                ("decided_by_name", models.CharField(max_length=200)),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former",
                        to="volunteers.greyzonecase",
                    ),
                ),
            ],
            options={
                "verbose_name": "former decision",
                "ordering": ["-replaced_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="possibletask",
            name="grey_zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="volunteers.greyzonecase",
                verbose_name="grey zone",
            ),
        ),
        migrations.AddConstraint(
            model_name="greyzonecase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("municipality", "code"),
                name="grey_zone_brought_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="greyzonecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision", ""),
                    models.Q(("decided_on__isnull", False), models.Q(("decided_by_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="grey_zone_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="greyzonecase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "condition"), _negated=True),
                    models.Q(("condition", ""), _negated=True),
                    _connector="OR",
                ),
                name="grey_zone_says_if",
                violation_error_message="Write when a volunteer may.",
            ),
        ),
    ]
