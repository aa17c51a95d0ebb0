"""What is said no to because it is too close to what staff do points to the grey zone (ASG-13)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0006_agreed_times"),
        ("volunteers", "0036_grey_zones"),
    ]

    operations = [
        migrations.AddField(
            model_name="needrequest",
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
    ]
