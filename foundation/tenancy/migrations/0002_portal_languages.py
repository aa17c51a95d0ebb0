from django.db import migrations, models

import foundation.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="municipality",
            name="portal_languages",
            field=models.JSONField(
                default=foundation.tenancy.models.every_language, verbose_name="languages to choose among"
            ),
        ),
    ]
