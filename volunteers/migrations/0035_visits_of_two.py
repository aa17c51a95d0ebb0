"""A happening may be the visits of two: it stands in the week, and nobody else is written up for it (ASG-02)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0034_possible_tasks"),
    ]

    operations = [
        migrations.AddField(
            model_name="happening",
            name="for_two",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
