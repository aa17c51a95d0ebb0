"""A group cannot come: the volunteer centre is asked for somebody instead, and one of them comes (ASG-17)."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_partner_confirmation"),
        ("tenancy", "0003_own_words"),
        ("volunteers", "0036_grey_zones"),
    ]

    operations = [
        migrations.AddField(
            model_name="happeningtime",
            name="covered_by",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.CreateModel(
            name="Substitute",
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
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes, somebody comes"), ("no", "no, not this time")],
                        max_length=3,
                        verbose_name="answer",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=120, verbose_name="who comes")),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=200)),
                ("released_at", models.DateTimeField(null=True)),
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
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.partner",
                    ),
                ),
                (
                    "time",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="substitutes",
                        to="volunteers.happeningtime",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about a substitute",
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "yes"), ("released_at", None)),
                        fields=("municipality", "time"),
                        name="substitute_one_comes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "yes"), _negated=True),
                            models.Q(("who", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="substitute_says_who",
                    ),
                ],
            },
        ),
    ]
