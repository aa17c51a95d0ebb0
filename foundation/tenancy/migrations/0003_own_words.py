import django.db.models.deletion
from django.db import migrations, models

import foundation.tenancy.context
import foundation.tenancy.ids


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_portal_languages"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnWord",
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
                ("code", models.CharField(max_length=40)),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "Norwegian Bokmål"), ("nn", "Norwegian Nynorsk"), ("en", "English")],
                        max_length=2,
                    ),
                ),
                ("singular", models.CharField(max_length=60, verbose_name="one, unknown")),
                ("definite", models.CharField(max_length=60, verbose_name="one, known")),
                ("plural", models.CharField(max_length=60, verbose_name="several, unknown")),
                ("definite_plural", models.CharField(max_length=60, verbose_name="several, known")),
                (
                    "gender",
                    models.CharField(
                        choices=[("m", "masculine"), ("f", "feminine"), ("n", "neuter")],
                        default="m",
                        max_length=1,
                        verbose_name="gender",
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
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "code", "language"), name="own_word_once")
                ],
            },
        ),
    ]
