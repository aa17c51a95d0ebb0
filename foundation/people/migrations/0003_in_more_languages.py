from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_by_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="workplace",
            name="in_languages",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
